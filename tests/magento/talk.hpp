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

/// What became of the rows; fails the test when the verdict is one on the whole batch.
std::vector<row_verdict> verdicts(const talk& done);

/// Fails the test when the conversation has no end, or sends what the published schema does not know.
talk carry(magento::conversation& what, const store_script& store);

/// A path as people read it, with its query decoded.
std::string readable(const magento::request& what);

delivery quantity(std::string key, std::string value);
/// As `quantity`, to be read before it is written.
delivery doubted(std::string key, std::string value);

/// Pages of the store.
std::string sources_json(const std::vector<std::string>& codes);
std::string products_json(const std::vector<std::string>& skus);

/// A store with the sources default and wh_east and no backorders, which takes every write and knows
/// every SKU but those that begin with NOPE.
magento::answer stocked_store(const magento::request& what);
/// The same but for the paths that begin so.
store_script stocked_but(std::string path, magento::answer reply);
/// Is it about this resource, whatever its query?
bool asks(const magento::request& what, std::string_view path);
/// No answer.
magento::answer broken(magento::carried how);

}  // namespace acumage::tests
