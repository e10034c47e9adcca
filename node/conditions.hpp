// What is wrong with a node at this moment, judged by its counters and settings.
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

/// Free bytes on the disk of the data folder; empty if unknown.
std::optional<std::uint64_t> disk_free(const settings::settings& with);

/// Facts that settings and counters do not show.
struct node_facts {
  std::string full;               ///< why nothing more is accepted; empty: changes are accepted
  std::uint64_t old_letters = 0;  ///< dead letters open for more than a day
  std::int64_t intake_expires_us = 0;  ///< when the listener's certificate expires; 0: none
  std::int64_t admin_expires_us = 0;
  std::vector<std::string> damages{};  ///< of the data folder
  std::vector<condition> pulls{};      ///< of the connection to Acumatica, and of comparing
  std::int64_t now_us = 0;             ///< wall
};

/// Conditions that last until someone corrects their cause. Any thread.
std::vector<condition> lasting_conditions(const settings::settings& with, const stats_table& stats,
                                          const node_facts& facts);

/// Events, which have no duration: each counts as wrong for one window after it happened.
class recent_events {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// What `stats` counts already is not recent.
  recent_events(std::chrono::milliseconds window, const stats_table& stats);
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
