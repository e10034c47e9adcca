// Notices that nearly all changes of a lane come too late: their versions are older than what is known.
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

/// Looks at the last 200 ends, at least 50, of which nine in ten were superseded as outdated, and of what was
/// accepted meanwhile a quarter: while the store is down nothing else ends. That is what follows when the ERP
/// was restored from a backup and its time stamps fell back. Any thread.
class outdated_watch {
 public:
  /// Changes that one that came after them took along (coalesced, halves of an update) say nothing.
  /// `accepted`: by the lane since the start.
  void add(const std::vector<ending>& ends, std::uint64_t accepted);
  bool nearly_all() const;
  /// True when somebody has to be told: nearly all are, and nothing was said in the last hour.
  bool warns(std::chrono::steady_clock::time_point now);
  /// After the versions were forgotten.
  void clear();

 private:
  static constexpr std::size_t window = 200;
  static constexpr std::size_t least = 50;
  static constexpr std::chrono::hours pause{1};

  bool nearly_all_seen() const;

  mutable std::mutex mutex_;
  std::bitset<window> outdated_;                // of the last ends, as a ring
  std::array<std::uint64_t, window> before_{};  // accepted by the call before that which added it
  std::uint64_t accepted_ = 0;
  std::size_t next_ = 0;
  std::size_t seen_ = 0;
  std::optional<std::chrono::steady_clock::time_point> warned_at_;
};

}  // namespace acumage
