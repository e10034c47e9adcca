// The first error of a data folder that the disk or the database gave, told to whoever ends the process for it.
#pragma once

#include "messages/result.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace acumage::storage {

/// Thread-safe. Shared by all that notice errors, also on the database's own threads.
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

  /// From now on; what was noted before is told at once.
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
