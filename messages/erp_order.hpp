// An order's row as Acumatica sent it, with absent columns distinguished from cleared ones.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace acumage {

/// A column's text, trimmed; "" means cleared. No value: absent or null, which means unchanged.
using told_text = std::optional<std::string>;

/// The column that holds the store's order number. Its presence also matters (SPEC 7, "Order").
struct told_column {
  bool there = false;
  told_text text{};  ///< no value: null
};

struct erp_order_line {
  told_text item;
  told_text quantity;
  told_text unit_price;
  told_text extended_price;
};

struct erp_order_address {
  told_text name;
  told_text first_name;
  told_text last_name;
  told_text line_1;
  told_text line_2;
  told_text city;
  told_text state;
  told_text country;
  told_text postal_code;
  told_text phone;
};

struct erp_order_row {
  told_column store_number{};
  told_text status;
  told_text email;
  told_text total;
  told_text currency;
  std::optional<std::vector<erp_order_line>> lines;  ///< all lines of the order
  std::optional<erp_order_address> billing;
  std::optional<erp_order_address> shipping;
};

}  // namespace acumage
