#include "api/first_load_request.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/first_load_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"

#include <csignal>
#include <map>
#include <utility>

namespace acumage::commands {

namespace {

constexpr std::chrono::milliseconds poll_interval{500};
const std::string route = "/first-load";

struct load_wish {
  api::name_values values;  ///< entities, dry_run, restart
  bool dry_run = false;
  bool yes = false;
  bool create_customers = false;
  bool create_shipments = false;
  arguments::output_form form = arguments::output_form::text;
};

std::string progress_words(const acumatica::json_node& now) {
  auto words = client::text_of(now, "words");
  const auto rate = client::figure_of(now, "rate");
  if (rate > 0) words += ", " + terminal::fixed_text(rate, 0) + " a second";
  if (const auto left = client::maybe_figure_of(now, "left_s"))
    words += ", " + terminal::duration_text(*left) + " left";
  return words;
}

/// Follows a first load, and says what each step brings. One terminal.
class follower {
 public:
  /// `begun`: the answer to the order.
  follower(client::admin_access& node, const acumatica::json_node& begun,
           arguments::output_form form, terminal::terminal& to)
      : node_{node}, began_{client::text_of(begun, "started_at")}, form_{form}, to_{to} {}

  /// Until it is over or asks.
  result<answer> follow() {
    const terminal::held_signals signals{SIGINT};
    terminal::progress_line progress{to_};
    for (;;) {
      auto seen = answer::of(node_, node_.get(route));
      if (!seen) return seen;
      const auto& load = seen->root();
      if (client::text_of(load, "started_at") != began_)
        return error{errc::unavailable,
                     "first-load: this one is known no more: another was begun, or the node was "
                     "restarted during a dry run",
                     {}};
      tell(load, progress);
      if (client::text_of(load, "state") != "running" || client::text_of(load, "step") == "asking")
        return seen;
      if (const auto* const now = client::member(load, "progress")) {
        const auto expected = client::figure_of(*now, "expected");
        const auto share = expected > 0 ? client::figure_of(*now, "done") / expected : 0.0;
        progress.show(std::min(share, 1.0), progress_words(*now));
      }
      if (signals.wait(poll_interval))
        return error{errc::unavailable,
                     "the first load continues in the node, which sends nothing before it is "
                     "agreed to; `acumage first-load` follows it, `acumage first-load cancel` "
                     "ends it",
                     {}};
    }
  }

 private:
  void tell(const acumatica::json_node& load, terminal::progress_line& progress) {
    if (form_ == arguments::output_form::json) return;
    const auto step = client::text_of(load, "step");
    if (!told_estimate_ && step != "checking" && step != "counting") {
      progress.clear();
      to_.out << estimate_text(load, to_.colours) << std::flush;
      told_estimate_ = true;
    }
    if (const auto* const parts = client::member(load, "entities"))
      for (const auto& each : acumatica::json_children{*parts}) {
        auto& last = states_[client::text_of(each, "entity")];
        const auto now = client::text_of(each, "state");
        if (std::exchange(last, now) == now || now != "loaded") continue;
        progress.clear();
        to_.out << client::text_of(each, "entity") << ": read and sent\n" << std::flush;
      }
  }

  client::admin_access& node_;
  std::string began_;
  arguments::output_form form_;
  terminal::terminal& to_;
  bool told_estimate_ = false;
  std::map<std::string, std::string> states_;
};

/// The answer to the questions as a body; empty: the operator did not agree.
std::string agreed_body(const acumatica::json_node& load, const load_wish& wish,
                        terminal::terminal& to) {
  if (!wish.yes && !terminal::agreed(to, consent_text(load) + " Continue?")) return {};
  std::string body = R"({"yes":true)";
  if (const auto* const questions = client::member(load, "questions"))
    for (const auto& each : acumatica::json_children{*questions}) {
      const auto name = client::text_of(each, "name");
      const auto words = creation_text(name, client::count_of(each, "count"));
      const bool flag = name == "create_customers" ? wish.create_customers : wish.create_shipments;
      const bool yes =
          flag || (!wish.yes && to.person != nullptr && terminal::agreed(to, words + " Create?"));
      if (!yes) to.err << words << " Not agreed to: left out.\n";
      body += ",\"" + name + (yes ? "\":true" : "\":false");
    }
  return body + "}";
}

int print_end(const answer& ended, arguments::output_form form, terminal::terminal& to) {
  const auto& load = ended.root();
  const bool shows_comparison =
      client::flag_of(load, "dry_run") && client::text_of(load, "state") == "done";
  ended.print(form, (shows_comparison ? comparison_text(load, to.colours) : "") + ending_text(load),
              to);
  return ending_code(load);
}

result<int> first_load(client::admin_access& node, const load_wish& wish, terminal::terminal& to) {
  if (!wish.dry_run && !wish.yes && to.person == nullptr) {
    to.err << "first-load: sends values to the store; expected --yes, or --dry-run to only "
              "compare, because there is no terminal to ask on\n";
    return 2;
  }
  const auto begun = answer::of(node, node.post(route, client::json_of(wish.values)));
  if (!begun) return begun.problem();
  follower by{node, begun->root(), wish.form, to};
  for (;;) {
    const auto seen = by.follow();
    if (!seen) return seen.problem();
    const auto& load = seen->root();
    if (client::text_of(load, "state") != "running") return print_end(*seen, wish.form, to);
    if (wish.form == arguments::output_form::text)
      to.out << "\n" << comparison_text(load, to.colours) << "\n" << std::flush;
    const auto body = agreed_body(load, wish, to);
    if (body.empty()) {
      to.err << "Nothing was sent. `acumage first-load` asks again; `acumage first-load cancel` "
                "gives up. "
             << paused_text(load);
      return 1;
    }
    const auto taken = answer::of(node, node.post(route + "/confirm", body));
    if (!taken) return taken.problem();
  }
}

arguments::command load_status_command() {
  return {.name = "status",
          .help = "Show where the first load stands, and what its comparison found",
          .example = "acumage first-load status",
          .flags = admin_flags(),
          .read = [](arguments::value_reader& given) -> arguments::action {
            return on_admin(given, folder::folder_use::look,
                            [form = given.form()](auto& admin, auto& to) -> result<int> {
                              const auto seen = answer::of(admin, admin.get(route));
                              if (!seen) return seen.problem();
                              const auto& load = seen->root();
                              const bool over = client::text_of(load, "state") != "running";
                              auto text = estimate_text(load, to.colours) + "\n" +
                                          comparison_text(load, to.colours) + "\n";
                              if (over) {
                                text += ending_text(load);
                              } else {
                                text += "Step: " + client::text_of(load, "step");
                                if (const auto* const now = client::member(load, "progress"))
                                  text += "; " + progress_words(*now);
                                text += "\n" + paused_text(load);
                              }
                              seen->print(form, text, to);
                              return over ? ending_code(load) : 0;
                            });
          }};
}

arguments::command cancel_load_command() {
  return {.name = "cancel",
          .help = "Give up the first load; lanes that it has paused stay paused",
          .example = "acumage first-load cancel",
          .flags = admin_flags(),
          .read = [](arguments::value_reader& given) -> arguments::action {
            return on_node(given, [form = given.form()](auto& admin, auto& to) -> result<int> {
              const auto ended = answer::of(admin, admin.remove(route));
              if (!ended) return ended.problem();
              return ended->print(form, ending_text(ended->root()), to);
            });
          }};
}

arguments::action read_first_load(arguments::value_reader& given) {
  load_wish wish;
  given.expect_entities("ENTITY");
  if (given.has("--all") && !given.all("ENTITY").empty())
    given.refuse("--all and ENTITY: both are given; expected one of them");
  if (given.all("ENTITY").empty()) wish.values.emplace_back("all", "true");
  for (const auto& each : given.all("ENTITY")) wish.values.emplace_back("entity", each);
  for (const auto& [flag, name] :
       {std::pair{"--dry-run", "dry_run"}, std::pair{"--restart", "restart"}})
    if (given.has(flag)) wish.values.emplace_back(name, "true");
  wish.dry_run = given.has("--dry-run");
  wish.yes = given.has("--yes");
  wish.create_customers = given.has("--create-customers");
  wish.create_shipments = given.has("--create-shipments");
  wish.form = given.form();
  given.expect(api::read_first_load_request(wish.values));
  return on_node(given, [wish](auto& admin, auto& to) { return first_load(admin, wish, to); });
}

}  // namespace

arguments::command first_load_command() {
  return {
      .name = "first-load",
      .help = "Load a store from Acumatica for the first time: compare, ask, send, prove",
      .example =
          "acumage first-load --dry-run\n"
          "acumage first-load\n"
          "acumage first-load customer --create-customers",
      .flags = arguments::joined(
          {admin_flags(),
           {{"--create-customers", "", "create the accounts that are missing, which mails them"},
            {"--create-shipments", "", "create the shipments that the store does not know"},
            {"--restart", "", "begin again, whatever an earlier first load has done"},
            {"--all", "",
             "all entities that are on and have an inquiry, without shipments; default"},
            dry_run_flag(),
            yes_flag(),
            {.name = "ENTITY",
             .help = "pricing, inventory, customer, order or shipment",
             .most = arguments::any_number}}}),
      .read = read_first_load,
      .details =
          "Checks both connections, estimates, pauses the lanes, compares Acumatica with the\n"
          "store, and asks. Then it releases lane by lane, and ends with a reconciliation.\n"
          "Interrupted at any step, it goes on there when it is called again. Exit code: 0 all\n"
          "equal; 3 differences remain; 1 it failed, or something was left out.",
      .below = {load_status_command(), cancel_load_command()}};
}

}  // namespace acumage::commands
