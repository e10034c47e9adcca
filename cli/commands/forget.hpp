// `acumage forget-versions`.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::bin {

/// Orders the running node, else does it to its data folder.
int perform(const forget_command& what, terminal& to);

}  // namespace acumage::bin
