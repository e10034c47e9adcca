#include "cli/commands/ask.hpp"

#include "cli/client/pages.hpp"
#include "cli/commands/settings.hpp"
#include "cli/folder/open_admin.hpp"
#include "cli/terminal/table.hpp"

#include <algorithm>
#include <utility>

namespace acumage::commands {

namespace {

int ended(const result<int>& code, terminal::terminal& to) {
  if (code) return *code;
  to.err << code.problem().message << "\n";
  return 1;
}

result<answer> post(client::admin_access& node, const change_order& what, bool dry_run) {
  auto values = what.values;
  if (dry_run) values.emplace_back("dry_run", "true");
  return answer::of(node, node.post(what.path, client::json_of(values)));
}

}  // namespace

arguments::action on_admin(const arguments::value_reader& given, folder::folder_use use,
                           question ask) {
  return [use, ask = std::move(ask), which = given.node()](terminal::terminal& to) {
    const auto with = settings_of(which, to);
    if (!with) return 2;
    const auto admin = folder::open_admin(which, *with, use, to);
    return ended(admin ? ask(**admin, to) : result<int>{admin.problem()}, to);
  };
}

arguments::action on_node(const arguments::value_reader& given, question ask) {
  return [ask = std::move(ask), which = given.node()](terminal::terminal& to) {
    const auto with = settings_of(which, to);
    if (!with) return 2;
    auto where = client::admin_endpoint(*with, which.admin_url, which.token_file);
    if (!where) return to.err << where.problem().message << "\n", 2;
    const auto node = client::open_node(std::move(*where));
    if (!node && node.problem().code == errc::invalid)
      return to.err << node.problem().message << "\n", 2;
    return ended(node ? ask(**node, to) : result<int>{node.problem()}, to);
  };
}

result<answer> answer::of(client::admin_access& from, const result<client::http_reply>& reply) {
  auto json = client::body_of(from, reply);
  if (!json) return json.problem();
  answer made;
  made.parts_ = std::make_unique<parts>();
  made.parts_->json = std::move(*json);
  made.parts_->root = made.parts_->document.read(made.json());
  if (made.parts_->root == nullptr) return client::not_understood(from);
  return made;
}

int answer::print(arguments::output_form form, const std::string& text,
                  terminal::terminal& to) const {
  to.out << (form == arguments::output_form::json ? json() + "\n" : text);
  return 0;
}

change_order read_change(arguments::value_reader& given, change_order what) {
  what.values = given.sent();
  what.yes = given.has("--yes");
  what.dry_run = given.has("--dry-run");
  what.form = given.form();
  const bool selects = std::any_of(what.values.begin(), what.values.end(), [](const auto& each) {
    return each.first != "force" && each.first != "rate" && each.first != "note";
  });
  if (!selects && !given.has("--all"))
    given.refuse("nothing says which " + what.counted + "s are meant; expected a filter or --all");
  return what;
}

result<int> give(client::admin_access& node, const change_order& what, terminal::terminal& to,
                 const after_order& after) {
  if (what.dry_run) {
    const auto counted = post(node, what, true);
    if (!counted) return counted.problem();
    return counted->print(
        what.form,
        terminal::counted(counted->count(), what.counted) + " would be " + what.becomes + "\n", to);
  }
  if (!what.yes && to.person != nullptr) {
    const auto meant = post(node, what, true);
    if (!meant) return meant.problem();
    const auto words =
        terminal::counted(meant->count(), what.counted) + " to be " + what.becomes + "; go on?";
    if (meant->count() > 0 && !terminal::agreed(to, words))
      return to.err << "nothing was changed\n", 1;
  }
  const auto given = post(node, what, false);
  return given ? after(*given) : result<int>{given.problem()};
}

after_order print_count(const change_order& what, terminal::terminal& to) {
  return [&](const answer& given) -> result<int> {
    return given.print(
        what.form, terminal::counted(given.count(), what.counted) + " " + what.becomes + "\n", to);
  };
}

}  // namespace acumage::commands
