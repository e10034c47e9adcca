// `acumage history`.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::commands {

/// Asks the running node, else reads its data folder. A table, or with --json one record a line.
int perform(const arguments::history_command& what, terminal::terminal& to);

}  // namespace acumage::commands
