#include "cli/commands/forget.hpp"

#include "cli/client/json.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/settings.hpp"
#include "cli/folder/open_admin.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::commands {

int perform(const arguments::forget_command& what, terminal::terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  const auto use = what.dry_run ? folder::folder_use::look : folder::folder_use::change;
  const auto admin = folder::open_admin(what.node, *with, use, to);
  if (!admin) return to.err << admin.problem().message << "\n", 1;
  const auto answer =
      client::body_of(**admin, (*admin)->post("/forget-versions", client::json_of(what.filters)));
  if (!answer) return to.err << answer.problem().message << "\n", 1;
  client::json_document document;
  const auto* const root = document.read(*answer);
  if (root == nullptr) return to.err << client::not_understood(**admin).message << "\n", 1;
  if (what.form == arguments::output_form::json)
    to.out << *answer << "\n";
  else
    to.out << terminal::counted(client::count_of(*root, "count"), "version")
           << (what.dry_run ? " would be forgotten" : " forgotten: older ones count again") << "\n";
  return 0;
}

}  // namespace acumage::commands
