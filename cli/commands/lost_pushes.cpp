#include "cli/commands/ask.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::commands {

using acumatica::json_children;
using acumatica::json_node;

namespace {

std::string cover_text(const json_node& of) {
  const auto by = client::text_of(of, "covered_by");
  const auto job = client::text_of(of, "job");
  if (by == "push") return "a push";
  if (!by.empty()) return "job " + by;
  return job.empty() ? "no" : "job " + job + ", not yet";
}

std::string lost_pushes_text(const json_node& of, const terminal::terminal& on) {
  const std::vector<terminal::column> columns{{"SENT (UTC)"},
                                              {"QUERY", terminal::align::left, 30},
                                              {"COVERED"},
                                              {"TOO LONG"},
                                              {"ERROR", terminal::align::left, 60}};
  std::vector<std::vector<terminal::cell>> rows;
  if (const auto* const items = client::member(of, "items"))
    for (const auto& each : json_children{*items}) {
      const auto* const truncated = client::member(each, "truncated");
      rows.push_back({{short_time(client::text_of(each, "at"))},
                      {client::text_of(each, "query"), terminal::tone::strong},
                      {cover_text(each)},
                      {truncated != nullptr && truncated->raw == "true" ? "yes" : "no"},
                      {client::text_of(each, "error")}});
    }
  const auto problem = client::text_of(of, "problem");
  const auto asked = client::text_of(of, "asked_at");
  std::string text;
  if (!rows.empty())
    text = terminal::table_text(columns, rows, on.colours);
  else if (!asked.empty())
    text = "no lost notification; Acumatica was asked at " + short_time(asked) + "\n";
  else
    text = "Acumatica has not been asked; expected the inquiry in acumatica.lost_pushes\n";
  return problem.empty() ? text : text + "the last reading failed: " + problem + "\n";
}

}  // namespace

arguments::command lost_pushes_command() {
  return {.name = "lost-pushes",
          .help = "List the notifications that Acumatica could not deliver",
          .example = "acumage lost-pushes",
          .flags = admin_flags(),
          .read = [](arguments::value_reader& given) -> arguments::action {
            return on_admin(given, folder::folder_use::look,
                            [form = given.form()](auto& admin, auto& to) -> result<int> {
                              const auto got = answer::of(admin, admin.get("/lost-pushes"));
                              if (!got) return got.problem();
                              return got->print(form, lost_pushes_text(got->root(), to), to);
                            });
          },
          .details =
              "COVERED names the job, or a push, that brought the same records later.\n"
              "The list is as of the last reading (acumatica.lost_pushes_every)."};
}

}  // namespace acumage::commands
