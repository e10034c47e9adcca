#include "cli/commands/lanes.hpp"

#include "cli/client/json.hpp"
#include "cli/commands/settings.hpp"
#include "cli/folder/open_admin.hpp"

namespace acumage::commands {

int perform(const arguments::lanes_command& what, terminal::terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  const auto admin = folder::open_admin(what.node, *with, folder::folder_use::change, to);
  if (!admin) return to.err << admin.problem().message << "\n", 1;
  const std::string name{what.entity ? to_string(*what.entity) : "all"};
  const auto route = "/lanes/" + name + "/" + std::string{to_string(what.order)};
  const auto answer = client::body_of(**admin, (*admin)->post(route, {}));
  if (!answer) return to.err << answer.problem().message << "\n", 1;
  if (what.form == arguments::output_form::json) {
    to.out << *answer << "\n";
    return 0;
  }
  client::json_document document;
  const auto* const root = document.read(*answer);
  to.out << (what.entity ? name : "all lanes") << ": "
         << (root == nullptr ? std::string{} : client::text_of(*root, "state"))
         << ((*admin)->running() ? "" : ", from the next start on") << "\n";
  return 0;
}

}  // namespace acumage::commands
