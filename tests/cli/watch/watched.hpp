// A node as the screen that watches it has seen it, made up.
#pragma once

#include "cli/watch/view.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {

using moment = std::chrono::steady_clock::time_point;

/// So many seconds after the beginning of the test's time.
inline moment at(double seconds) {
  return moment{std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000)} +
                std::chrono::hours{1}};
}

inline client::lane_figures lane(std::string name, std::uint64_t waiting) {
  client::lane_figures made;
  made.name = std::move(name);
  made.waiting = waiting;
  made.mode = "individual";
  made.circuit = "closed";
  return made;
}

inline client::actor_figures actor(std::string name, std::uint64_t mailbox) {
  client::actor_figures made;
  made.name = std::move(name);
  made.mailbox = mailbox;
  return made;
}

/// pricing, inventory, shipment with 5, 70, 5 that wait; actors a0 to a39.
inline client::stats_figures node_figures() {
  client::stats_figures made;
  made.name = "acumage";
  made.version = "0.1.0";
  made.state = "running";
  made.uptime_s = 100;
  made.lanes = {lane("pricing", 5), lane("inventory", 70), lane("shipment", 5)};
  for (std::uint64_t i = 0; i < 40; ++i) made.actors.push_back(actor("a" + std::to_string(i), i));
  return made;
}

inline watch::watched_node node_seen() { return watch::first_look(node_figures(), at(0)); }

/// The screen as plain text, a line break after each line.
inline std::string drawn(const std::vector<watch::screen_line>& lines) {
  std::string text;
  for (const auto& line : lines) {
    for (const auto& each : line.parts) text += each.text;
    text += '\n';
  }
  return text;
}

inline std::string drawn(const watch::watch_state& state, const watch::watched_node& node,
                         watch::screen_size on, moment now = at(0)) {
  return drawn(watch::watch_lines({state, node, "http://127.0.0.1:8811", now}, on));
}

}  // namespace acumage::tests
