// Calls a function repeatedly on a separate thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace acumage::node {

/// Calls at once, then every `interval`, measured from the start of the previous call. The
/// destructor waits for a call that is running.
class pulse {
 public:
  pulse(std::chrono::milliseconds interval, std::function<void()> call);
  ~pulse();
  pulse(const pulse&) = delete;
  pulse& operator=(const pulse&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable ends_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace acumage::node
