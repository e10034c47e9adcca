// The program's commands, each declared in its own file.
#pragma once

#include "cli/arguments/command.hpp"

#include <vector>

namespace acumage::commands {

arguments::command run_command();
arguments::command check_config_command();
arguments::command test_connection_command();
arguments::command stats_command();
arguments::command dead_letters_command();
arguments::command history_command();
arguments::command trace_command();
arguments::command pause_command();
arguments::command resume_command();
arguments::command stop_intake_command();
arguments::command start_intake_command();
arguments::command waiting_command();
arguments::command republish_command();
arguments::command resync_command();
arguments::command reconcile_command();
arguments::command first_load_command();
arguments::command lost_pushes_command();
arguments::command forget_versions_command();
arguments::command set_command();
arguments::command backup_command();
arguments::command restore_command();
arguments::command journal_command();
arguments::command unmapped_command();
arguments::command send_command();

/// `acumage` with all its commands, and those that other folders declare.
arguments::command program(std::vector<arguments::command> more);

}  // namespace acumage::commands
