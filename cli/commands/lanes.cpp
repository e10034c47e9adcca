#include "api/lane_order.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::commands {

namespace {

struct lane_change {
  api::lane_order what = api::lane_order::pause;
  std::string happens;                  ///< "to be paused. New changes are kept."
  std::vector<std::string> lanes = {};  ///< as the route names them
  bool yes = false;
  bool dry_run = false;
  arguments::output_form form = arguments::output_form::text;
};

/// Gives the order to the running node, or writes the switch to its data folder, where the next
/// start reads it.
result<int> order_lanes(client::admin_access& admin, const lane_change& order,
                        terminal::terminal& to) {
  std::vector<std::string> names;
  for (const auto& each : order.lanes) names.push_back(each == "all" ? "all lanes" : each);
  std::string all;
  for (const auto& each : names) all += (all.empty() ? "" : ", ") + each;
  const auto count = order.lanes.front() == "all" ? entity_count : order.lanes.size();
  if (!order.dry_run &&
      !confirmed(terminal::counted(count, "lane") + " (" + all + ") " + order.happens, order.yes,
                 to))
    return 1;
  for (std::size_t i = 0; i < order.lanes.size(); ++i) {
    const auto route = "/lanes/" + order.lanes[i] + "/" + std::string{to_string(order.what)};
    const auto done =
        answer::of(admin, admin.post(route, order.dry_run ? R"({"dry_run":true})" : ""));
    if (!done) return done.problem();
    const auto* const when = order.dry_run     ? " would be "
                             : admin.running() ? ": "
                                               : " from the next start on: ";
    done->print(order.form, names[i] + when + client::text_of(done->root(), "state") + "\n", to);
  }
  return 0;
}

arguments::action read_lanes(arguments::value_reader& given, lane_change order) {
  order.lanes = given.all("ENTITY");
  order.yes = given.has("--yes");
  order.dry_run = given.has("--dry-run");
  order.form = given.form();
  given.expect_entities("ENTITY");
  if (given.has("--all") && !order.lanes.empty())
    given.refuse("--all and ENTITY: both are given; expected one of them");
  if (given.has("--all")) order.lanes = {"all"};
  if (order.lanes.empty())
    given.refuse("ENTITY: missing; expected one or more, or --all for every lane");
  const auto use = order.dry_run ? folder::folder_use::look : folder::folder_use::change;
  return on_admin(given, use,
                  [order](auto& admin, auto& to) { return order_lanes(admin, order, to); });
}

arguments::command lane_command(api::lane_order what, const std::string& help,
                                const std::string& happens, const std::string& example) {
  return {.name = std::string{to_string(what)},
          .help = help,
          .example = example,
          .flags = arguments::joined({admin_flags(),
                                      {{"--all", "", "every lane"},
                                       dry_run_flag(),
                                       yes_flag(),
                                       {.name = "ENTITY",
                                        .help = "pricing, inventory, shipment, customer or order",
                                        .most = arguments::any_number}}}),
          .read = [what, happens](arguments::value_reader& given) {
            return read_lanes(given, {.what = what, .happens = happens});
          }};
}

}  // namespace

arguments::command pause_command() {
  return lane_command(api::lane_order::pause,
                      "Pause sending: nothing of an entity reaches the store, new changes are kept",
                      "to be paused: nothing is sent, and new changes are kept.",
                      "acumage pause pricing inventory");
}

arguments::command resume_command() {
  return lane_command(
      api::lane_order::resume, "Resume sending: all waiting deliveries go to the store at once",
      "to be resumed: all waiting deliveries are sent at once.", "acumage resume --all");
}

arguments::command stop_intake_command() {
  return lane_command(api::lane_order::stop_intake,
                      "Stop intake: new changes of an entity are counted and discarded",
                      "to stop its intake: new changes are answered and discarded, and cannot be "
                      "recovered.",
                      "acumage stop-intake pricing");
}

arguments::command start_intake_command() {
  return lane_command(api::lane_order::start_intake, "Start intake of an entity again",
                      "to accept new changes again.", "acumage start-intake --all");
}

}  // namespace acumage::commands
