// Limits the memory of texts that are parsed at the same time.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

namespace acumage::api {

/// Any thread. Callers wait until there is room. A single text may exceed the budget, so that work
/// always continues.
class parse_budget {
 public:
  explicit parse_budget(std::size_t bytes) : bytes_{bytes} {}

  /// Room for a text while the object exists.
  class lease {
   public:
    lease(parse_budget& of, std::size_t bytes) : of_{of}, bytes_{bytes} { of_.take(bytes_); }
    ~lease() { of_.give_back(bytes_); }
    lease(const lease&) = delete;
    lease& operator=(const lease&) = delete;

   private:
    parse_budget& of_;
    std::size_t bytes_;
  };

 private:
  void take(std::size_t bytes) {
    std::unique_lock lock{mutex_};
    room_.wait(lock, [&] { return taken_ == 0 || taken_ + bytes <= bytes_; });
    taken_ += bytes;
  }
  void give_back(std::size_t bytes) {
    {
      const std::lock_guard guard{mutex_};
      taken_ -= bytes;
    }
    room_.notify_all();
  }

  const std::size_t bytes_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::size_t taken_ = 0;
};

}  // namespace acumage::api
