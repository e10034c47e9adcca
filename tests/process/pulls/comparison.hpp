// A reconciliation that a test orders, and what it came to.
#pragma once

#include "tests/process/node_process.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>

namespace acumage::tests {

struct comparison {
  std::string state;
  std::string error;
  std::string note;
  std::map<std::string, std::int64_t> classes;  ///< without those of no key
  std::map<std::string, std::set<std::string>> keys;
  std::int64_t differences = 0;
  std::int64_t fixed = 0;
};

/// `order`: the body of POST /reconcile. Waits until the job is over; `said` gets its note each time.
comparison compare(node_process& node, const std::string& order,
                   const std::function<void(const std::string&)>& said = {},
                   std::chrono::seconds at_most = std::chrono::seconds{300});

}  // namespace acumage::tests
