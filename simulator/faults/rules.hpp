// Decides which fault affects a request.
#pragma once

#include "simulator/faults/fault.hpp"
#include "simulator/http/exchange.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace acumage::simulator {

struct armed_fault {
  std::uint64_t id = 0;
  fault what = {};
  std::uint64_t struck = 0;
};

/// Thread-safe. A request meets at most one fault: the first, in the order of arming, that strikes.
class fault_rules {
 public:
  std::uint64_t arm(fault what);
  /// false: there is none of that id.
  bool clear(std::uint64_t id);
  void clear_all();
  std::vector<armed_fault> list() const;

  std::optional<armed_fault> strike(const request& what);

  /// Blocks until the fault is cleared or its time is over; false: it is still armed after
  /// `at_most`.
  bool wait_until_cleared(std::uint64_t id, std::chrono::milliseconds at_most) const;

 private:
  using clock = std::chrono::steady_clock;

  struct rule {
    armed_fault armed;
    clock::time_point ends = clock::time_point::max();
    std::uint64_t met = 0;
    std::mt19937_64 random;
  };

  static bool strikes(rule& one);

  mutable std::mutex mutex_;
  mutable std::condition_variable cleared_;
  std::vector<rule> rules_;
  std::uint64_t last_id_ = 0;
};

}  // namespace acumage::simulator
