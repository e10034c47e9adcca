// Which keys the screen that watches a node has, and what its columns mean.
#pragma once

#include "cli/watch/view.hpp"

#include <cstddef>
#include <vector>

namespace acumage::watch {

/// In place of the figures.
std::vector<screen_line> help_lines();

/// As many keys as fit, the first matters most, with what they would do now. `lane`: the selected one, null
/// when there is none.
screen_line keys_line(const watch_state& state, const client::lane_figures* lane,
                      std::size_t width);

}  // namespace acumage::watch
