// `acumage waiting list|retry|fail`, `acumage republish` and `acumage unmapped`.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::bin {

/// All three ask the running node: nothing waits while none runs. 1 when none answers or it refuses.
int perform(const waiting_command& what, terminal& to);
int perform(const republish_command& what, terminal& to);
int perform(const unmapped_command& what, terminal& to);

}  // namespace acumage::bin
