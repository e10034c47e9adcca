#include "api/filters.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/outcomes.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::commands {

namespace {

/// Returns the exit code.
result<int> republish(client::admin_access& node, const change_order& order, bool wait,
                      terminal::terminal& to) {
  return give(node, order, to, [&](const answer& begun) -> result<int> {
    const auto job = client::text_of(begun.root(), "job");
    if (!wait)
      return begun.print(
          order.form, "job " + job + ": " + terminal::counted(begun.count(), order.counted) + "\n",
          to);
    const auto ended =
        follow(node,
               {.route = "/republish/" + client::percent_encoded(job),
                .counted = order.counted,
                .left_alone = "the values to be sent again stay in the node's journal; "
                              "`acumage history` shows their outcomes"},
               to);
    if (!ended) return ended.problem();
    const auto known = outcomes_of(ended->root()).value_or(outcomes{});
    ended->print(order.form, known.text(order.counted) + "\n", to);
    return known.failed == 0 ? 0 : 1;
  });
}

}  // namespace

arguments::command republish_command() {
  return {.name = "republish",
          .help = "Recalculate and resend remembered values to the store, after settings changed",
          .example = "acumage republish --key 'LAMP-*' --dry-run",
          .flags = arguments::joined(
              {admin_flags(),
               record_filters(),
               change_flags("all remembered values"),
               {{"--no-wait", "",
                 "start it and exit; otherwise wait for the outcome of every record"}}}),
          .read = [](arguments::value_reader& given) {
            const auto order = read_change(given, {.path = "/republish",
                                                   .counted = "record",
                                                   .becomes = "recalculated and sent again"});
            given.expect(api::read_republish_request(order.values));
            return on_node(given, [order, wait = !given.has("--no-wait")](auto& admin, auto& to) {
              return republish(admin, order, wait, to);
            });
          }};
}

}  // namespace acumage::commands
