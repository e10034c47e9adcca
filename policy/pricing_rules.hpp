// What the price settings make of a row: the price to send, or why none is.
#pragma once

#include "policy/ruling.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace acumage::policy {

enum class price_preference : std::uint8_t { default_price, sales_price };

struct price_options {
  bool enabled = true;
  price_preference price = price_preference::default_price;
  int decimals = 4;  ///< 0–6
};

/// The columns of a price row; absent and null are the same: unchanged.
struct price_row {
  std::string item;  ///< the SKU, trimmed
  std::optional<std::string> default_price;
  std::optional<std::string> sales_price;
  std::optional<std::string> item_status;
  std::string damage;  ///< why the row cannot be read; empty: it can
};

/// SPEC 7, "Pricing". The value is exact, rounded half up, in its shortest form.
ruling rule_on_price(const price_row& row, const price_options& options);

}  // namespace acumage::policy
