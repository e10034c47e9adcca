#include "messages/outdated_watch.hpp"

#include <algorithm>
#include <utility>

namespace acumage {

namespace {

bool outdated(const ending& end) {
  return end.outcome == end_kind::superseded &&
         (end.reason == newer_delivered || end.reason == newer_known);
}

}  // namespace

void outdated_watch::add(const std::vector<ending>& ends, std::uint64_t accepted) {
  const std::lock_guard guard{mutex_};
  const auto before = std::exchange(accepted_, accepted);
  for (const auto& each : ends) {
    const bool old = outdated(each);
    if (each.outcome == end_kind::superseded && !old) continue;
    outdated_.set(next_, old);
    before_.at(next_) = before;
    next_ = (next_ + 1) % window;
    seen_ = std::min(seen_ + 1, window);
  }
}

bool outdated_watch::nearly_all_seen() const {
  if (seen_ < least || outdated_.count() * 10 < seen_ * 9) return false;
  const auto oldest = before_.at(seen_ < window ? 0 : next_);
  return outdated_.count() * 4 >= accepted_ - oldest;
}

bool outdated_watch::nearly_all() const {
  const std::lock_guard guard{mutex_};
  return nearly_all_seen();
}

bool outdated_watch::warns(std::chrono::steady_clock::time_point now) {
  const std::lock_guard guard{mutex_};
  if (!nearly_all_seen() || (warned_at_ && now - *warned_at_ < pause)) return false;
  warned_at_ = now;
  return true;
}

void outdated_watch::clear() {
  const std::lock_guard guard{mutex_};
  outdated_.reset();
  next_ = 0;
  seen_ = 0;
  warned_at_.reset();
}

}  // namespace acumage
