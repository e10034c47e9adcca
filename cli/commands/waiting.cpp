#include "cli/commands/waiting.hpp"

#include "cli/client/admin.hpp"
#include "cli/client/json.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/settings.hpp"
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

/// "[shipment_statuses] Picked = confirmed, released or open"
std::string remedy_text(const json_node& of) {
  const auto line = client::text_of(of, "line");
  if (line.empty()) return {};
  const auto setting = client::text_of(of, "setting");  // a section, or a key of one
  return "[" + setting.substr(0, setting.find('.')) + "] " + line;
}

std::string unmapped_table(const json_node& items, const terminal::terminal& on) {
  const std::vector<terminal::column> columns{{"KIND"},
                                              {"VALUE", terminal::align::left, 40},
                                              {"TIMES", terminal::align::right},
                                              {"LAST (UTC)"},
                                              {"EXAMPLE"},
                                              {"ADD TO config.ini"}};
  std::vector<std::vector<terminal::cell>> rows;
  for (const auto& each : json_children{items})
    rows.push_back({{client::text_of(each, "kind")},
                    {client::text_of(each, "value"), terminal::tone::strong},
                    {terminal::grouped(client::count_of(each, "count"))},
                    {short_time(client::text_of(each, "last_at"))},
                    {client::text_of(each, "example")},
                    {remedy_text(each)}});
  return terminal::table_text(columns, rows, on.colours);
}

/// Runs `ask` on the node that is meant; the exit code.
template <class Ask>
int with_node(const arguments::node_choice& from, terminal::terminal& to, Ask ask) {
  const auto with = settings_of(from, to);
  if (!with) return 2;
  auto where = client::admin_endpoint(*with, from.admin_url, from.token_file);
  if (!where) return to.err << where.problem().message << "\n", 2;
  auto node = client::open_node(std::move(*where));
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
  arguments::output_form form = arguments::output_form::text;
  std::string words;  ///< what becomes of those that are counted
};

/// POSTs filters and prints the count that comes back.
status give(client::admin_access& node, const order& what, std::string_view counted_as,
            terminal::terminal& to) {
  const auto json = client::body_of(node, node.post(what.path, client::json_of(what.filters)));
  if (!json) return json.problem();
  client::json_document document;
  const auto* const root = document.read(*json);
  if (root == nullptr) return client::not_understood(node);
  if (what.form == arguments::output_form::json)
    to.out << *json << "\n";
  else
    to.out << terminal::counted(client::count_of(*root, "count"), counted_as) << " " << what.words
           << "\n";
  return done();
}

}  // namespace

int perform(const arguments::waiting_command& what, terminal::terminal& to) {
  return with_node(what.node, to, [&](client::admin_access& node) -> status {
    switch (what.verb) {
      case arguments::waiting_verb::list:
        return client::print_list(
            node,
            {.path = "/waiting",
             .filters = what.filters,
             .all_pages = what.all_pages,
             .form = what.form,
             .none = "nothing waits",
             .table = [&](const auto& items) { return waiting_table(items, to); }},
            to);
      case arguments::waiting_verb::retry:
        return give(node, {"/waiting/retry", what.filters, what.form, "tried now"},
                    "waiting record", to);
      case arguments::waiting_verb::fail:
        return give(node, {"/waiting/fail", what.filters, what.form, "given up: dead letters"},
                    "waiting record", to);
    }
    return done();
  });
}

int perform(const arguments::republish_command& what, terminal::terminal& to) {
  return with_node(what.node, to, [&](client::admin_access& node) {
    return give(
        node,
        {"/republish", what.filters, what.form,
         what.dry_run ? "would be worked out and sent again" : "to be worked out and sent again"},
        "record", to);
  });
}

int perform(const arguments::unmapped_command& what, terminal::terminal& to) {
  return with_node(what.node, to, [&](client::admin_access& node) -> status {
    const auto json = client::body_of(node, node.get("/unmapped"));
    if (!json) return json.problem();
    client::json_document document;
    const auto* const root = document.read(*json);
    const auto* const items = root == nullptr ? nullptr : client::member(*root, "items");
    if (items == nullptr) return client::not_understood(node);
    if (what.form == arguments::output_form::json)
      to.out << *json << "\n";
    else
      to.out << (items->extent == 1 ? "every value is mapped\n" : unmapped_table(*items, to));
    return done();
  });
}

}  // namespace acumage::commands
