// `acumage pause`, `resume`, `stop-intake` and `start-intake`.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::commands {

/// Orders the running node, else writes the switch into its data folder, where the next start finds it.
int perform(const arguments::lanes_command& what, terminal::terminal& to);

}  // namespace acumage::commands
