// The lines of a remembered shipment, of which some rows name the order's line and some do not.
#pragma once

#include "messages/document.hpp"
#include "policy/shipment_order.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acumage::policy {

/// Where a line's fields are: "line/3/" of one with a number, else "item/lamp-07/" of one that is its SKU.
std::string line_path(std::string_view number, std::string_view sku);

struct known_lines {
  /// By number, then SKU; those without a quantity are no part yet. `source` is the ERP's warehouse.
  std::vector<shipment_line> lines;
  std::string problem;  ///< in words, when nobody can say what a quantity belongs to; else empty
};
/// A row without the order's line counts for the only line of its SKU. Are there several, or do two rows of
/// one change differ, it is a problem that the missing column makes. So are two warehouses of one line.
known_lines lines_of(const known_document& known);

}  // namespace acumage::policy
