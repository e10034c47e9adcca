// The answer to GET /stats, as figures to show.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::client {

struct lane_figures {
  std::string name;
  std::string state;  ///< of lane_health
  bool sending = true;
  bool intake = true;
  std::uint64_t waiting = 0;
  std::uint64_t in_flight = 0;
  std::uint64_t parked = 0;
  std::uint64_t retrying = 0;
  std::uint64_t accepted = 0;
  std::uint64_t resumed = 0;
  std::uint64_t replayed = 0;
  std::uint64_t delivered = 0;
  std::uint64_t superseded = 0;
  std::uint64_t filtered = 0;
  std::uint64_t dead_lettered = 0;
  std::uint64_t requests = 0;
  std::uint64_t lookups = 0;
  std::uint64_t batched_requests = 0;
  std::map<std::string, std::uint64_t> filtered_by;
  double oldest_age_s = 0;
  std::string mode;
  std::string circuit;
  std::optional<double> next_attempt_in_s;
  std::string last_error;
};

struct actor_figures {
  std::string name;
  std::uint64_t mailbox = 0;
  std::uint64_t mailbox_high = 0;
  std::uint64_t handled = 0;
  double rate = 0;  ///< per second
  std::uint64_t p50_us = 0;
  std::uint64_t p99_us = 0;
  std::string last_error;
  std::optional<double> age_ms;
};

/// The node in one sentence; empty texts: nothing to say.
struct headline_figures {
  std::string state;
  std::vector<std::string> entities;
  std::string since;  ///< RFC 3339
  std::string what;
  std::string store;
  std::string next;
  std::string action;
};

struct stats_figures {
  std::string name;
  std::string version;
  std::string state;
  double uptime_s = 0;
  std::vector<std::string> degraded;
  headline_figures headline;
  std::vector<lane_figures> lanes;
  std::vector<actor_figures> actors;
  std::uint64_t unsettled = 0;
  std::uint64_t journal_bytes = 0;
  std::uint64_t sync_p50_us = 0;
  std::uint64_t sync_p99_us = 0;
  double group_size = 0;
  std::uint64_t unrouted = 0;
  std::uint64_t letters = 0;
  std::map<std::string, std::uint64_t> letters_by_class;
};

/// errc::invalid if it is not such an answer; missing figures are 0.
result<stats_figures> read_stats(std::string_view json);

}  // namespace acumage::client
