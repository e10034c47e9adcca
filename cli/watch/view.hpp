// The layout of the screen that watches a node: rows of text, ready to draw.
#pragma once

#include "cli/watch/keys.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace acumage::watch {

struct screen_size {
  std::size_t width = 80;
  std::size_t height = 24;
};

struct screen_line {
  terminal::text_line parts;
  bool marked = false;  ///< reversed over the whole width
};

struct watch_scene {
  const watch_state& state;
  const watched_node& node;
  std::string address;  ///< of the node
  std::chrono::steady_clock::time_point now;
};

/// As many lines as the screen has, none wider than the screen. The most important first: node and
/// its problems, lanes, journal and dead letters, actors. The last line names the keys; above it is
/// the question or message.
std::vector<screen_line> watch_lines(const watch_scene& of, screen_size on);

}  // namespace acumage::watch
