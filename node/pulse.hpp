// Calls a function again and again on a thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace acumage::node {

/// Once at once, then every `interval` after the call before began, until it is destroyed, which waits for a
/// call that runs.
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
