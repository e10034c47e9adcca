#include "cli/commands/ask.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"

#include "api/lane_order.hpp"

#include <optional>

namespace acumage::commands {

namespace {

/// Orders the running node, else writes the switch into its data folder, where the next start finds it.
result<int> order_lane(client::admin_access& admin, const std::string& lane, api::lane_order what,
                       arguments::output_form form, terminal::terminal& to) {
  const auto route = "/lanes/" + lane + "/" + std::string{to_string(what)};
  const auto done = answer::of(admin, admin.post(route, {}));
  if (!done) return done.problem();
  return done->print(form,
                     (lane == "all" ? "all lanes" : lane) + ": " +
                         client::text_of(done->root(), "state") +
                         (admin.running() ? "\n" : ", from the next start on\n"),
                     to);
}

arguments::command lane_command(api::lane_order what, const std::string& help,
                                const std::string& example) {
  const arguments::flag lane{"ENTITY", "",
                             "pricing, inventory, shipment, customer, order or all (unless told)"};
  return {.name = std::string{to_string(what)},
          .help = help,
          .example = example,
          .flags = arguments::joined({admin_flags(), {lane}}),
          .read = [what](arguments::value_reader& given) -> arguments::action {
            const bool all = !given.has("ENTITY") || given.text("ENTITY") == "all";
            const auto entity = all ? std::nullopt : given.entity_of("ENTITY");
            const std::string name{entity ? to_string(*entity) : "all"};
            return on_admin(given, folder::folder_use::change,
                            [=, form = given.form()](auto& admin, auto& to) {
                              return order_lane(admin, name, what, form, to);
                            });
          }};
}

}  // namespace

arguments::command pause_command() {
  return lane_command(api::lane_order::pause, "Sends no more of an entity; what comes in is kept",
                      "acumage pause pricing");
}

arguments::command resume_command() {
  return lane_command(api::lane_order::resume, "Sends again, all that waits at once",
                      "acumage resume all");
}

arguments::command stop_intake_command() {
  return lane_command(api::lane_order::stop_intake,
                      "Takes no more of an entity; what comes in is counted and discarded",
                      "acumage stop-intake pricing");
}

arguments::command start_intake_command() {
  return lane_command(api::lane_order::start_intake, "Takes again what comes in of an entity",
                      "acumage start-intake all");
}

}  // namespace acumage::commands
