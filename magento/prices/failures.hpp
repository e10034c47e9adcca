// Which rows of a price request the failure entries of its answer speak of (REST.md 2.3).
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
  other,  ///< a message of a newer version; its first parameter is taken for the SKU
};

/// One entry: `{"message":"Invalid attribute %fieldName = %fieldValue.","parameters":["SKU","X"]}`.
struct price_failure {
  failure_kind kind = failure_kind::sku;
  std::string subject;  ///< the SKU, or the value of a price failure; null as ""
  std::string words;    ///< the store's, filled in
};

/// Empty when the body is not a JSON array of failure entries.
std::optional<std::vector<price_failure>> read_price_failures(const std::string& body);

/// One outcome per row. Rows that no entry names were stored. A row is `doubtful` when an entry may speak
/// of it or of a neighbour: alone in its request it never is.
std::vector<row_outcome> assign_failures(std::span<const delivery> rows,
                                         const std::vector<price_failure>& failures);

/// Does PHP's `==` hold two different SKUs for the same number ("123", "00123", "1.23e2")? Then one
/// that is unknown flags the other too.
bool loosely_equal(const std::string& left, const std::string& right);

}  // namespace acumage::magento
