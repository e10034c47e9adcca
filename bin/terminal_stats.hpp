// The node's figures on one screen.
#pragma once

#include "bin/client_stats.hpp"
#include "bin/terminal.hpp"

#include <string>

namespace acumage::bin {

/// Node, lanes, journal, dead letters, actors, in this order: what matters most stands first, since a small
/// screen shows only the beginning. Where the terminal is narrow the lanes take two tables.
std::string stats_text(const stats_figures& of, const terminal& on);

/// Node and lanes alone.
std::string lanes_text(const stats_figures& of, const terminal& on);

}  // namespace acumage::bin
