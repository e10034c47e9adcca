// Which items of the store's order an ERP SKU means: bundles, configurables, options (SPEC 7; REST.md 4.2).
#pragma once

#include "magento/shipments/records.hpp"
#include "policy/shipment_order.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::magento {

/// Quantities by order item, each listed once: of a repeated one only the last would count (REST.md
/// 4.2).
using item_quantities = std::map<std::int64_t, decimal>;

/// Whether a shipping request may name it. Virtual items do not ship. A part of a configurable, or
/// of a bundle that ships together, goes with its parent. A bundle that ships separately goes by
/// its parts.
bool ships_itself(const store_order& order, const order_item& item);

/// A bundle that ships as a whole, once its parts are there.
bool ships_together(const order_item& item);

/// Whether this folded SKU means the item: by its own SKU, its product's, or that of a
/// configurable's part.
bool answers_to(const store_order& order, const order_item& item, std::string_view folded_sku);

/// Whether everything the SKU means in this order is virtual. If so, the line is neither shipped
/// nor a shortfall.
bool is_only_virtual(const store_order& order, std::string_view folded_sku);

/// Parts of a bundle that need no shipping.
std::vector<const order_item*> goods_of(const store_order& order, const order_item& bundle);

/// The number of whole bundles that these pieces of its parts make.
decimal sets_in(const store_order& order, const order_item& bundle, const item_quantities& pieces);

/// Pieces of the SKU in the quantities shipped by item.
decimal pieces_of(const store_order& order, const item_quantities& shipped,
                  std::string_view folded_sku);

/// The same quantities by the items named in an invoice.
item_quantities billed(const store_order& order, const item_quantities& shipped);

/// Ids of the products, except those in `asked`, that must be known before the lines can be
/// matched: bundles that a line is about and, when a line matches nothing, the items that no line
/// matches.
std::vector<std::string> products_to_ask(const store_order& order,
                                         std::span<const policy::shipment_line> lines,
                                         const std::set<std::int64_t>& asked);

/// The number in the text; 0 when there is none.
decimal figure(const std::string& text);
/// Rounded down to `places`; 0 when `by` is not above 0.
decimal divided(const decimal& what, const decimal& by, int places);

}  // namespace acumage::magento
