// `acumage send`: files of notifications or changes to the intake of a node.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"
#include "messages/result.hpp"

#include <string>
#include <vector>

namespace acumage::commands {

/// 1: a line was refused, or the node is gone; 2: a file cannot be read.
int perform(const arguments::send_command& what, terminal::terminal& to);

/// Folders replaced by their *.json and *.ndjson in the order of names. errc::not_found for what does not
/// exist, and for a folder without such files.
result<std::vector<std::string>> expand_files(const std::vector<std::string>& given);

}  // namespace acumage::commands
