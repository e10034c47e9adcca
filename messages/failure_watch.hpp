// Calculates the share of a lane's last changes that failed permanently.
#pragma once

#include "messages/outcome.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

namespace acumage {

/// Counts the last 100 changes that were delivered or became dead letters; other ends say nothing
/// about what the store accepts. Changes of more than an hour ago are forgotten. Any thread.
class failure_watch {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  void add(const std::vector<ending>& ends, time_point now);
  /// The share of dead letters, 0 to 1; empty when fewer than 20 count.
  std::optional<double> share(time_point now) const;
  /// Dead letters have been written since the last delivery, or more of them than deliveries within
  /// `span`.
  bool failing(std::chrono::milliseconds span, time_point now) const;

 private:
  static constexpr std::size_t window = 100;
  static constexpr std::size_t least = 20;
  static constexpr std::chrono::hours memory{1};
  /// The ends of one request are not written at once.
  static constexpr std::chrono::seconds together{2};

  struct seen {
    time_point at;
    bool failed = false;
  };

  mutable std::mutex mutex_;
  std::array<seen, window> last_{};  // as a ring
  std::size_t next_ = 0;
  std::size_t count_ = 0;
  std::optional<time_point> delivered_;
  std::optional<time_point> failed_;
};

}  // namespace acumage
