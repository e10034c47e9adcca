// Detects that nearly all changes of a lane are outdated: their versions are older than the known
// ones.
#pragma once

#include "messages/outcome.hpp"

#include <array>
#include <bitset>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace acumage {

/// Checks the last 200 ends, at least 50. It reports when nine in ten of them were superseded as
/// outdated and these are at least a quarter of the changes accepted meanwhile, because while the
/// store is down nothing else ends. This happens when the ERP was restored from a backup and its
/// time stamps went back. Any thread.
class outdated_watch {
 public:
  /// Changes that were merged into a later one (coalesced, halves of an update) do not count.
  /// `accepted`: by the lane since the start.
  void add(const std::vector<ending>& ends, std::uint64_t accepted);
  bool nearly_all() const;
  /// True when an operator should be notified: nearly all are outdated, and there was no warning in
  /// the last hour.
  bool warns(std::chrono::steady_clock::time_point now);
  /// Call it after the versions have been forgotten.
  void clear();

 private:
  static constexpr std::size_t window = 200;
  static constexpr std::size_t least = 50;
  static constexpr std::chrono::hours pause{1};

  bool nearly_all_seen() const;

  mutable std::mutex mutex_;
  std::bitset<window> outdated_;                // the last ends, as a ring
  std::array<std::uint64_t, window> before_{};  // `accepted` before the call that added the end
  std::uint64_t accepted_ = 0;
  std::size_t next_ = 0;
  std::size_t seen_ = 0;
  std::optional<std::chrono::steady_clock::time_point> warned_at_;
};

}  // namespace acumage
