#include "api/filters.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"

namespace acumage::commands {

arguments::command forget_versions_command() {
  return {.name = "forget-versions",
          .help = "Accept older versions again after the ERP was restored from a backup",
          .example = "acumage forget-versions --entity pricing --dry-run",
          .flags = arguments::joined(
              {admin_flags(), record_filters(), change_flags("every key of every entity")}),
          .read = [](arguments::value_reader& given) {
            const auto order = read_change(given, {.path = "/forget-versions",
                                                   .counted = "version",
                                                   .becomes = "forgotten",
                                                   .warning = "This cannot be undone."});
            given.expect(api::read_forget_request(order.values));
            return on_admin(given, order.use(), [order](auto& admin, auto& to) {
              return give(admin, order, to, print_count(order, to));
            });
          }};
}

}  // namespace acumage::commands
