// Looks at the node again and again, and tells when something is wrong with it or no longer is.
#pragma once

#include "messages/alert.hpp"
#include "policy/alert_book.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace acumage::bin {

/// A thread of its own, which looks once a second, more often when the window is short.
class alert_watch {
 public:
  using look_function = std::function<std::vector<condition>()>;
  using tell_function = std::function<void(const policy::alert&)>;

  /// Both are called from the thread, which alone uses the book while it runs.
  alert_watch(std::chrono::milliseconds window, std::shared_ptr<policy::alert_book> book,
              look_function look, tell_function tell);
  ~alert_watch();
  alert_watch(const alert_watch&) = delete;
  alert_watch& operator=(const alert_watch&) = delete;

 private:
  void work(std::chrono::milliseconds window);

  std::shared_ptr<policy::alert_book> book_;
  look_function look_;
  tell_function tell_;
  std::mutex mutex_;
  std::condition_variable end_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace acumage::bin
