// `acumage dead-letters export` and `import`: letters in files, and their changes back from them.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/client/admin.hpp"
#include "cli/terminal/terminal.hpp"
#include "messages/result.hpp"

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::commands {

/// Whole letters, one a line, to what.file or stdout. The file is there whole or not at all. The exit code.
result<int> export_letters(client::admin_access& from, const arguments::letters_command& what,
                           terminal::terminal& to);

/// Hands the changes of exported letters to the intake of a node. The exit code.
int import_letters(const arguments::letters_command& what, const settings::settings& with,
                   terminal::terminal& to);

}  // namespace acumage::commands
