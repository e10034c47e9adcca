// What the last pulls of each entity say about the connection to Acumatica, and the conditions that follow.
#pragma once

#include "messages/alert.hpp"
#include "messages/entity.hpp"
#include "messages/pull.hpp"
#include "messages/stats.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage::node {

/// A plain value, made of the ends of jobs.
class pull_health {
 public:
  /// In the order of their ends. Dry runs say nothing.
  void note_end(const pull_job& job);

  struct times {
    std::int64_t now_us = 0;               ///< wall
    std::chrono::milliseconds window{0};   ///< how long a failure without an end lasts
    std::chrono::milliseconds silence{0};  ///< how long before a delta no notification came
  };
  std::vector<condition> look(const stats_table& stats, const times& at) const;

 private:
  struct failure {
    std::string job, error;
    pull_scope scope = pull_scope::all;
    bool automatic = false;
    std::int64_t ended_us = 0;

    /// An order by hand may never be repeated.
    bool lasts() const {
      return automatic || scope == pull_scope::all || scope == pull_scope::delta;
    }
  };
  struct loss {
    std::uint64_t count = 0;
    std::vector<std::string> keys;
    std::uint64_t newest = 0;  ///< ticks
    std::uint64_t until = 0;   ///< ticks, of the job
    std::int64_t ended_us = 0;
  };
  struct state {
    std::optional<failure> failed;
    std::optional<loss> missed;
  };

  static void add(entity which, const state& is, const lane_row& row, const times& at,
                  std::vector<condition>& to);
  std::array<state, entity_count> lanes_;
};

}  // namespace acumage::node
