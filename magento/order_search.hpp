// What the store has of an order: GET /V1/orders by its number (REST.md 4.3).
#pragma once

#include "magento/transport.hpp"
#include "policy/order_record.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace acumage::magento {

struct held_order {
  std::int64_t id = 0;     ///< entity_id, the id used in paths (REST.md 0.13)
  std::int64_t store = 0;  ///< the store view; a number is unique within one
  std::string state;       ///< "new", "processing", "complete", "closed", "canceled", "holded", …
  std::string status;
  std::vector<std::string> comments;
  bool shipped = false;          ///< some of it
  bool left_to_invoice = false;  ///< otherwise it cannot be cancelled (REST.md 6)

  /// Its status is final.
  bool finished() const { return state == "complete" || state == "closed" || state == "canceled"; }
};

/// By the number; an order created in the ERP also by its ERP key.
request order_search(const policy::order_record& record);
/// Empty when the answer is not a page of orders.
std::optional<std::vector<held_order>> read_order_search(const answer& reply);

/// More than any store has views: a number may exist in each.
inline constexpr std::size_t most_namesakes = 20;

/// Which of these numbers the store has. They must fit one search (search_path.hpp).
request order_numbers_search(std::span<const std::string> numbers);
/// Folded; empty when the answer is not a page of orders.
std::optional<std::set<std::string>> read_order_numbers(const answer& reply);

}  // namespace acumage::magento
