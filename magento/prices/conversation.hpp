// Prices: deliveries <-> POST /V1/products/base-prices (REST.md 2).
#pragma once

#include "magento/conversation.hpp"
#include "magento/transport.hpp"
#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace acumage::magento {

/// `store_id` 0 = all store views. The rows are sent in the given order; the price is a JSON number
/// with exactly the digits of delivery.value.
request base_prices_request(std::span<const delivery> rows, int store_id);

/// One outcome per row when the store answered row by row, otherwise the verdict on the whole
/// (REST.md 2.3, 11).
batch_outcome read_base_prices(std::span<const delivery> rows, const answer& reply);

/// One exchange, request and outcome, if no row is to be verified. Rows to be verified are read
/// first, and sent only when the store's price in the scope of `store_id` differs or is missing. A
/// verdict other than `answered` applies to the whole batch.
std::unique_ptr<conversation> send_base_prices(std::vector<delivery> rows, int store_id);

inline constexpr int price_places = 6;  ///< DECIMAL(20,6), REST.md 2.2

/// The answer to prices_request: by folded SKU, the price in the scope of `store_id` as the JSON
/// shows it. Empty when the body is not a list of prices.
std::optional<std::map<std::string, std::string>> read_held_prices(const answer& reply,
                                                                   int store_id);

/// Checks address, credential, database and the lane's permission without side effects (REST.md
/// 1.6).
request price_probe();

}  // namespace acumage::magento
