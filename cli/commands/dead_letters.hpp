// The subcommands of `acumage dead-letters`, each declared in its own file.
#pragma once

#include "cli/arguments/command.hpp"
#include "cli/arguments/value_reader.hpp"
#include "cli/client/admin.hpp"
#include "cli/commands/ask.hpp"
#include "cli/terminal/terminal.hpp"
#include "messages/result.hpp"

#include <string>

namespace acumage::commands {

arguments::command replay_command();
arguments::command follow_command();
arguments::command cancel_command();
arguments::command edit_command();
arguments::command resolve_command();
arguments::command discard_command();
arguments::command reopen_command();
arguments::command export_command();
arguments::command import_command();

/// The number of one dead letter, from the argument ID.
std::string read_id(arguments::value_reader& given);

/// Replays the dead letters, waits if wanted, and returns the exit code.
result<int> replay(client::admin_access& from, const change_order& order, bool wait,
                   terminal::terminal& to);

}  // namespace acumage::commands
