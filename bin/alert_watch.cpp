#include "bin/alert_watch.hpp"

#include <algorithm>
#include <utility>

namespace acumage::bin {

alert_watch::alert_watch(std::chrono::milliseconds window, std::shared_ptr<policy::alert_book> book,
                         look_function look, tell_function tell)
    : book_{std::move(book)}, look_{std::move(look)}, tell_{std::move(tell)} {
  book_->set_window(window);
  thread_ = std::thread{[this, window] { work(window); }};
}

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
  std::unique_lock lock{mutex_};
  while (!end_.wait_for(lock, pause, [this] { return stopped_; })) {
    lock.unlock();
    for (const auto& each : book_->look(look_(), std::chrono::steady_clock::now())) tell_(each);
    lock.lock();
  }
}

}  // namespace acumage::bin
