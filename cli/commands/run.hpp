// `acumage run` and `acumage check-config`.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::commands {

/// Serves until SIGTERM or SIGINT, then ends with 0 within delivery.drain_deadline + 5 s; a second signal ends
/// it at once with 128 + its number. Needs to be called before any thread is started.
int perform(const arguments::run_command& what, terminal::terminal& to);

int perform(const arguments::check_config_command& what, terminal::terminal& to);

}  // namespace acumage::commands
