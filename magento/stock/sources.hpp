// In which sources the store keeps quantities: GET /V1/inventory/sources (REST.md 3.1, 3.4).
#pragma once

#include "magento/stock/batch.hpp"
#include "magento/stock/memory.hpp"
#include "magento/transport.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::magento {

/// Pages count from 1.
request sources_request(std::size_t page);

struct sources_page {
  std::vector<std::string> codes;  ///< as the store spells them
  std::size_t total = 0;           ///< on all pages
};
/// Empty when the answer is not a page of sources.
std::optional<sources_page> read_sources(const answer& reply);

/// `404 Request does not match any route.`: the store has no such module, or the answer is not from
/// Magento's REST; the next request shows which.
bool lacks_route(const answer& reply);

/// Requests the sources unless they are remembered, and once more when a remembered list lacks one
/// that a row names. Rows whose source the store does not have are refused as `unmapped`.
std::unique_ptr<stock_stage> find_sources(stock_memory& memory);

}  // namespace acumage::magento
