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

inline bin::lane_figures lane(std::string name, std::uint64_t waiting) {
  bin::lane_figures made;
  made.name = std::move(name);
  made.waiting = waiting;
  made.mode = "individual";
  made.circuit = "closed";
  return made;
}

inline bin::actor_figures actor(std::string name, std::uint64_t mailbox) {
  bin::actor_figures made;
  made.name = std::move(name);
  made.mailbox = mailbox;
  return made;
}

/// pricing, inventory, shipment with 5, 70, 5 that wait; actors a0 to a39.
inline bin::stats_figures node_figures() {
  bin::stats_figures made;
  made.name = "acumage";
  made.version = "0.1.0";
  made.state = "running";
  made.uptime_s = 100;
  made.lanes = {lane("pricing", 5), lane("inventory", 70), lane("shipment", 5)};
  for (std::uint64_t i = 0; i < 40; ++i) made.actors.push_back(actor("a" + std::to_string(i), i));
  return made;
}

inline bin::watched_node node_seen() { return bin::first_look(node_figures(), at(0)); }

/// The screen as plain text, a line break after each line.
inline std::string drawn(const std::vector<bin::screen_line>& lines) {
  std::string text;
  for (const auto& line : lines) {
    for (const auto& each : line.parts) text += each.text;
    text += '\n';
  }
  return text;
}

inline std::string drawn(const bin::watch_state& state, const bin::watched_node& node,
                         bin::screen_size on, moment now = at(0)) {
  return drawn(bin::watch_lines({state, node, "http://127.0.0.1:8811", now}, on));
}

}  // namespace acumage::tests
