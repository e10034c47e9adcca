#include "node/pulse.hpp"

#include <utility>

namespace acumage::node {

pulse::pulse(std::chrono::milliseconds interval, std::function<void()> call)
    : thread_{[this, interval, call = std::move(call)] {
        auto next = std::chrono::steady_clock::now();
        std::unique_lock guard{mutex_};
        do {
          call();
          next += interval;
        } while (!ends_.wait_until(guard, next, [this] { return ended_; }));
      }} {}

pulse::~pulse() {
  {
    const std::lock_guard guard{mutex_};
    ended_ = true;
  }
  ends_.notify_all();
  thread_.join();
}

}  // namespace acumage::node
