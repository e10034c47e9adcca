// Which SKUs have a price in the store: POST base-prices-information, the cheapest look-up (REST.md 12).
#pragma once

#include "magento/transport.hpp"
#include "messages/outcome.hpp"

#include <cstddef>
#include <set>
#include <span>
#include <string>

namespace acumage::magento {

inline constexpr std::size_t most_priced_skus = 500;  ///< in one request

/// The prices of at most `most_priced_skus`.
request prices_request(std::span<const std::string> skus);

/// The SKUs the store knows, folded, in the spelling of the request. Products without a price of
/// their own (configurable, grouped) are not included. A verdict other than `answered` means: look
/// up again later.
struct known_skus {
  batch_outcome outcome;
  std::set<std::string> folded;
};
known_skus read_known_skus(const answer& reply);

}  // namespace acumage::magento
