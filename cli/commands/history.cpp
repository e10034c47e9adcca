#include "api/filters.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/history_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"

namespace acumage::commands {

using acumatica::json_children;
using acumatica::json_node;

namespace {

struct history_order {
  api::name_values filters;  ///< for the API
  std::uint64_t limit = 100;
  arguments::output_form form = arguments::output_form::text;
};

result<int> print_history(client::admin_access& from, const history_order& what,
                          terminal::terminal& to) {
  bool any = false;
  const auto next =
      client::each_page(from, {.path = "/history", .filters = what.filters, .limit = what.limit},
                        [&](const json_node& items) {
                          if (items.extent == 1) return;
                          any = true;
                          if (what.form == arguments::output_form::text) {
                            to.out << history_table(items, to);
                            return;
                          }
                          for (const auto& each : json_children{items}) to.out << each.raw << "\n";
                        });
  if (!next) return next.problem();
  if (!any && what.form == arguments::output_form::text)
    to.out << "no change in the history matches\n";
  if (!next->empty())
    to.err << "there are more: use a larger --limit, or --cursor " << *next << "\n";
  return 0;
}

arguments::command show_command() {
  return {
      .name = "show",
      .help = "Show one record of the history with its value, request and answer",
      .example = "acumage history show 1764581892000000-4711",
      .flags = arguments::joined({admin_flags(), {{"ID", {}, "as `acumage history` prints it"}}}),
      .read = [](arguments::value_reader& given) -> arguments::action {
        const auto id = given.text("ID");
        if (!read_history_id(id))
          given.complain("ID", id, "the id of a record, as `acumage history` prints it");
        const auto form = given.form();
        return on_admin(given, folder::folder_use::look,
                        [id, form](auto& from, auto& to) -> result<int> {
                          const auto shown = answer::of(from, from.get("/history/" + id));
                          if (!shown) return shown.problem();
                          return shown->print(form, history_text(shown->root(), to), to);
                        });
      }};
}

}  // namespace

arguments::command history_command() {
  return {
      .name = "history",
      .help = "Show how changes ended, newest first, with old and new value",
      .example =
          "acumage history --key 'LAMP-*' --since 2h\n"
          "acumage history --outcome dead_lettered --since tuesday --json",
      .flags = arguments::joined(
          {admin_flags(),
           record_filters(),
           {{"--outcome", "OUTCOME", "delivered, superseded, filtered or dead_lettered", sent},
            {"--status", "CODE", "HTTP status of the last attempt", sent},
            {"--text", "TEXT", "part of the reason or the key", sent}},
           time_filters("ended"),
           {{"--limit", "N", "maximum number of changes, 1 to 1000000; default 100"},
            {"--cursor", "CURSOR", "where to continue, as printed by the previous list", sent}}}),
      .read = [](arguments::value_reader& given) -> arguments::action {
        history_order what{.filters = given.sent(), .form = given.form()};
        given.expect(api::read_history_request(what.filters));
        what.limit = static_cast<std::uint64_t>(
            given.number("--limit", 100, {1, 1'000'000, "1 to 1000000"}));
        return on_admin(given, folder::folder_use::look,
                        [what](auto& admin, auto& to) { return print_history(admin, what, to); });
      },
      .below = {show_command()}};
}

}  // namespace acumage::commands
