// `acumage stats`: what the running node does.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::commands {

/// 1: no node answers, or it refuses. With --watch it goes on until `q`, SIGINT or SIGTERM, over restarts of the
/// node, and ends with 0.
int perform(const arguments::stats_command& what, terminal::terminal& to);

}  // namespace acumage::commands
