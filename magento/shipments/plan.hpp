// What the store has of a shipment, and what is still to be done: calculated from the store's records.
#pragma once

#include "magento/shipments/goods.hpp"
#include "policy/shipment_order.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::magento {

/// The shipments of the order that are ours: those with our marker, and those without any marker of
/// the ERP that have one of our tracking numbers. What was requested under a marker counts as done,
/// even when the store shipped less.
struct shipped_so_far {
  std::vector<const sales_document*> ours;  ///< oldest first
  int next_part = 1;
  std::vector<policy::shipment_line> open;  ///< lines not requested yet, with what is left of them
  std::string conflict;   ///< a line was requested with another quantity; in words, or empty
  std::string shortfall;  ///< "LAMP-07 2 asked, 1 shipped"; empty: nothing is short
};
shipped_so_far look_through(const policy::shipment_order& wanted, const store_order& order,
                            const std::vector<sales_document>& shipments);

struct ship_plan {
  std::vector<policy::shipment_line> lines;  ///< requested under the marker
  item_quantities items;                     ///< empty: none of the lines has an open item
  std::string source;                        ///< that they all leave from
  /// Parts that must come before a bundle can ship, in words; their lines wait. Empty: none do.
  std::string missing;
};
/// Matches lines by SKU to the open quantities of the order's items, in their order. A bundle that
/// ships together leaves with the lines of all its parts. Lines of a source other than that of the
/// first match go into the next request, under a marker of their own. Lines that match nothing are
/// included with the first that do. At most `most_items` items and 250 lines; the rest is for the
/// next request.
ship_plan plan_shipment(const policy::shipment_order& wanted,
                        const std::vector<policy::shipment_line>& open, const store_order& order,
                        std::size_t most_items);

/// The number as the store keeps it: characters outside the BMP become four question marks (REST.md
/// 8.5).
std::string track_as_kept(std::string_view track);

/// Our tracking numbers that are on none of our shipments.
std::vector<std::string> missing_tracks(const policy::shipment_order& wanted,
                                        const std::vector<const sales_document*>& ours);

/// What we have shipped and is not invoiced yet, and virtual products named by the shipment.
item_quantities plan_invoice(const policy::shipment_order& wanted, const store_order& order,
                             const std::vector<sales_document>& shipments,
                             const std::vector<sales_document>& invoices);

}  // namespace acumage::magento
