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

/// "[shipment_statuses] Picked = confirmed, released or open"
std::string remedy_text(const json_node& of) {
  const auto line = client::text_of(of, "line");
  if (line.empty()) return {};
  const auto setting = client::text_of(of, "setting");  // a section, or a key in one
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

}  // namespace

arguments::command unmapped_command() {
  return {.name = "unmapped",
          .help = "List ERP values that no setting covers",
          .example = "acumage unmapped",
          .flags = admin_flags(),
          .read = [](arguments::value_reader& given) -> arguments::action {
            return on_node(given, [form = given.form()](auto& admin, auto& to) -> result<int> {
              const auto got = answer::of(admin, admin.get("/unmapped"));
              if (!got) return got.problem();
              const auto* const items = client::member(got->root(), "items");
              if (items == nullptr) return client::not_understood(admin);
              return got->print(
                  form, items->extent == 1 ? "every value is mapped\n" : unmapped_table(*items, to),
                  to);
            });
          }};
}

}  // namespace acumage::commands
