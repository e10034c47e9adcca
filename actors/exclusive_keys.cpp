#include "actors/exclusive_keys.hpp"

#include <utility>

namespace acumage::actors {

exclusive_keys::hold::hold(exclusive_keys& of, std::string key) : of_{of}, key_{std::move(key)} {
  if (key_.empty()) return;
  std::unique_lock lock{of_.mutex_};
  of_.freed_.wait(lock, [&] { return of_.held_.count(key_) == 0; });
  of_.held_.insert(key_);
}

exclusive_keys::hold::~hold() {
  if (key_.empty()) return;
  {
    const std::lock_guard guard{of_.mutex_};
    of_.held_.erase(key_);
  }
  of_.freed_.notify_all();
}

}  // namespace acumage::actors
