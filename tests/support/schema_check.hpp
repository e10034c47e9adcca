// Holds the node's requests against the published schema of Magento's REST API
// (tests/data/openapi.json), for Magento itself forgives much: a misspelt key of a body is ignored,
// and then a whole order is shipped (REST.md 0.9).
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::tests {

/// What the schema does not know of a request, such as "items[].qty: a string; expected a number".
/// `target` is a path and its query, with or without "/rest/<code>" before "/V1/".
std::vector<std::string> schema_violations(std::string_view method, std::string_view target,
                                           std::string_view body);

/// Sees all requests of a test and fails it at its end when one violates the schema.
class schema_watch {
 public:
  schema_watch() = default;
  ~schema_watch();
  schema_watch(const schema_watch&) = delete;
  schema_watch& operator=(const schema_watch&) = delete;

  /// From any thread.
  void see(std::string_view method, std::string_view target, std::string_view body);
  /// What was seen so far, each kind once; forgets it.
  std::set<std::string> take();

 private:
  std::mutex mutex_;
  std::set<std::string> found_;
};

}  // namespace acumage::tests
