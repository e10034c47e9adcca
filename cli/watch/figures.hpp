// What looking at a node again and again has shown: its figures, what they come to a second, since when it is silent.
#pragma once

#include "cli/client/stats.hpp"
#include "messages/result.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace acumage::watch {

/// Changes a second between two looks.
struct lane_rates {
  double accepted = 0;
  double delivered = 0;
};

/// A look that worked.
struct node_look {
  client::stats_figures figures;
  std::chrono::steady_clock::time_point at;
};

struct watched_node {
  node_look last;  ///< stays when the node is silent
  node_look base;  ///< what the rates are counted from next
  /// By the lane's name; none where there is no look before, or the node has begun to count anew.
  std::map<std::string, lane_rates> rates;
  /// Why the last look failed: nobody answers, or refuses, or what is said makes no sense.
  std::optional<std::string> silent;
};

watched_node first_look(client::stats_figures figures, std::chrono::steady_clock::time_point at);

/// After one more look. Looks that follow closer than `gap` change no rate: a moment says little.
watched_node after_look(watched_node before, result<client::stats_figures> seen,
                        std::chrono::steady_clock::time_point at, std::chrono::milliseconds gap);

}  // namespace acumage::watch
