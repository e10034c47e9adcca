#include "api/filters.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"

namespace acumage::commands {

arguments::command republish_command() {
  return {.name = "republish",
          .help = "Sends what is remembered again, worked out anew, after settings changed",
          .example = "acumage republish --key 'LAMP-*' --dry-run",
          .flags = arguments::joined(
              {admin_flags(), record_filters(), change_flags("everything that is remembered")}),
          .read = [](arguments::value_reader& given) {
            const auto order = read_change(given, {.path = "/republish",
                                                   .counted = "record",
                                                   .becomes = "worked out and sent again"});
            given.expect(api::read_republish_request(order.values));
            return on_node(given, [order](auto& admin, auto& to) {
              return give(admin, order, to, print_count(order, to));
            });
          }};
}

}  // namespace acumage::commands
