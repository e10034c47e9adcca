#include "cli/watch/figures.hpp"

#include <algorithm>
#include <utility>

namespace acumage::watch {

namespace {

std::map<std::string, lane_rates> rates_between(const node_look& from, const node_look& to) {
  std::map<std::string, lane_rates> made;
  if (to.figures.uptime_s < from.figures.uptime_s) return made;  // the node was restarted
  const auto seconds = std::chrono::duration<double>(to.at - from.at).count();
  for (const auto& now : to.figures.lanes) {
    const auto before =
        std::find_if(from.figures.lanes.begin(), from.figures.lanes.end(),
                     [&](const client::lane_figures& each) { return each.name == now.name; });
    if (before == from.figures.lanes.end()) continue;
    // The counters also restart at 0 at every reload.
    if (now.accepted < before->accepted || now.delivered < before->delivered) continue;
    made[now.name] = {static_cast<double>(now.accepted - before->accepted) / seconds,
                      static_cast<double>(now.delivered - before->delivered) / seconds};
  }
  return made;
}

}  // namespace

watched_node first_look(client::stats_figures figures, std::chrono::steady_clock::time_point at) {
  const node_look seen{std::move(figures), at};
  return {seen, seen, {}, {}};
}

watched_node after_look(watched_node before, result<client::stats_figures> seen,
                        std::chrono::steady_clock::time_point at, std::chrono::milliseconds gap) {
  if (!seen) {
    before.silent = seen.problem().message;
    return before;
  }
  before.silent.reset();
  before.last = {std::move(*seen), at};
  if (at - before.base.at < std::max(gap, std::chrono::milliseconds{1})) return before;
  before.rates = rates_between(before.base, before.last);
  before.base = before.last;
  return before;
}

}  // namespace acumage::watch
