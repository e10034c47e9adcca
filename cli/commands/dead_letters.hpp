// `acumage dead-letters list|count|show|replay|discard`.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/client/admin.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::commands {

/// Asks the running node, else the data folder. 1 also when a letter could not be put back.
int perform(const arguments::letters_command& what, terminal::terminal& to);

}  // namespace acumage::commands
