#include "messages/failure_watch.hpp"

#include <algorithm>

namespace acumage {

void failure_watch::add(const std::vector<ending>& ends, time_point now) {
  const std::lock_guard guard{mutex_};
  for (const auto& each : ends) {
    const bool failed = each.outcome == end_kind::dead_lettered;
    if (!failed && each.outcome != end_kind::delivered) continue;
    (failed ? failed_ : delivered_) = now;
    last_.at(next_) = {now, failed};
    next_ = (next_ + 1) % window;
    count_ = std::min(count_ + 1, window);
  }
}

std::optional<double> failure_watch::share(time_point now) const {
  const std::lock_guard guard{mutex_};
  std::size_t all = 0;
  std::size_t failed = 0;
  for (std::size_t i = 0; i < count_; ++i) {
    if (now - last_.at(i).at > memory) continue;
    ++all;
    if (last_.at(i).failed) ++failed;
  }
  if (all < least) return std::nullopt;
  return static_cast<double>(failed) / static_cast<double>(all);
}

bool failure_watch::failing(std::chrono::milliseconds span, time_point now) const {
  const std::lock_guard guard{mutex_};
  if (failed_ && (!delivered_ || *failed_ - *delivered_ > together)) return true;
  std::size_t failed = 0;
  std::size_t delivered = 0;
  for (std::size_t i = 0; i < count_; ++i)
    if (now - last_.at(i).at <= span) ++(last_.at(i).failed ? failed : delivered);
  return failed > delivered;
}

}  // namespace acumage
