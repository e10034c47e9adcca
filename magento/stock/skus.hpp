// Which SKUs of quantities the store knows, before rows of unknown ones would be stored (REST.md 0.4, 2.6).
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

/// Looks up the SKUs that are not remembered, in as many searches as it takes. Source-items would
/// store a row of an unknown SKU (REST.md 0.4), so its rows become `unknown_record`; the known ones
/// are learnt. Without MSI nothing is asked: the legacy endpoint refuses an unknown SKU itself.
std::unique_ptr<stock_stage> find_skus(stock_memory& memory);

/// Does the store know the products of these parked keys ("SKU@source") by now? Asks about the
/// first of them that fit one search, at most 100; the answer rules on those and passes over the
/// others.
request known_items_request(std::span<const std::string> keys);
/// As spelt in the keys. A verdict other than `answered` means: ask again later.
struct known_items {
  batch_outcome outcome;
  std::vector<std::string> known;
  std::vector<std::string> unknown;
};
known_items read_known_items(std::span<const std::string> keys, const answer& reply);

}  // namespace acumage::magento
