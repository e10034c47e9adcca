// The result of the check of the tables of the data folder.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace acumage::node {

/// One per process, kept across reloads. Thread-safe.
class table_report {
 public:
  void finish(std::vector<std::string> damages) {
    const std::lock_guard guard{mutex_};
    damages_ = std::move(damages);
    finished_ = true;
  }
  bool finished() const { return finished_; }
  std::vector<std::string> damages() const {
    const std::lock_guard guard{mutex_};
    return damages_;
  }

 private:
  std::atomic<bool> finished_{false};
  mutable std::mutex mutex_;
  std::vector<std::string> damages_;
};

}  // namespace acumage::node
