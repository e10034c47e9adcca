// `acumage dead-letters list|count|show|replay|discard`.
#pragma once

#include "cli/client/admin.hpp"
#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::bin {

/// Asks the running node, else the data folder. 1 also when a letter could not be put back.
int perform(const letters_command& what, terminal& to);

}  // namespace acumage::bin
