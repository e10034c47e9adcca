// What happens to the simulated store during the demo: maintenance, a new product, a lost lock.
#pragma once

#include "cli/demo/view.hpp"
#include "simulator/store.hpp"

#include <chrono>
#include <optional>

namespace acumage::demo {

/// For one thread. Store and view must outlive it.
class demo_script {
 public:
  demo_script(simulator::store& of, demo_view& shown) : store_{of}, view_{shown} {}

  void begin_maintenance();
  void lose_a_lock();
  /// To be called repeatedly: does what the merchant does once it is due.
  void keep_up();
  bool over() const { return !back_at_ && !create_at_; }

 private:
  using steady = std::chrono::steady_clock;

  simulator::store& store_;
  demo_view& view_;
  std::optional<steady::time_point> back_at_;
  std::optional<steady::time_point> create_at_;
};

}  // namespace acumage::demo
