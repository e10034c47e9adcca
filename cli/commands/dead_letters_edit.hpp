// `acumage dead-letters edit`: the change of a letter in an operator's editor, and back.
#pragma once

#include "cli/arguments/command_line.hpp"
#include "cli/client/admin.hpp"
#include "cli/terminal/terminal.hpp"
#include "messages/result.hpp"

#include <cstdint>

namespace acumage::commands {

enum class edit_end : std::uint8_t {
  kept,   ///< the letter has its new rows
  shown,  ///< a dry run, or nothing was edited
  left,   ///< a person said no
};

/// Takes the change from what.file, else from $VISUAL, $EDITOR or vi. What the node refuses stays in a file
/// that the error names, so that nothing typed is lost.
result<edit_end> edit_letter(client::admin_access& from, const arguments::letters_command& what,
                             terminal::terminal& to);

}  // namespace acumage::commands
