// Which SKUs the store knows, checked before rows of unknown ones would be stored (REST.md 0.4, 2.6).
#pragma once

#include "magento/stock/batch.hpp"
#include "magento/stock/memory.hpp"
#include "magento/transport.hpp"
#include "messages/outcome.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace acumage::magento {

/// Looks up the SKUs that are not remembered, in as many searches as necessary. Source-items would
/// store a row of an unknown SKU (REST.md 0.4), so such rows become `unknown_record`; the known
/// ones are remembered. Without MSI no look-up is made: the legacy endpoint refuses an unknown SKU
/// itself.
std::unique_ptr<stock_stage> find_skus(stock_memory& memory);

/// Whether the store now knows the products of these parked keys ("SKU@source"). Looks up the first
/// of them that fit one search, at most 100; the answer rules on those and skips the others.
request known_items_request(std::span<const std::string> keys);
/// As spelt in the keys. A verdict other than `answered` means: look up again later.
struct known_items {
  batch_outcome outcome;
  std::vector<std::string> known;
  std::vector<std::string> unknown;
};
known_items read_known_items(std::span<const std::string> keys, const answer& reply);

}  // namespace acumage::magento
