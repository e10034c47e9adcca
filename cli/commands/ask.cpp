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

/// One half of an example, as JSON; "?" if it is unknown.
std::string half_text(const acumatica::json_node& of, const char* half, const char* name) {
  const auto* const value = client::member(of, half);
  const auto* const found = value == nullptr ? nullptr : client::member(*value, name);
  return found == nullptr || found->raw == "null" ? "?" : terminal::printable(found->raw);
}

/// The older and newer values of what a forced replay would overwrite; empty: nothing.
std::string overwritten_text(const acumatica::json_node& counted) {
  const auto count = client::count_of(counted, "overwrites");
  const auto* const examples = client::member(counted, "examples");
  if (count == 0 || examples == nullptr) return {};
  std::string text = "--force sends older values over newer ones:\n";
  std::uint64_t named = 0;
  for (const auto& each : acumatica::json_children{*examples}) {
    text += "  " + terminal::printable(client::text_of(each, "key")) + ": older " +
            half_text(each, "older", "row") + ", version " + half_text(each, "older", "version") +
            "; newer " + half_text(each, "newer", "value") + ", version " +
            half_text(each, "newer", "version") + "\n";
    ++named;
  }
  if (count > named) text += "  and " + terminal::grouped(count - named) + " more\n";
  return text + "This cannot be undone.";
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
  return what;
}

bool confirmed(const std::string& what_happens, bool yes, terminal::terminal& to) {
  if (yes || terminal::agreed(to, what_happens + " Continue?")) return true;
  to.err << "nothing was changed\n";
  return false;
}

result<int> give(client::admin_access& node, const change_order& what, terminal::terminal& to,
                 const after_order& after) {
  const bool forces = std::any_of(what.values.begin(), what.values.end(),
                                  [](const auto& each) { return each.first == "force"; });
  if (forces && !what.dry_run && !what.yes && to.person == nullptr) {
    to.err << "--force: sends older values over newer ones; expected --yes, because there is no "
              "terminal to ask on\n";
    return 2;
  }
  if (what.dry_run || (!what.yes && to.person != nullptr)) {
    const auto meant = post(node, what, true);
    if (!meant) return meant.problem();
    const auto records = terminal::counted(meant->count(), what.counted);
    if (what.dry_run)
      return meant->print(what.form, records + " would be " + what.becomes + "\n", to);
    const auto warning = what.warning.empty() ? "" : " " + what.warning;
    if (meant->count() > 0 &&
        !confirmed(records + " to be " + what.becomes + "." + warning, false, to))
      return 1;
    const auto overwritten = overwritten_text(meant->root());
    if (!overwritten.empty() && !confirmed(overwritten, false, to)) return 1;
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
