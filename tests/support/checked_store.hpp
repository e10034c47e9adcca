// The simulated store for tests of the node: it fails the test in which the node sends it what the
// published schema does not know.
#pragma once

#include "simulator/store.hpp"
#include "tests/support/schema_check.hpp"

#include <utility>

namespace acumage::tests {

/// What the store tells of requests must outlive it, so it is a base that comes first.
struct store_observer {
  schema_watch watch;

  simulator::store_options observing(simulator::store_options options) {
    options.on_request = [this](const simulator::request& what) {
      watch.see(what.method, what.target, what.body);
    };
    return options;
  }
};

class checked_store : private store_observer, public simulator::store {
 public:
  explicit checked_store(simulator::store_options options)
      : simulator::store{observing(std::move(options))} {}

  /// What was wrong so far, which then fails no test.
  std::set<std::string> take_violations() { return watch.take(); }
};

}  // namespace acumage::tests
