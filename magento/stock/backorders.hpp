// Whether a product may be sold below zero: GET /V1/stockItems/{sku} (REST.md 3.1, 3.3).
#pragma once

#include "magento/stock/batch.hpp"
#include "magento/stock/memory.hpp"
#include "magento/transport.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::magento {

/// Whether the SKU contains a character that, encoded in a path, does not reach Magento, or not as
/// it was signed (REST.md 2.6).
bool is_awkward_in_path(std::string_view sku);

request stock_item_request(const std::string& sku);

/// `backorders` 1 or 2 (2 notifies the customer); the store fills in its default where the product
/// has no setting of its own. Empty when the answer is not a stock item.
std::optional<bool> read_backorders(const answer& reply);

/// Looks up the open rows with quantity 0, one request per SKU, unless remembered.
///
/// A store that cannot show the stock item (404, invalid answer) counts as one without backorders,
/// this time only. So does one that refuses a path with a character that servers decode or reject,
/// such as the slash (REST.md 2.6; with OAuth it answers 401 before 2.4.8, REST.md 1.4): otherwise
/// a single SKU would look like an outage of the whole lane. Quantity 0 with status 0 is what most
/// products need.
std::unique_ptr<stock_stage> find_backorders(stock_memory& memory);

}  // namespace acumage::magento
