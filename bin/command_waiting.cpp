#include "bin/command_waiting.hpp"

#include "bin/client_admin.hpp"
#include "bin/client_json.hpp"
#include "bin/client_pages.hpp"
#include "bin/command_letters_text.hpp"
#include "bin/command_settings.hpp"
#include "bin/terminal_table.hpp"

#include <utility>

namespace acumage::bin {

using acumatica::json_children;
using acumatica::json_node;

namespace {

std::string text_or_dash(std::string text) { return text.empty() ? "-" : std::move(text); }

std::string waiting_table(const json_node& items, const terminal& on) {
  const std::vector<column> columns{{"ENTITY"},     {"KEY", align::left, 30},
                                    {"STATE"},      {"SINCE (UTC)"},
                                    {"NEXT (UTC)"}, {"LAST ERROR", align::left, 100}};
  std::vector<std::vector<cell>> rows;
  for (const auto& each : json_children{items}) {
    const auto state = text_of(each, "state");
    rows.push_back({{text_of(each, "entity")},
                    {text_of(each, "key"), tone::strong},
                    {state, state == "retrying" || state == "parked" ? tone::bad : tone::plain},
                    {short_time(text_of(each, "since"))},
                    {text_or_dash(short_time(text_of(each, "next_at")))},
                    {text_of(each, "last_error")}});
  }
  return table_text(columns, rows, on.colours);
}

/// "[shipment_statuses] Picked = confirmed, released or open"
std::string remedy_text(const json_node& of) {
  const auto line = text_of(of, "line");
  if (line.empty()) return {};
  const auto setting = text_of(of, "setting");  // a section, or a key of one
  return "[" + setting.substr(0, setting.find('.')) + "] " + line;
}

std::string unmapped_table(const json_node& items, const terminal& on) {
  const std::vector<column> columns{
      {"KIND"},       {"VALUE", align::left, 40}, {"TIMES", align::right},
      {"LAST (UTC)"}, {"EXAMPLE"},                {"ADD TO config.ini"}};
  std::vector<std::vector<cell>> rows;
  for (const auto& each : json_children{items})
    rows.push_back({{text_of(each, "kind")},
                    {text_of(each, "value"), tone::strong},
                    {grouped(count_of(each, "count"))},
                    {short_time(text_of(each, "last_at"))},
                    {text_of(each, "example")},
                    {remedy_text(each)}});
  return table_text(columns, rows, on.colours);
}

/// Runs `ask` on the node that is meant; the exit code.
template <class Ask>
int with_node(const node_choice& from, terminal& to, Ask ask) {
  const auto with = settings_of(from, to);
  if (!with) return 2;
  auto where = admin_endpoint(*with, from.admin_url, from.token_file);
  if (!where) return to.err << where.problem().message << "\n", 2;
  auto node = open_node(std::move(*where));
  if (!node)
    return to.err << node.problem().message << "\n", node.problem().code == errc::invalid ? 2 : 1;
  const status asked = ask(**node);
  if (asked) return 0;
  to.err << asked.problem().message << "\n";
  return 1;
}

struct order {
  std::string path;
  api::name_values filters;
  output_form form = output_form::text;
  std::string words;  ///< what becomes of those that are counted
};

/// POSTs filters and prints the count that comes back.
status give(admin_access& node, const order& what, std::string_view counted_as, terminal& to) {
  const auto json = body_of(node, node.post(what.path, json_of(what.filters)));
  if (!json) return json.problem();
  json_document document;
  const auto* const root = document.read(*json);
  if (root == nullptr) return not_understood(node);
  if (what.form == output_form::json)
    to.out << *json << "\n";
  else
    to.out << counted(count_of(*root, "count"), counted_as) << " " << what.words << "\n";
  return done();
}

}  // namespace

int perform(const waiting_command& what, terminal& to) {
  return with_node(what.node, to, [&](admin_access& node) -> status {
    switch (what.verb) {
      case waiting_verb::list:
        return print_list(node,
                          {.path = "/waiting",
                           .filters = what.filters,
                           .all_pages = what.all_pages,
                           .form = what.form,
                           .none = "nothing waits",
                           .table = [&](const auto& items) { return waiting_table(items, to); }},
                          to);
      case waiting_verb::retry:
        return give(node, {"/waiting/retry", what.filters, what.form, "tried now"},
                    "waiting record", to);
      case waiting_verb::fail:
        return give(node, {"/waiting/fail", what.filters, what.form, "given up: dead letters"},
                    "waiting record", to);
    }
    return done();
  });
}

int perform(const republish_command& what, terminal& to) {
  return with_node(what.node, to, [&](admin_access& node) {
    return give(
        node,
        {"/republish", what.filters, what.form,
         what.dry_run ? "would be worked out and sent again" : "to be worked out and sent again"},
        "record", to);
  });
}

int perform(const unmapped_command& what, terminal& to) {
  return with_node(what.node, to, [&](admin_access& node) -> status {
    const auto json = body_of(node, node.get("/unmapped"));
    if (!json) return json.problem();
    json_document document;
    const auto* const root = document.read(*json);
    const auto* const items = root == nullptr ? nullptr : member(*root, "items");
    if (items == nullptr) return not_understood(node);
    if (what.form == output_form::json)
      to.out << *json << "\n";
    else
      to.out << (items->extent == 1 ? "every value is mapped\n" : unmapped_table(*items, to));
    return done();
  });
}

}  // namespace acumage::bin
