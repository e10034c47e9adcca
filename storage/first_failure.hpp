// The first disk or database error of a data folder, reported to the code that ends the process because of it.
#pragma once

#include "messages/result.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace acumage::storage {

/// Thread-safe. Shared by all code that detects errors, including the database's own threads.
class first_failure {
 public:
  void note(error problem) {
    std::function<void(const error&)> tell;
    {
      const std::lock_guard guard{mutex_};
      if (seen_) return;
      seen_ = problem;
      tell = whom_;
    }
    if (tell) tell(problem);
  }

  /// From now on; an earlier error is reported immediately.
  void tell(const std::function<void(const error&)>& whom) {
    std::optional<error> before;
    {
      const std::lock_guard guard{mutex_};
      whom_ = whom;
      before = seen_;
    }
    if (before && whom) whom(*before);
  }

 private:
  std::mutex mutex_;
  std::optional<error> seen_;
  std::function<void(const error&)> whom_;
};

}  // namespace acumage::storage
