// When the next request may leave: at most so many within any minute.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

namespace acumage::erp {

/// Acumatica delays from half of the licence's requests per minute on, counted from the first of
/// them: a few requests leave at once, and only more than the number wait.
class pace {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  explicit pace(int per_minute)
      : most_{static_cast<std::size_t>(per_minute < 1 ? 1 : per_minute)} {}

  /// When the next may leave; `now` if at once.
  time_point next(time_point now) const;
  /// One left.
  void note(time_point now);

 private:
  std::size_t most_;
  std::deque<time_point> left_;  // the last `most_`
};

}  // namespace acumage::erp
