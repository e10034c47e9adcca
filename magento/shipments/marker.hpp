// The comment by which a shipment in the store shows which shipment of the ERP it is (REST.md 4.4).
#pragma once

#include "policy/shipment_order.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::magento {

/// What was requested under a marker; the store may have shipped less.
struct shipment_marker {
  int part = 1;  ///< supplements count on
  std::vector<policy::shipment_line> lines;
};

/// "ERP-SHIP 004417 SO SO009120 [1:LAMP-07=2 DESK=1]", a supplement's "ERP-SHIP 004417/2 …". The
/// store itself therefore records which lines have been shipped, once each.
std::string marker_text(const policy::shipment_order& of, int part,
                        std::span<const policy::shipment_line> lines);
/// Empty: the comment is not a marker of this shipment. Numbers and SKUs are returned in their
/// original form.
std::optional<shipment_marker> read_marker(std::string_view comment,
                                           const policy::shipment_order& of);
/// Whether it is the marker of any shipment.
bool is_marker(std::string_view comment);

/// "ERP-INVOICE 004417 SO SO009120 INV000123"
std::string invoice_marker_text(const policy::shipment_order& of);
bool is_invoice_marker(std::string_view comment, const policy::shipment_order& of);

}  // namespace acumage::magento
