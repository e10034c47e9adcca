// How the screen that watches a node looks: rows of text, for whoever draws them.
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
  bool marked = false;  ///< in reverse, all over the width
};

struct watch_scene {
  const watch_state& state;
  const watched_node& node;
  std::string address;  ///< of the node
  std::chrono::steady_clock::time_point now;
};

/// As many lines as the screen has, none wider than it is. What matters most stands first: node and what is
/// wrong, lanes, journal and letters, actors; the last line names the keys, above it what is asked or said.
std::vector<screen_line> watch_lines(const watch_scene& of, screen_size on);

}  // namespace acumage::watch
