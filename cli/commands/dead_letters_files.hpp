// `acumage dead-letters export` and `import`: letters in files, and their changes back from them.
#pragma once

#include "cli/client/admin.hpp"
#include "cli/arguments/command_line.hpp"
#include "settings/settings.hpp"
#include "cli/terminal/terminal.hpp"
#include "messages/result.hpp"

namespace acumage::bin {

/// Whole letters, one a line, to what.file or stdout. The file is there whole or not at all. The exit code.
result<int> export_letters(admin_access& from, const letters_command& what, terminal& to);

/// Hands the changes of exported letters to the intake of a node. The exit code.
int import_letters(const letters_command& what, const settings& with, terminal& to);

}  // namespace acumage::bin
