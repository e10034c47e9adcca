// Assigns the failure entries in the answer to a price request to its rows (REST.md 2.3).
#pragma once

#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace acumage::magento {

enum class failure_kind : std::uint8_t {
  sku,    ///< unknown to the store, or of a type without a base price
  price,  ///< names the refused value, not the SKU
  store,  ///< the store view does not exist
  other,  ///< a message of a newer version; its first parameter is assumed to be the SKU
};

/// One entry: `{"message":"Invalid attribute %fieldName = %fieldValue.","parameters":["SKU","X"]}`.
struct price_failure {
  failure_kind kind = failure_kind::sku;
  std::string subject;  ///< the SKU, or the value of a price failure; null as ""
  std::string words;    ///< the store's message, filled in
};

/// Empty when the body is not a JSON array of failure entries.
std::optional<std::vector<price_failure>> read_price_failures(const std::string& body);

/// One outcome per row. Rows that no entry names were stored. A row is `doubtful` when an entry may
/// mean it or a neighbour: a row alone in its request never is.
std::vector<row_outcome> assign_failures(std::span<const delivery> rows,
                                         const std::vector<price_failure>& failures);

/// Whether PHP's `==` treats two different SKUs as the same number ("123", "00123", "1.23e2"). If
/// so, an unknown one also flags the other.
bool loosely_equal(const std::string& left, const std::string& right);

}  // namespace acumage::magento
