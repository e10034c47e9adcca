#include "api/http/worker_pool.hpp"

#include <utility>

namespace acumage::api {

worker_pool::worker_pool(std::size_t threads) {
  threads_.reserve(threads);
  try {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  } catch (...) {  // no thread left in the system: the created ones must end before this object
    join();
    throw;
  }
}

worker_pool::~worker_pool() { join(); }

void worker_pool::join() {
  close(std::chrono::steady_clock::time_point::min());
  for (auto& each : threads_) each.join();
}

void worker_pool::add(std::function<void()> job) {
  {
    const std::lock_guard guard{mutex_};
    if (closed_) return;
    jobs_.push_back(std::move(job));
  }
  something_.notify_one();
}

bool worker_pool::close(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock{mutex_};
  closed_ = true;
  jobs_.clear();
  something_.notify_all();
  return quiet_.wait_until(lock, deadline, [this] { return running_ == 0; });
}

void worker_pool::work() {
  std::unique_lock lock{mutex_};
  for (;;) {
    something_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    ++running_;
    lock.unlock();
    job();
    job = nullptr;  // destroys its captures before the lock is taken again
    lock.lock();
    if (--running_ == 0) quiet_.notify_all();
  }
}

}  // namespace acumage::api
