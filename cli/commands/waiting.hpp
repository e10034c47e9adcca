// `acumage waiting list|retry|fail`, `acumage republish` and `acumage unmapped`.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::commands {

/// All three ask the running node: nothing waits while none runs. 1 when none answers or it refuses.
int perform(const arguments::waiting_command& what, terminal::terminal& to);
int perform(const arguments::republish_command& what, terminal::terminal& to);
int perform(const arguments::unmapped_command& what, terminal::terminal& to);

}  // namespace acumage::commands
