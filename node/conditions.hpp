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

/// What settings and counters do not tell.
struct node_facts {
  std::string full;                    ///< why nothing more is accepted; empty: it is
  std::uint64_t old_letters = 0;       ///< dead letters open for more than a day
  std::int64_t intake_expires_us = 0;  ///< the certificates of the listeners; 0: none
  std::int64_t admin_expires_us = 0;
  std::vector<std::string> damages{};  ///< of the data folder
  std::int64_t now_us = 0;             ///< wall
};

/// What lasts until it is mended. Any thread.
std::vector<condition> lasting_conditions(const settings::settings& with, const stats_table& stats,
                                          const node_facts& facts);

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
