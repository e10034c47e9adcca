// Carries a conversation against answers that a test has laid out, and keeps what was asked.
#pragma once

#include "magento/conversation.hpp"
#include "magento/transport.hpp"
#include "messages/delivery.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::tests {

/// What the store does: the answer to a request.
using store_script = std::function<magento::answer(const magento::request&)>;

struct talk {
  std::vector<magento::request> asked;
  batch_outcome outcome;

  /// "GET /V1/inventory/sources", in order.
  std::vector<std::string> lines() const;
  /// How often this line was asked.
  std::ptrdiff_t times(std::string_view line) const;
};

/// Fails the test when the conversation has no end.
talk carry(magento::conversation& what, const store_script& store);

/// A path as people read it, with its query decoded.
std::string readable(const magento::request& what);

delivery quantity(std::string key, std::string value);
/// As `quantity`, to be read before it is written.
delivery doubted(std::string key, std::string value);

/// Pages of the store.
std::string sources_json(const std::vector<std::string>& codes);
std::string products_json(const std::vector<std::string>& skus);

}  // namespace acumage::tests
