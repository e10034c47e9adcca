// The answer to GET /metrics: the figures of /stats in the text form of Prometheus (SPEC 10).
#pragma once

#include "api/node_port.hpp"
#include "messages/stats.hpp"

#include <string>
#include <string_view>

namespace acumage::api {

/// Text format 0.0.4, which every version of Prometheus reads.
inline constexpr std::string_view metrics_type = "text/plain; version=0.0.4; charset=utf-8";

/// The only labels are entity, outcome, actor, class and part: all have few values, and none is a
/// key of a change. The figures are atomics that already exist for /stats. prometheus-cpp (in
/// Debian) would count them a second time in its own registry to save about a hundred lines.
std::string metrics_text(const node_figures& node, const process_figures& process,
                         const stats_table& table);

}  // namespace acumage::api
