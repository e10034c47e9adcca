// The threads that run the routes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace acumage::api {

/// Any thread may add jobs. The caller bounds how many wait (the front: one per connection).
class worker_pool {
 public:
  /// Throws std::system_error when the system has no thread left.
  explicit worker_pool(std::size_t threads);
  /// Waits for running jobs; waiting ones are dropped.
  ~worker_pool();
  worker_pool(const worker_pool&) = delete;
  worker_pool& operator=(const worker_pool&) = delete;

  /// The job must not throw.
  void add(std::function<void()> job);

  /// Drops waiting jobs and accepts no more; true when no job is running by `deadline`.
  bool close(std::chrono::steady_clock::time_point deadline);

 private:
  void work();
  void join();

  std::mutex mutex_;
  std::condition_variable something_;  // a job, or the end
  std::condition_variable quiet_;      // nothing runs
  std::deque<std::function<void()>> jobs_;
  std::size_t running_ = 0;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace acumage::api
