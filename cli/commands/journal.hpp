// `acumage journal`.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

namespace acumage::commands {

/// Looks into the data folder of the settings, whether a node runs on it or not, and changes nothing. 1 when
/// `verify` found something, or the folder cannot be opened.
int perform(const arguments::journal_command& what, terminal::terminal& to);

}  // namespace acumage::commands
