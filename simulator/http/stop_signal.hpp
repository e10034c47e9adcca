// A pause that ends early when a simulator stops.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace acumage::simulator {

/// Thread-safe; raised once, for good.
class stop_signal {
 public:
  /// false: the simulator is stopping.
  bool pause(std::chrono::milliseconds how_long);
  void raise();

 private:
  std::mutex mutex_;
  std::condition_variable raised_;
  bool stopping_ = false;
};

}  // namespace acumage::simulator
