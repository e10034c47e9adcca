// The results of repeated looks at a node: its figures, rates per second, and its silence.
#pragma once

#include "cli/client/stats.hpp"
#include "messages/result.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace acumage::watch {

/// Changes per second between two looks.
struct lane_rates {
  double accepted = 0;
  double delivered = 0;
};

/// A successful look.
struct node_look {
  client::stats_figures figures;
  std::chrono::steady_clock::time_point at;
};

struct watched_node {
  node_look last;  ///< kept while the node is silent
  node_look base;  ///< the start of the next rate
  /// By the lane's name; empty before the second look and after the node's counters restarted.
  std::map<std::string, lane_rates> rates;
  /// Why the last look failed: no answer, a refusal, or an answer that makes no sense.
  std::optional<std::string> silent;
};

watched_node first_look(client::stats_figures figures, std::chrono::steady_clock::time_point at);

/// The state after one more look. Looks closer together than `gap` do not change the rates, because
/// a moment says little.
watched_node after_look(watched_node before, result<client::stats_figures> seen,
                        std::chrono::steady_clock::time_point at, std::chrono::milliseconds gap);

}  // namespace acumage::watch
