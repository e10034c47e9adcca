#include "api/filters.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::commands {

using acumatica::json_children;
using acumatica::json_node;

namespace {

terminal::tone tone_of(const std::string& outcome) {
  if (outcome == "delivered") return terminal::tone::good;
  return outcome == "dead_lettered" ? terminal::tone::bad : terminal::tone::plain;
}

/// The delivery, if its key differs from that of the change: "LAMP-07@EAST > LAMP-07@wh_east".
std::string key_text(const json_node& record) {
  const auto delivery = client::text_of(record, "delivery");
  return client::text_of(record, "key") + (delivery.empty() ? "" : " > " + delivery);
}

std::string history_table(const json_node& items, const terminal::terminal& on) {
  const std::vector<terminal::column> columns{{"ENDED (UTC)"},
                                              {"ENTITY"},
                                              {"KEY", terminal::align::left, 44},
                                              {"OUTCOME"},
                                              {"HTTP", terminal::align::right},
                                              {"TRIES", terminal::align::right},
                                              {"TOOK", terminal::align::right},
                                              {"REASON", terminal::align::left, 100}};
  std::vector<std::vector<terminal::cell>> rows;
  for (const auto& each : json_children{items}) {
    const auto outcome = client::text_of(each, "outcome");
    const auto code = client::count_of(each, "status");
    rows.push_back({{short_time(client::text_of(each, "at"))},
                    {client::text_of(each, "entity")},
                    {key_text(each), terminal::tone::strong},
                    {outcome, tone_of(outcome)},
                    {code == 0 ? "-" : std::to_string(code)},
                    {std::to_string(client::count_of(each, "attempts"))},
                    {terminal::duration_text(client::figure_of(each, "duration_ms") / 1000)},
                    {client::text_of(each, "reason")}});
  }
  return terminal::table_text(columns, rows, on.colours);
}

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

}  // namespace

arguments::command history_command() {
  return {
      .name = "history",
      .help = "Show how changes ended, newest first, with the store's answer",
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
      }};
}

}  // namespace acumage::commands
