#include "api/reconcile_request.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/output_file.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"

#include <algorithm>
#include <csignal>
#include <utility>

namespace acumage::commands {

namespace {

constexpr std::chrono::milliseconds poll_interval{500};
constexpr int differences_remain = 3;  // the exit code (SPEC 3)

struct compare_order {
  api::name_values values;
  std::string fix;  ///< store, node, or empty
  std::string out;
  bool wait = true;
  bool yes = false;
  arguments::output_form form = arguments::output_form::text;
};

std::string route_of(const std::string& job) {
  return "/reconcile/" + client::percent_encoded(job);
}

/// "50,000 keys compared: 49,997 agree, 2 lost_push, 1 store_edited".
std::string totals_of(const acumatica::json_node& job) {
  auto text = terminal::counted(client::count_of(job, "checked"), "key") + " compared";
  std::string classes;
  if (const auto* const all = client::member(job, "classes"))
    for (const auto& each : acumatica::json_children{*all}) {
      const auto name = std::string{each.name};
      const auto count = client::count_of(*all, name);
      if (count == 0) continue;
      classes += (classes.empty() ? ": " : ", ") + terminal::grouped(count) + " " + name;
    }
  return text + classes;
}

std::string report_of(const acumatica::json_node& job, bool colours) {
  auto text = client::text_of(job, "entity") + ": " + totals_of(job) + "\n";
  if (!client::flag_of(job, "compares_erp"))
    text += "No ERP is configured for this entity: node and store were compared.\n";
  std::vector<terminal::text_line> rows;
  if (const auto* const items = client::member(job, "items"))
    for (const auto& each : acumatica::json_children{*items})
      rows.push_back({{client::text_of(each, "key")},
                      {client::text_of(each, "class")},
                      {client::text_of(each, "erp")},
                      {client::text_of(each, "node")},
                      {client::text_of(each, "store")},
                      {client::text_of(each, "remedy")}});
  const auto differences = client::count_of(job, "differences");
  const auto fixed = client::count_of(job, "fixed");
  if (!rows.empty())
    text +=
        "\n" +
        terminal::table_text(
            {{"KEY"}, {"CLASS"}, {"ERP"}, {"NODE"}, {"STORE"}, {.title = "REMEDY", .most = 200}},
            rows, colours);
  if (differences + fixed > rows.size())
    text += "… and " + terminal::grouped(differences + fixed - rows.size()) +
            " more: --out FILE writes all of them\n";
  if (fixed > 0)
    text += terminal::counted(fixed, "difference") + " corrected, " +
            terminal::grouped(differences) + " left\n";
  return text;
}

result<answer> follow_comparison(client::admin_access& from, const std::string& job,
                                 terminal::terminal& to) {
  const terminal::held_signals signals{SIGINT};
  terminal::progress_line progress{to};
  for (;;) {
    auto seen = answer::of(from, from.get(route_of(job)));
    if (!seen) return seen;
    const auto state = client::text_of(seen->root(), "state");
    if (state == "done" || state == "failed" || state == "cancelled") return seen;
    const auto expected = client::count_of(seen->root(), "expected");
    const auto checked = client::count_of(seen->root(), "checked");
    const auto share =
        expected == 0 ? 0.0 : static_cast<double>(checked) / static_cast<double>(expected);
    auto words = state + ", " + terminal::counted(checked, "key") + ", " +
                 terminal::grouped(client::count_of(seen->root(), "suspected")) + " suspected";
    if (state == "waiting") words += "; a difference counts only if it lasts for a minute";
    if (const auto note = client::text_of(seen->root(), "note"); !note.empty())
      words += "; " + note;
    progress.show(std::min(share, 1.0), words);
    if (signals.wait(poll_interval))
      return error{errc::unavailable,
                   "job " + job + " continues in the node; `acumage reconcile show " + job +
                       "` shows its result",
                   {}};
  }
}

status write_report(client::admin_access& from, const std::string& job, const std::string& path) {
  const auto reply = from.get(route_of(job) + "/report");
  const auto text = client::body_of(from, reply);
  if (!text) return text.problem();
  auto file = terminal::output_file::beside(path);
  if (!file) return file.problem();
  (*file)->stream() << *text;
  return (*file)->keep();
}

/// The exit code of a job that is over.
result<int> print_result(client::admin_access& from, const compare_order& order,
                         const result<answer>& ended, terminal::terminal& to) {
  if (!ended) return ended.problem();
  const auto& root = ended->root();
  const auto state = client::text_of(root, "state");
  if (state != "done") {
    ended->print(order.form,
                 "job " + client::text_of(root, "id") + ": " + state + "; " +
                     client::text_of(root, "error") + "\n",
                 to);
    return 1;
  }
  if (!order.out.empty())
    if (auto written = write_report(from, client::text_of(root, "id"), order.out); !written)
      return written.problem();
  ended->print(order.form, report_of(root, to.colours), to);
  return client::count_of(root, "differences") == 0 ? 0 : differences_remain;
}

result<int> reconcile(client::admin_access& node, const compare_order& order,
                      terminal::terminal& to) {
  if (!order.fix.empty()) {
    const std::string happens =
        order.fix == "store"
            ? "Values that were changed in the store are overwritten with those of the node."
            : "Records that the node missed are read from Acumatica, and sent to the store.";
    if (!confirmed(happens, order.yes, to)) return 1;
  }
  const auto begun = answer::of(node, node.post("/reconcile", client::json_of(order.values)));
  if (!begun) return begun.problem();
  const auto job = client::text_of(begun->root(), "id");
  if (!order.wait)
    return begun->print(
        order.form, "job " + job + "; `acumage reconcile show " + job + "` shows its result\n", to);
  return print_result(node, order, follow_comparison(node, job, to), to);
}

arguments::command show_command() {
  return {.name = "show",
          .help = "Show the result of a reconciliation, waiting until it is over",
          .example = "acumage reconcile show 1767225600 --out differences.csv",
          .flags = arguments::joined(
              {admin_flags(),
               {{"--out", "FILE", "also write all differences to this file, as CSV"},
                {"JOB", "", "id of the job, as printed by `reconcile`"}}}),
          .read = [](arguments::value_reader& given) -> arguments::action {
            compare_order order;
            order.out = given.text("--out");
            order.form = given.form();
            const auto job = given.text("JOB");
            if (job.empty()) given.complain("JOB", job, "the id of a job");
            return on_node(given, [job, order](auto& admin, auto& to) {
              return print_result(admin, order, follow_comparison(admin, job, to), to);
            });
          }};
}

std::string scope_of(const acumatica::json_node& job) {
  const auto scope = client::text_of(job, "scope");
  if (scope == "sample") return terminal::grouped(client::count_of(job, "sample")) + " at random";
  return scope == "keys" ? terminal::counted(client::count_of(job, "key_count"), "key") : scope;
}

std::string list_of(const acumatica::json_node& of, bool colours) {
  std::vector<terminal::text_line> rows;
  if (const auto* const items = client::member(of, "items"))
    for (const auto& each : acumatica::json_children{*items})
      rows.push_back({{client::text_of(each, "id")},
                      {short_time(client::text_of(each, "started_at"))},
                      {client::text_of(each, "entity")},
                      {scope_of(each)},
                      {client::flag_of(each, "automatic") ? "schedule" : "hand"},
                      {client::text_of(each, "state")},
                      {terminal::grouped(client::count_of(each, "checked"))},
                      {terminal::grouped(client::count_of(each, "differences"))},
                      {client::text_of(each, "error")}});
  const auto next = client::text_of(of, "next_at");
  const auto plan = next.empty() ? "no schedule; reconcile.at sets one\n"
                                 : "next by schedule: " + short_time(next) + " UTC\n";
  if (rows.empty()) return "nothing has been compared\n" + plan;
  return terminal::table_text({{"JOB"},
                               {"STARTED (UTC)"},
                               {"ENTITY"},
                               {"KEYS"},
                               {"BY"},
                               {"STATE"},
                               {"COMPARED", terminal::align::right},
                               {"DIFFER", terminal::align::right},
                               {.title = "ERROR", .most = 100}},
                              rows, colours) +
         plan;
}

arguments::command list_command() {
  return {.name = "list",
          .help = "List the last reconciliations, newest first, and when the next one begins",
          .example = "acumage reconcile list",
          .flags = admin_flags(),
          .read = [](arguments::value_reader& given) -> arguments::action {
            return on_node(given, [form = given.form()](auto& admin, auto& to) -> result<int> {
              const auto got = answer::of(admin, admin.get("/reconcile"));
              if (!got) return got.problem();
              return got->print(form, list_of(got->root(), to.colours), to);
            });
          }};
}

arguments::action read_reconcile(arguments::value_reader& given) {
  compare_order order;
  order.values = given.sent();
  order.fix = given.one_of("--fix", {"store", "node"});
  given.expect(api::read_reconcile_request(order.values));
  if (given.has("--dry-run")) {  // what would be corrected is what is found
    order.fix.clear();
    std::erase_if(order.values, [](const auto& each) { return each.first == "fix"; });
  }
  order.out = given.text("--out");
  order.wait = !given.has("--no-wait");
  order.yes = given.has("--yes");
  order.form = given.form();
  if (!order.wait && !order.out.empty())
    given.refuse(
        "--out: nothing can be written with --no-wait; expected `reconcile show JOB --out`");
  return on_node(given, [order](auto& admin, auto& to) { return reconcile(admin, order, to); });
}

}  // namespace

arguments::command reconcile_command() {
  return {
      .name = "reconcile",
      .help = "Compare Acumatica, the node and the store key by key, and name what differs",
      .example =
          "acumage reconcile pricing --all --out differences.csv\n"
          "acumage reconcile inventory --sample 500\n"
          "acumage reconcile pricing --key LAMP-07 --fix store",
      .flags = arguments::joined(
          {admin_flags(),
           {{"--all", "", "every key", sent},
            {"--sample", "N", "this many keys that the node knows, chosen at random", sent},
            {.name = "--key",
             .type = "KEY",
             .help = "this key; may be repeated",
             .sent = sent,
             .most = arguments::any_number},
            {"--fix", "store|node",
             "store: overwrite values that were changed in the store;\n"
             "node: read what the node missed from Acumatica again",
             sent},
            {"--out", "FILE", "write all differences to this file, as CSV"},
            {"--dry-run", "", "with --fix: correct nothing, and show what differs"},
            yes_flag(),
            {"--no-wait", "", "start the job and exit"},
            {.name = "ENTITY", .help = "pricing, inventory, shipment or order", .sent = sent}}}),
      .read = read_reconcile,
      .details =
          "A difference counts only if it lasts for a minute. Exit code: 0 nothing differs, or\n"
          "everything was corrected; 3 differences remain; 1 it failed.",
      .below = {list_command(), show_command()}};
}

}  // namespace acumage::commands
