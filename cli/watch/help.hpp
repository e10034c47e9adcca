// The keys of the screen that watches a node, and the meaning of its columns.
#pragma once

#include "cli/watch/view.hpp"

#include <cstddef>
#include <vector>

namespace acumage::watch {

/// Shown in place of the figures.
std::vector<screen_line> help_lines();

/// As many keys as fit, the most important first, with what they would do now. `lane`: the selected
/// one; null if there is none.
screen_line keys_line(const watch_state& state, const client::lane_figures* lane,
                      std::size_t width);

}  // namespace acumage::watch
