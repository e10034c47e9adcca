#include "cli/commands/history.hpp"

#include "cli/folder/open_admin.hpp"
#include "cli/client/json.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/settings.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::bin {

using acumatica::json_children;
using acumatica::json_node;

namespace {

tone tone_of(const std::string& outcome) {
  if (outcome == "delivered") return tone::good;
  return outcome == "dead_lettered" ? tone::bad : tone::plain;
}

/// What was delivered, where that is something else than what changed: "LAMP-07@EAST > LAMP-07@wh_east".
std::string key_text(const json_node& record) {
  const auto delivery = text_of(record, "delivery");
  return text_of(record, "key") + (delivery.empty() ? "" : " > " + delivery);
}

std::string history_table(const json_node& items, const terminal& on) {
  const std::vector<column> columns{{"ENDED (UTC)"},          {"ENTITY"},
                                    {"KEY", align::left, 44}, {"OUTCOME"},
                                    {"HTTP", align::right},   {"TRIES", align::right},
                                    {"TOOK", align::right},   {"REASON", align::left, 100}};
  std::vector<std::vector<cell>> rows;
  for (const auto& each : json_children{items}) {
    const auto outcome = text_of(each, "outcome");
    const auto code = count_of(each, "status");
    rows.push_back({{short_time(text_of(each, "at"))},
                    {text_of(each, "entity")},
                    {key_text(each), tone::strong},
                    {outcome, tone_of(outcome)},
                    {code == 0 ? "-" : std::to_string(code)},
                    {std::to_string(count_of(each, "attempts"))},
                    {duration_text(figure_of(each, "duration_ms") / 1000)},
                    {text_of(each, "reason")}});
  }
  return table_text(columns, rows, on.colours);
}

status print_history(admin_access& from, const history_command& what, terminal& to) {
  bool any = false;
  const auto next =
      each_page(from, {.path = "/history", .filters = what.filters, .limit = what.limit},
                [&](const json_node& items) {
                  if (items.extent == 1) return;
                  any = true;
                  if (what.form == output_form::text) {
                    to.out << history_table(items, to);
                    return;
                  }
                  for (const auto& each : json_children{items}) to.out << each.raw << "\n";
                });
  if (!next) return next.problem();
  if (!any && what.form == output_form::text) to.out << "no change has ended so\n";
  if (!next->empty()) to.err << "there are more: a larger --limit, or --cursor " << *next << "\n";
  return done();
}

}  // namespace

int perform(const history_command& what, terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  const auto admin = open_admin(what.node, *with, folder_use::look, to);
  if (!admin) return to.err << admin.problem().message << "\n", 1;
  const auto printed = print_history(**admin, what, to);
  if (printed) return 0;
  to.err << printed.problem().message << "\n";
  return 1;
}

}  // namespace acumage::bin
