#include "bin/alert_watch.hpp"

#include <algorithm>
#include <utility>

namespace acumage::bin {

alert_watch::alert_watch(std::chrono::milliseconds window, look_function look, tell_function tell)
    : look_{std::move(look)}, tell_{std::move(tell)}, thread_{[this, window] { work(window); }} {}

alert_watch::~alert_watch() {
  {
    const std::lock_guard guard{mutex_};
    stopped_ = true;
  }
  end_.notify_one();
  thread_.join();
}

void alert_watch::work(std::chrono::milliseconds window) {
  const auto pause = std::clamp<std::chrono::milliseconds>(
      window / 20, std::chrono::milliseconds{10}, std::chrono::seconds{1});
  policy::alert_book book{window};
  std::unique_lock lock{mutex_};
  while (!end_.wait_for(lock, pause, [this] { return stopped_; })) {
    lock.unlock();
    for (const auto& each : book.look(look_(), std::chrono::steady_clock::now())) tell_(each);
    lock.lock();
  }
}

}  // namespace acumage::bin
