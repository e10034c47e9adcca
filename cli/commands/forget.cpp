#include "cli/commands/forget.hpp"

#include "cli/folder/open_admin.hpp"
#include "cli/client/json.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/settings.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::bin {

int perform(const forget_command& what, terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  const auto use = what.dry_run ? folder_use::look : folder_use::change;
  const auto admin = open_admin(what.node, *with, use, to);
  if (!admin) return to.err << admin.problem().message << "\n", 1;
  const auto answer = body_of(**admin, (*admin)->post("/forget-versions", json_of(what.filters)));
  if (!answer) return to.err << answer.problem().message << "\n", 1;
  json_document document;
  const auto* const root = document.read(*answer);
  if (root == nullptr) return to.err << not_understood(**admin).message << "\n", 1;
  if (what.form == output_form::json)
    to.out << *answer << "\n";
  else
    to.out << counted(count_of(*root, "count"), "version")
           << (what.dry_run ? " would be forgotten" : " forgotten: older ones count again") << "\n";
  return 0;
}

}  // namespace acumage::bin
