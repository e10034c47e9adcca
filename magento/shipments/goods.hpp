// Which items of the store's order the ERP means by a SKU: bundles, configurables, custom options (SPEC 7,
// "Order lines"; REST.md 4.2).
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

/// Quantities by order item, each listed once: of one that stands twice the last would win (REST.md 4.2).
using item_quantities = std::map<std::int64_t, decimal>;

/// May a request to ship name it? What is virtual ships not at all, a part of a configurable or of a bundle
/// that ships together goes with its parent, and a bundle that ships separately goes by its parts.
bool ships_itself(const store_order& order, const order_item& item);

/// A bundle that is shipped as a whole, once its parts are there.
bool ships_together(const order_item& item);

/// Does the ERP mean the item by this folded SKU: its own, its product's, or that of a configurable's part?
bool answers_to(const store_order& order, const order_item& item, std::string_view folded_sku);

/// Is all that the SKU means in this order virtual? Then the line is neither shipped nor a shortfall.
bool is_only_virtual(const store_order& order, std::string_view folded_sku);

/// Parts of a bundle that go over the counter.
std::vector<const order_item*> goods_of(const store_order& order, const order_item& bundle);

/// Whole bundles that these pieces of its parts make.
decimal sets_in(const store_order& order, const order_item& bundle, const item_quantities& pieces);

/// Pieces of the SKU in what was shipped by item.
decimal pieces_of(const store_order& order, const item_quantities& shipped,
                  std::string_view folded_sku);

/// The same quantities by the items that an invoice names.
item_quantities billed(const store_order& order, const item_quantities& shipped);

/// Ids of the products that must be known before the lines can be matched, but for those in `asked`: bundles
/// that a line is about; and, when a line matches nothing, those of the items that no line matches.
std::vector<std::string> products_to_ask(const store_order& order,
                                         std::span<const policy::shipment_line> lines,
                                         const std::set<std::int64_t>& asked);

/// The number in the text; 0 when it is none.
decimal figure(const std::string& text);
/// Rounded down to `places`; 0 when `by` is not above 0.
decimal divided(const decimal& what, const decimal& by, int places);

}  // namespace acumage::magento
