// The state of each lane, since when it has been in it, and the one sentence that sums up the node (SPEC 10).
#pragma once

#include "api/node_port.hpp"
#include "messages/alert.hpp"
#include "messages/stats.hpp"
#include "policy/lane_health.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::node {

/// Open dead letters by the name of their entity.
using letter_counts = std::map<std::string, std::uint64_t>;

policy::lane_facts facts_of(entity which, const settings::settings& with, const lane_row& lane,
                            std::uint64_t dead_letters, std::int64_t now_us);

/// Thread-safe.
class lane_watch {
 public:
  std::array<api::lane_view, entity_count> look(const settings::settings& with,
                                                const stats_table& stats,
                                                const letter_counts& letters, std::int64_t now_us);

 private:
  struct seen {
    lane_health state = lane_health::off;
    std::int64_t since_us = 0;  ///< 0: not looked at yet
  };
  std::mutex mutex_;
  std::array<seen, entity_count> last_;
};

/// The worst of the lanes, unless the node as a whole has a worse problem. `reasons` are those for
/// which it is degraded.
api::headline headline_of(const std::array<api::lane_view, entity_count>& lanes,
                          const std::vector<condition>& wrong);

}  // namespace acumage::node
