// `acumage forget-versions`.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::commands {

/// Orders the running node, else does it to its data folder.
int perform(const arguments::forget_command& what, terminal::terminal& to);

}  // namespace acumage::commands
