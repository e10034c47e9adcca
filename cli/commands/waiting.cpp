#include "api/filters.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/table.hpp"

#include <utility>

namespace acumage::commands {

using acumatica::json_children;
using acumatica::json_node;

namespace {

std::string text_or_dash(std::string text) { return text.empty() ? "-" : std::move(text); }

std::string waiting_table(const json_node& items, const terminal::terminal& on) {
  const std::vector<terminal::column> columns{
      {"ENTITY"},     {"KEY", terminal::align::left, 30},        {"STATE"}, {"SINCE (UTC)"},
      {"NEXT (UTC)"}, {"LAST ERROR", terminal::align::left, 100}};
  std::vector<std::vector<terminal::cell>> rows;
  for (const auto& each : json_children{items}) {
    const auto state = client::text_of(each, "state");
    rows.push_back({{client::text_of(each, "entity")},
                    {client::text_of(each, "key"), terminal::tone::strong},
                    {state, state == "retrying" || state == "parked" ? terminal::tone::bad
                                                                     : terminal::tone::plain},
                    {short_time(client::text_of(each, "since"))},
                    {text_or_dash(short_time(client::text_of(each, "next_at")))},
                    {client::text_of(each, "last_error")}});
  }
  return terminal::table_text(columns, rows, on.colours);
}

arguments::flag state_filter() {
  return {"--state", "STATE", "waiting, in_flight, retrying, resting or parked", sent};
}

arguments::command list_command() {
  return {.name = "list",
          .help = "List records not delivered yet, one per line",
          .example = "acumage waiting list --entity pricing --state retrying",
          .flags = arguments::joined(
              {admin_flags(), record_filters(), {state_filter()}, page_flags("records")}),
          .read = [](arguments::value_reader& given) -> arguments::action {
            client::listing what{.path = "/waiting",
                                 .filters = given.sent(),
                                 .all_pages = given.has("--all"),
                                 .form = given.form(),
                                 .none = "no waiting records"};
            given.expect(api::read_waiting_request(what.filters, api::waiting_verb::list));
            return on_node(given, [what](auto& admin, auto& to) {
              return client::print_list(admin, what, waiting_table, to);
            });
          }};
}

arguments::action read_order(arguments::value_reader& given, const std::string& path,
                             const std::string& becomes) {
  const auto order =
      read_change(given, {.path = path, .counted = "waiting record", .becomes = becomes});
  given.expect(api::read_waiting_request(order.values, api::waiting_verb::order));
  return on_node(given, [order](auto& admin, auto& to) {
    return give(admin, order, to, print_count(order, to));
  });
}

flags order_flags() {
  return arguments::joined(
      {admin_flags(), record_filters(), {state_filter()}, change_flags("all waiting records")});
}

arguments::command retry_command() {
  return {.name = "retry",
          .help = "Send waiting records to the store now; resting records keep resting",
          .example = "acumage waiting retry --key 'LAMP-*'",
          .flags = order_flags(),
          .read = [](auto& given) { return read_order(given, "/waiting/retry", "tried now"); }};
}

arguments::command fail_command() {
  return {
      .name = "fail",
      .help = "Give up waiting records: each becomes a dead letter, a resting one after its rest",
      .example = "acumage waiting fail --state parked --key 'OLD-*'",
      .flags = order_flags(),
      .read = [](auto& given) {
        return read_order(given, "/waiting/fail", "given up as dead letters");
      }};
}

}  // namespace

arguments::command waiting_command() {
  return {.name = "waiting",
          .help = "List waiting, retrying or parked records, send them now or give them up",
          .example = "acumage waiting list --state parked",
          .below = {list_command(), retry_command(), fail_command()}};
}

}  // namespace acumage::commands
