#include "simulator/http/stop_signal.hpp"

namespace acumage::simulator {

bool stop_signal::pause(std::chrono::milliseconds how_long) {
  std::unique_lock lock{mutex_};
  return !raised_.wait_for(lock, how_long, [&] { return stopping_; });
}

void stop_signal::raise() {
  {
    std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  raised_.notify_all();
}

}  // namespace acumage::simulator
