#include "cli/arguments/value_reader.hpp"
#include "cli/commands/ask.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/table.hpp"
#include "messages/json_text.hpp"
#include "settings/file_change.hpp"
#include "settings/table.hpp"
#include "settings/text.hpp"
#include "settings/wall_clock.hpp"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>
#include <utility>

namespace acumage::commands {

namespace {

struct set_order {
  std::vector<settings::ini_change> changes;
  std::vector<std::string> secrets;  ///< full names, whose values come from stdin
  bool undo = false;
  bool dry_run = false;
  bool yes = false;
  arguments::output_form form = arguments::output_form::text;
};

/// One line; on a terminal it is asked for and not shown.
std::string read_secret(const std::string& name, terminal::terminal& to) {
  termios before{};
  const bool typed = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (typed) {
    to.err << name << ": " << std::flush;
    auto silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  std::string line;
  std::getline(std::cin, line);
  if (typed) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    to.err << "\n";
  }
  return line;
}

bool needs_restart(const settings::ini_change& change) {
  const auto* const key = settings::find_key(change.section, change.key);
  return key != nullptr && key->when == settings::applies::at_restart;
}

/// What a running node makes of the new file.
std::string reload(const arguments::node_choice& which, const set_order& order,
                   terminal::terminal& to) {
  const auto with = settings_of(which, to);
  if (!with) return "the node is not asked: its settings have mistakes";
  auto where = client::admin_endpoint(*with, which.admin_url, which.token_file);
  if (!where) return "the node is not asked: " + where.problem().message;
  const auto node = client::open_node(std::move(*where));
  if (!node) return "no node answers: the next start reads the file";
  const auto reply = (*node)->post("/settings/reload", "{}");
  if (!reply) return "the node did not answer: " + reply.problem().message;
  if (const auto body = client::body_of(**node, reply); !body) return body.problem().message;
  std::string later;
  for (const auto& each : order.changes)
    if (needs_restart(each)) later += (later.empty() ? "" : ", ") + each.section + "." + each.key;
  return "the node reloads its settings" +
         (later.empty() ? std::string{} : "; " + later + " after a restart");
}

std::string json_of(const settings::proposal& made, bool written, const std::string& node) {
  json_writer json;
  json.object().key("file").string(made.file.string()).key("written").boolean(written);
  json.key("diff").string(made.diff).key("node").string_or_null(node);
  json.key("errors").array();
  for (const auto& each : made.errors) json.string(each.where + ": " + each.message);
  json.end().key("remaining").array();
  for (const auto& each : made.remaining) json.string(each.where + ": " + each.message);
  return json.end().end().take() + "\n";
}

int refuse(const settings::proposal& made, const set_order& order, terminal::terminal& to) {
  if (order.form == arguments::output_form::json)
    to.out << json_of(made, false, {});
  else
    to.err << settings::check_config(made.file.string(), made.errors) << "nothing was written\n";
  return 2;
}

result<settings::proposal> proposal_of(const settings::settings_sources& from, set_order& order,
                                       terminal::terminal& to) {
  if (order.undo) return settings::propose_undo(from);
  for (const auto& name : order.secrets) {
    auto kept = settings::keep_secret(from, name, read_secret(name, to));
    if (!kept) return kept.problem();
    for (auto& each : *kept) order.changes.push_back(std::move(each));
  }
  return settings::propose(from, order.changes);
}

int set(const arguments::settings_choice& choice, const arguments::node_choice& which,
        set_order order, terminal::terminal& to) {
  const auto from = sources_of(choice);
  const auto made = proposal_of(from, order, to);
  if (!made) return to.err << made.problem().message << "\n", 1;
  if (!made->errors.empty()) return refuse(*made, order, to);
  const bool as_text = order.form == arguments::output_form::text;
  if (as_text) to.out << (made->diff.empty() ? "nothing changes\n" : made->diff) << std::flush;
  if (made->diff.empty() || order.dry_run) {
    if (!as_text) to.out << json_of(*made, false, {});
    return 0;
  }
  if (!confirmed(made->file.string() + " becomes this.", order.yes, to)) return 1;
  if (const auto written = settings::write_settings(*made, settings::wall_us()); !written)
    return to.err << written.problem().message << "\n", 1;
  const auto node = reload(which, order, to);
  if (!as_text) return to.out << json_of(*made, true, node), 0;
  to.out << "written; `acumage set --undo` goes back\n" << node << "\n";
  const auto left =
      std::count_if(made->remaining.begin(), made->remaining.end(),
                    [](const auto& each) { return each.severity == settings::severity::error; });
  if (left > 0)
    to.out << terminal::counted(static_cast<std::uint64_t>(left), "error")
           << " remains, as `acumage check-config` shows\n";
  return 0;
}

/// "section.key=value".
void take_assignment(arguments::value_reader& given, const std::string& text, set_order& to) {
  const auto equals = text.find('=');
  if (equals == std::string::npos)
    return given.refuse("`" + text + "`; expected section.key=value, such as queue.batch_count=50");
  const auto [section, key] = settings::section_and_key(text.substr(0, equals));
  const auto* const known = settings::find_key(section, key);
  if (known != nullptr && known->kind == settings::value_kind::secret && equals + 1 < text.size())
    return given.refuse(section + "." + key +
                        ": secrets stay out of command lines, which other users can see; expected "
                        "--secret " +
                        section + "." + key + ", which reads it from the terminal or stdin");
  to.changes.push_back({section, key, text.substr(equals + 1)});
}

}  // namespace

arguments::command set_command() {
  return {
      .name = "set",
      .help = "Change settings in config.ini: checked, shown, written in place, reloaded",
      .example = "acumage set queue.batch_count=50 'order_statuses.On Hold=holded'",
      .flags = arguments::joined(
          {admin_flags(),
           {{.name = "--unset",
             .type = "KEY",
             .help = "remove section.key from the file; repeatable",
             .most = arguments::any_number},
            {.name = "--secret",
             .type = "KEY",
             .help = "read the secret from the terminal or stdin into credentials/; repeatable, a "
                     "line each",
             .most = arguments::any_number},
            {"--undo", "", "put back the file as it was before the last change"},
            dry_run_flag(),
            yes_flag(),
            {.name = "ASSIGNMENT",
             .help = "section.key=value; an entry of a map as section.name=value",
             .most = arguments::any_number}}}),
      .read = [](arguments::value_reader& given) -> arguments::action {
        set_order order;
        for (const auto& each : given.all("ASSIGNMENT")) take_assignment(given, each, order);
        for (const auto& each : given.all("--unset")) {
          const auto [section, key] = settings::section_and_key(each);
          order.changes.push_back({section, key, std::nullopt});
        }
        order.secrets = given.all("--secret");
        order.undo = given.has("--undo");
        order.dry_run = given.has("--dry-run");
        order.yes = given.has("--yes");
        order.form = given.form();
        const bool changes = !order.changes.empty() || !order.secrets.empty();
        if (changes == order.undo)
          given.refuse(changes ? "--undo and a change: both are given; expected one of them"
                               : "ASSIGNMENT: missing; expected section.key=value, or --undo");
        if (order.dry_run && !order.secrets.empty())
          given.refuse("--dry-run and --secret: a secret would be kept; expected one of them");
        return [order, from = given.settings(), which = given.node()](terminal::terminal& to) {
          return set(from, which, order, to);
        };
      }};
}

}  // namespace acumage::commands
