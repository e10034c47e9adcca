// What is wrong with a node now, by its counters and its settings.
#pragma once

#include "messages/alert.hpp"
#include "messages/stats.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::node {

/// Bytes that are free on the disk of the data folder; empty: nobody can say.
std::optional<std::uint64_t> disk_free(const settings::settings& with);

/// What lasts until it is mended. `full`: why nothing more is accepted, empty when it is. Any thread.
std::vector<condition> lasting_conditions(const settings::settings& with, const stats_table& stats,
                                          const std::string& full);

/// What happens and is no state: each counts as wrong for a window from then on.
class recent_events {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  explicit recent_events(std::chrono::milliseconds window) : window_{window} {}
  /// One thread at a time.
  std::vector<condition> look(const stats_table& stats, time_point now);

 private:
  struct event {
    std::uint64_t seen = 0;
    std::optional<time_point> last;
  };
  bool is_recent(event& which, std::uint64_t count, time_point now) const;

  std::chrono::milliseconds window_;
  std::array<event, entity_count> shortfalls_;
  event unrouted_;
};

}  // namespace acumage::node
