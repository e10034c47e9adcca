#include "api/pull_request.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"

#include <csignal>
#include <fstream>
#include <utility>

namespace acumage::commands {

namespace {

constexpr std::chrono::milliseconds poll_interval{500};
constexpr std::size_t most_keys = 100'000;

struct pull_order {
  std::vector<std::string> entities;
  api::name_values values;  ///< without the entity
  std::string selected;     ///< "every row"
  bool force = false;
  bool yes = false;
  bool dry_run = false;
  bool wait = false;
  arguments::output_form form = arguments::output_form::text;
};

std::string body_of(const pull_order& order, const std::string& which) {
  auto values = order.values;
  values.emplace_back("entity", which);
  return client::json_of(values);
}

/// "12,000 rows read: 30 new, 11,970 unchanged, 0 superseded by a newer push".
std::string figures_of(const acumatica::json_node& job) {
  const auto number = [&](const char* name) {
    return terminal::grouped(client::count_of(job, name));
  };
  return terminal::counted(client::count_of(job, "rows"), "row") + " read: " + number("new") +
         " new, " + number("unchanged") + " unchanged, " + number("superseded") +
         " superseded by a newer push";
}

std::string job_text(const acumatica::json_node& job) {
  auto text = "job " + client::text_of(job, "id") + ": " + client::text_of(job, "entity") + ", " +
              client::text_of(job, "state");
  if (client::flag_of(job, "dry_run")) text += ", a dry run: nothing was sent";
  if (const auto sub = client::text_of(job, "sub_state"); !sub.empty()) text += " (" + sub + ")";
  text += ": " + figures_of(job);
  if (const auto missed = client::count_of(job, "missed"); missed > 0)
    text += "; " + terminal::counted(missed, "change") + " had no push";
  if (const auto error = client::text_of(job, "error"); !error.empty()) text += "; " + error;
  return text + "\n";
}

std::string route_of(const std::string& job) { return "/resync/" + client::percent_encoded(job); }

/// Shows the progress until the job is over. Ctrl-C only stops the waiting.
result<answer> follow_pull(client::admin_access& from, const std::string& job,
                           terminal::terminal& to) {
  const terminal::held_signals signals{SIGINT};
  terminal::progress_line progress{to};
  for (;;) {
    auto seen = answer::of(from, from.get(route_of(job)));
    if (!seen) return seen;
    const auto state = client::text_of(seen->root(), "state");
    if (state != "queued" && state != "reading") return seen;
    const auto expected = client::count_of(seen->root(), "expected_rows");
    const auto rows = client::count_of(seen->root(), "rows");
    const auto left = client::maybe_figure_of(seen->root(), "left_s");
    const auto sub = client::text_of(seen->root(), "sub_state");
    const auto share =
        expected == 0 ? 0.0 : static_cast<double>(rows) / static_cast<double>(expected);
    progress.show(std::min(share, 1.0),
                  (sub.empty() ? state : sub) + ", " + figures_of(seen->root()) +
                      (left ? ", " + terminal::duration_text(*left) + " left" : ""));
    if (signals.wait(poll_interval))
      return error{errc::unavailable,
                   "job " + job + " continues in the node; `acumage resync status " + job +
                       "` shows its progress, `acumage resync cancel " + job + "` ends it",
                   {}};
  }
}

/// Returns the exit code of one entity.
result<int> resync_one(client::admin_access& node, const pull_order& order,
                       const std::string& which, terminal::terminal& to) {
  const auto begun = answer::of(node, node.post("/resync", body_of(order, which)));
  if (!begun) return begun.problem();
  if (order.dry_run)
    return begun->print(order.form, which + ": " + figures_of(begun->root()) + "\n", to);
  const auto job = client::text_of(begun->root(), "id");
  if (!order.wait)
    return begun->print(
        order.form,
        which + ": job " + job + "; `acumage resync status " + job + "` shows its progress\n", to);
  const auto ended = follow_pull(node, job, to);
  if (!ended) return ended.problem();
  ended->print(order.form, job_text(ended->root()), to);
  return client::text_of(ended->root(), "state") == "done" ? 0 : 1;
}

result<int> resync(client::admin_access& node, const pull_order& order, terminal::terminal& to) {
  if (order.force && !order.dry_run && !order.yes && to.person == nullptr) {
    to.err
        << "--force: also sends values that have not changed; expected --yes, because there is no "
           "terminal to ask on\n";
    return 2;
  }
  std::string names;
  for (const auto& each : order.entities) names += (names.empty() ? "" : ", ") + each;
  const auto happens =
      names + ": " + order.selected + " to be read from Acumatica; " +
      (order.force ? "all of it is sent to the store." : "what differs is sent to the store.");
  if (!order.dry_run && !confirmed(happens, order.yes, to)) return 1;
  int code = 0;
  for (const auto& each : order.entities) {
    const auto done = resync_one(node, order, each, to);
    if (!done) return done;
    code = std::max(code, *done);
  }
  return code;
}

/// One key a line; empty lines are skipped.
void read_keys(arguments::value_reader& given, api::name_values& to) {
  const auto path = given.text("--keys-from");
  if (path.empty()) return;
  std::ifstream file{path};
  if (!file) return given.refuse("--keys-from " + path + ": cannot be read; expected a text file");
  std::size_t keys = 0;
  for (std::string line; std::getline(file, line);) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty()) continue;
    to.emplace_back("key", line);
    if (++keys > most_keys)
      return given.refuse("--keys-from " + path +
                          ": more than 100,000 keys; expected fewer, or --all");
  }
  if (keys == 0) given.refuse("--keys-from " + path + ": no key; expected one on each line");
}

arguments::action read_resync(arguments::value_reader& given) {
  pull_order order;
  order.entities = given.all("ENTITY");
  given.expect_entities("ENTITY");
  if (order.entities.empty())
    given.refuse(
        "ENTITY: missing; expected one or more of pricing, inventory, shipment, customer and "
        "order");
  order.values = given.sent();
  read_keys(given, order.values);
  order.selected = given.has("--all")     ? "every row"
                   : given.has("--delta") ? "what has changed since the last complete run"
                   : given.has("--since") ? "what has changed since " + given.text("--since")
                                          : "the records of the given keys";
  order.force = given.has("--force");
  order.yes = given.has("--yes");
  order.dry_run = given.has("--dry-run");
  if (order.dry_run) order.values.emplace_back("dry_run", "true");
  order.wait = given.has("--wait");
  order.form = given.form();
  for (const auto& each : order.entities) {
    auto whole = order.values;
    whole.emplace_back("entity", each);
    given.expect(api::read_pull_request(whole));
  }
  return on_node(given, [order](auto& admin, auto& to) { return resync(admin, order, to); });
}

/// All jobs as a table, newest first.
std::string jobs_text(const acumatica::json_node& jobs, bool colours) {
  std::vector<terminal::text_line> rows;
  if (const auto* const items = client::member(jobs, "items"))
    for (const auto& each : acumatica::json_children{*items}) {
      const auto* const selection = client::member(each, "selection");
      const auto sub = client::text_of(each, "sub_state");
      const auto number = [&](const char* name) {
        return terminal::cell{terminal::grouped(client::count_of(each, name))};
      };
      rows.push_back({{client::text_of(each, "id")},
                      {client::text_of(each, "entity")},
                      {selection == nullptr ? "" : client::text_of(*selection, "scope")},
                      {client::text_of(each, "state") + (sub.empty() ? "" : ", " + sub) +
                       (client::flag_of(each, "dry_run") ? ", dry run" : "")},
                      {client::text_of(each, "started_at")},
                      number("rows"),
                      number("new"),
                      number("unchanged"),
                      {client::text_of(each, "error")}});
    }
  if (rows.empty()) return "no job yet; `acumage resync pricing --all` starts one\n";
  using terminal::align;
  return terminal::table_text({{"JOB"},
                               {"ENTITY"},
                               {"READS"},
                               {"STATE"},
                               {"STARTED"},
                               {"ROWS", align::right},
                               {"NEW", align::right},
                               {"UNCHANGED", align::right},
                               {"ERROR"}},
                              rows, colours);
}

arguments::command status_command() {
  return {.name = "status",
          .help = "Show the jobs that read from Acumatica, or one of them until it is over",
          .example = "acumage resync status",
          .flags = arguments::joined(
              {admin_flags(), {{"JOB", "", "id of a job, as printed by `resync`; default: all"}}}),
          .read = [](arguments::value_reader& given) -> arguments::action {
            return on_admin(given, folder::folder_use::look,
                            [job = given.text("JOB"), form = given.form()](
                                auto& admin, auto& to) -> result<int> {
                              if (!job.empty()) {
                                const auto ended = follow_pull(admin, job, to);
                                if (!ended) return ended.problem();
                                ended->print(form, job_text(ended->root()), to);
                                return client::text_of(ended->root(), "state") == "failed" ? 1 : 0;
                              }
                              const auto all = answer::of(admin, admin.get("/resync"));
                              if (!all) return all.problem();
                              return all->print(form, jobs_text(all->root(), to.colours), to);
                            });
          }};
}

arguments::command cancel_pull_command() {
  return {.name = "cancel",
          .help = "Cancel a job; rows that are already in the journal are still sent to the store",
          .example = "acumage resync cancel 00000007",
          .flags = arguments::joined(
              {admin_flags(), {{"JOB", "", "id of the job, as printed by `resync`"}}}),
          .read = [](arguments::value_reader& given) -> arguments::action {
            const auto job = given.text("JOB");
            if (job.empty()) given.complain("JOB", job, "the id of a job");
            return on_node(given, [job, form = given.form()](auto& admin, auto& to) -> result<int> {
              const auto ended = answer::of(admin, admin.remove(route_of(job)));
              if (!ended) return ended.problem();
              return ended->print(form, "job " + job + ": cancelled\n", to);
            });
          }};
}

}  // namespace

arguments::command resync_command() {
  return {.name = "resync",
          .help = "Read records from Acumatica, and send the store what differs",
          .example =
              "acumage resync pricing inventory --all --wait\n"
              "acumage resync pricing --key LAMP-07 --key LAMP-08\n"
              "acumage resync inventory --since 2h --dry-run",
          .flags = arguments::joined(
              {admin_flags(),
               {{"--all", "", "every row of the inquiry", sent},
                {"--delta", "", "what has changed since the last complete run", sent},
                {"--since", "TIME", "what has changed since then: RFC 3339, or 2h, 3d", sent},
                {.name = "--key",
                 .type = "KEY",
                 .help = "the record of this key; may be repeated",
                 .sent = sent,
                 .most = arguments::any_number},
                {"--keys-from", "FILE", "the records of the keys in this file, one on each line"},
                {"--force", "", "also send values that have not changed", sent},
                {"--accept-empty", "", "believe an inquiry that has no rows", sent},
                {"--absent", "keep|zero",
                 "what --all does with quantities that the inquiry no longer has", sent},
                dry_run_flag(),
                yes_flag(),
                {"--wait", "", "wait until the job is over"},
                {.name = "ENTITY",
                 .help = "pricing, inventory, shipment, customer or order",
                 .most = arguments::any_number}}}),
          .read = read_resync,
          .details =
              "Rows take the same path as pushed ones. A push that is newer than the reading is\n"
              "never overwritten. A job continues after this command ends and after a restart.",
          .below = {status_command(), cancel_pull_command()}};
}

}  // namespace acumage::commands
