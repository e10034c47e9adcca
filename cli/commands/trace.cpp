#include "api/filters.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/commands/trace_text.hpp"
#include "messages/json_text.hpp"
#include "settings/local_time.hpp"

namespace acumage::commands {

namespace {

result<int> print_trace(client::admin_access& from, const api::name_values& asked,
                        arguments::output_form form, terminal::terminal& to) {
  const auto traced = answer::of(from, from.get("/trace" + client::query_of(asked)));
  if (!traced) return traced.problem();
  const int code = traced->print(form, trace_text(traced->root(), to), to);
  const auto* const history = client::member(traced->root(), "history");
  const auto next = history == nullptr ? std::string{} : client::text_of(*history, "next");
  if (!next.empty())
    to.err << "there are more records: use a larger --limit, or --cursor " << next << "\n";
  return code;
}

}  // namespace

arguments::command trace_command() {
  return {
      .name = "trace",
      .help = "Show what happened to a key: what was sent, waits, failed, and who holds what now",
      .example =
          "acumage trace LAMP-07 --live\n"
          "acumage trace LAMP-07 --at 10:00\n"
          "acumage trace 'SO SO009120' --entity order --json",
      .flags = arguments::joined(
          {admin_flags(),
           {{"KEY",
             {},
             "a SKU, SKU@source, order, shipment or customer, as Acumatica spells it",
             sent},
            {"--entity", "ENTITY", "pricing, inventory, shipment, customer or order", sent},
            {"--at", "LOCALTIME",
             "which value the store had then, and why: 10:00, 2026-12-01T10:00 (local time), 2h"},
            {"--live", {}, "ask ERP and store what they hold now", sent},
            {"--limit", "N", "maximum number of records of the history, 1 to 1000; default 20"},
            {"--cursor", "CURSOR", "where to continue, as printed by the previous trace", sent}}}),
      .read = [](arguments::value_reader& given) -> arguments::action {
        auto asked = given.sent();
        if (!given.has("KEY")) given.refuse("KEY: missing; expected the key of a record");
        if (given.has("--at")) {
          const auto at = settings::local_instant_of(given.text("--at"), given.now_us());
          if (at)
            asked.emplace_back("at", rfc3339(*at));
          else
            given.complain("--at", given.text("--at"), settings::local_forms);
        }
        const auto limit = given.number("--limit", 20, {1, 1000, "1 to 1000"});
        asked.emplace_back("limit", std::to_string(static_cast<int>(limit)));
        given.expect(api::read_trace_request(asked));
        const auto form = given.form();
        return on_node(given, [asked, form](auto& admin, auto& to) {
          return print_trace(admin, asked, form, to);
        });
      }};
}

}  // namespace acumage::commands
