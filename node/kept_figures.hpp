// What the displays show of the past, which a reload keeps.
#pragma once

#include "api/series.hpp"
#include "messages/stats.hpp"
#include "node/lane_watch.hpp"

#include <chrono>

namespace acumage::node {

/// Belongs to the process: a node takes it over from the node that it replaces.
struct kept_figures {
  stats_table stats;
  api::series series;
  lane_watch lanes;
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

}  // namespace acumage::node
