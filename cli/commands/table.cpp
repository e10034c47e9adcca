#include "cli/commands/table.hpp"

#include <utility>

namespace acumage::commands {

arguments::command program(std::vector<arguments::command> more) {
  arguments::command all{
      .name = "acumage",
      .help = "Carry changes from Acumatica to Magento, one way, without losing any",
      .example = "acumage demo"};
  all.below = {run_command(),         check_config_command(), test_connection_command(),
               stats_command(),       dead_letters_command(), history_command(),
               trace_command(),       pause_command(),        resume_command(),
               stop_intake_command(), start_intake_command(), waiting_command(),
               republish_command(),   resync_command(),       reconcile_command(),
               first_load_command(),  lost_pushes_command(),  forget_versions_command(),
               set_command(),         backup_command(),       restore_command(),
               journal_command(),     unmapped_command(),     send_command()};
  for (auto& each : more) all.below.push_back(std::move(each));
  return all;
}

}  // namespace acumage::commands
