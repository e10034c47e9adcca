// The lines of a remembered shipment, whose rows may or may not name the order's line.
#pragma once

#include "messages/document.hpp"
#include "policy/shipment_order.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acumage::policy {

/// The path of a line's fields: "line/3/" for one with a number, otherwise "item/lamp-07/" by its
/// SKU.
std::string line_path(std::string_view number, std::string_view sku);

struct known_lines {
  /// By number, then SKU; those without a quantity are left out. `source` is the ERP's warehouse.
  std::vector<shipment_line> lines;
  std::string problem;  ///< in words, when a quantity cannot be assigned; otherwise empty
};
/// A row without the order's line counts for the only line of its SKU. If there are several, or two
/// rows of one change differ, the missing column is a problem. So are two warehouses of one line.
known_lines lines_of(const known_document& known);

}  // namespace acumage::policy
