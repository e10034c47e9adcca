#include "cli/commands/dead_letters.hpp"

#include "cli/client/json.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/dead_letters_edit.hpp"
#include "cli/commands/dead_letters_files.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/settings.hpp"
#include "cli/folder/open_admin.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"

#include <chrono>
#include <csignal>
#include <utility>

namespace acumage::commands {

namespace {

constexpr std::chrono::milliseconds poll_interval{200};

error left_alone(const std::string& job) {
  return {errc::unavailable,
          "job " + job + " goes on in the node; `acumage dead-letters follow " + job +
              "` shows it, `acumage dead-letters cancel " + job + "` ends it",
          {}};
}

/// Follows a job to its end; the last answer about it. Ctrl-C ends only the looking.
result<std::string> follow(client::admin_access& from, const std::string& job,
                           terminal::terminal& to) {
  const terminal::held_signals signals{SIGINT};
  terminal::progress_line progress{to};
  client::json_document document;
  for (;;) {
    auto json = client::body_of(from, from.get("/replays/" + client::percent_encoded(job)));
    if (!json) return json;
    const auto* const root = document.read(*json);
    if (root == nullptr) return client::not_understood(from);
    if (client::text_of(*root, "state") != "running") return json;
    const auto total = client::count_of(*root, "total");
    const auto past = client::count_of(*root, "moved") + client::count_of(*root, "superseded") +
                      client::count_of(*root, "failed");
    progress.show(total == 0 ? 1.0 : static_cast<double>(past) / static_cast<double>(total),
                  job_text(*root));
    if (signals.wait(poll_interval)) return left_alone(job);
  }
}

/// The exit code of a job that is over, or that nobody works on.
result<int> print_job(const client::admin_access& from, const arguments::letters_command& what,
                      const std::string& json, terminal::terminal& to) {
  client::json_document document;
  const auto* const root = document.read(json);
  if (root == nullptr) return client::not_understood(from);
  if (what.form == arguments::output_form::json)
    to.out << json << "\n";
  else
    to.out << job_text(*root)
           << (from.running() || client::count_of(*root, "moved") == 0 ? ""
                                                                       : "; sent by the next start")
           << "\n"
           << unmoved_text(*root);
  return client::count_of(*root, "failed") == 0 && client::text_of(*root, "state") == "done" ? 0
                                                                                             : 1;
}

std::string done_words(arguments::letters_verb verb) {
  if (verb == arguments::letters_verb::replay) return "replayed";
  return verb == arguments::letters_verb::resolve ? "resolved" : "discarded";
}

/// What a change that was only counted, or ended at once, has to say.
void print_count(const arguments::letters_command& what, const std::string& json,
                 const acumatica::json_node& root, terminal::terminal& to) {
  if (what.form == arguments::output_form::json) {
    to.out << json << "\n";
    return;
  }
  to.out << terminal::counted(client::count_of(root, "count"), "letter")
         << (what.dry_run ? " would be " : " ") << done_words(what.verb) << "\n";
}

std::string path_of(arguments::letters_verb verb) {
  return "/dead-letters/" + std::string{arguments::to_string(verb)};
}

/// A person is told how many letters it concerns before anything happens to them.
result<bool> wanted(client::admin_access& from, const arguments::letters_command& what,
                    terminal::terminal& to) {
  if (what.yes || what.dry_run || to.person == nullptr) return true;
  auto filters = what.filters;
  filters.emplace_back("dry_run", "true");
  const auto json = client::body_of(from, from.post(path_of(what.verb), client::json_of(filters)));
  if (!json) return json.problem();
  client::json_document document;
  const auto* const root = document.read(*json);
  if (root == nullptr) return client::not_understood(from);
  const auto count = client::count_of(*root, "count");
  if (count == 0 || terminal::agreed(to, terminal::counted(count, "letter") + " to be " +
                                             done_words(what.verb) + "; go on?"))
    return true;
  to.err << "nothing was changed\n";
  return false;
}

/// The exit code.
result<int> replay(client::admin_access& from, const arguments::letters_command& what,
                   terminal::terminal& to) {
  const auto may = wanted(from, what, to);
  if (!may) return may.problem();
  if (!*may) return 1;
  const auto started =
      client::body_of(from, from.post("/dead-letters/replay", client::json_of(what.filters)));
  if (!started) return started.problem();
  client::json_document document;
  const auto* const root = document.read(*started);
  if (root == nullptr) return client::not_understood(from);
  if (what.dry_run) return print_count(what, *started, *root, to), 0;
  const auto job = client::text_of(*root, "job");
  if (!what.wait && from.running()) {
    if (what.form == arguments::output_form::json)
      to.out << *started << "\n";
    else
      to.out << "job " << job << ": "
             << terminal::counted(client::count_of(*root, "count"), "letter") << "\n";
    return 0;
  }
  const auto ended = follow(from, job, to);
  return ended ? print_job(from, what, *ended, to) : result<int>{ended.problem()};
}

result<int> look_after(client::admin_access& from, const arguments::letters_command& what,
                       terminal::terminal& to) {
  const auto json =
      what.verb == arguments::letters_verb::follow
          ? follow(from, what.id, to)
          : client::body_of(from, from.remove("/replays/" + client::percent_encoded(what.id)));
  if (!json) return json.problem();
  const auto code = print_job(from, what, *json, to);
  return code && what.verb == arguments::letters_verb::cancel ? result<int>{0} : code;
}

result<int> close(client::admin_access& from, const arguments::letters_command& what,
                  terminal::terminal& to) {
  const auto may = wanted(from, what, to);
  if (!may) return may.problem();
  if (!*may) return 1;
  const auto json =
      client::body_of(from, from.post(path_of(what.verb), client::json_of(what.filters)));
  if (!json) return json.problem();
  client::json_document document;
  const auto* const root = document.read(*json);
  if (root == nullptr) return client::not_understood(from);
  return print_count(what, *json, *root, to), 0;
}

/// Edits, and puts the letter back when that is wanted.
result<int> edit(client::admin_access& from, const arguments::letters_command& what,
                 terminal::terminal& to) {
  const auto edited = edit_letter(from, what, to);
  if (!edited) return edited.problem();
  if (*edited != edit_end::kept) return *edited == edit_end::left ? 1 : 0;
  if (!what.then_replay) return 0;
  auto order = what;
  order.verb = arguments::letters_verb::replay;
  order.filters = {{"id", what.id}};
  order.yes = true;  // it was said with the edit
  return replay(from, order, to);
}

/// GET, printed as it is or as `text` makes it.
template <class Text>
result<int> print(client::admin_access& from, const std::string& target,
                  const arguments::letters_command& what, terminal::terminal& to, Text text) {
  const auto json = client::body_of(from, from.get(target));
  if (!json) return json.problem();
  client::json_document document;
  const auto* const root = document.read(*json);
  if (root == nullptr) return client::not_understood(from);
  to.out << (what.form == arguments::output_form::json ? *json + "\n" : text(*root));
  return 0;
}

result<int> carry_out(client::admin_access& from, const arguments::letters_command& what,
                      terminal::terminal& to) {
  switch (what.verb) {
    case arguments::letters_verb::list: {
      const auto listed =
          client::print_list(from,
                             {.path = "/dead-letters",
                              .filters = what.filters,
                              .all_pages = what.all_pages,
                              .form = what.form,
                              .none = "no dead letters",
                              .table = [&](const auto& items) { return letter_table(items, to); }},
                             to);
      return listed ? result<int>{0} : result<int>{listed.problem()};
    }
    case arguments::letters_verb::count:
      return print(from, "/dead-letters/count" + client::query_of(what.filters), what, to,
                   letter_counts);
    case arguments::letters_verb::show:
      return print(from, "/dead-letters/" + what.id, what, to,
                   [&](const auto& letter) { return letter_text(letter, to); });
    case arguments::letters_verb::replay: return replay(from, what, to);
    case arguments::letters_verb::edit: return edit(from, what, to);
    case arguments::letters_verb::resolve:
    case arguments::letters_verb::discard: return close(from, what, to);
    case arguments::letters_verb::exporting: return export_letters(from, what, to);
    case arguments::letters_verb::follow:
    case arguments::letters_verb::cancel: return look_after(from, what, to);
    case arguments::letters_verb::importing: break;  // the intake's, not the admin's
  }
  return 1;
}

bool changes_folder(arguments::letters_verb verb) {
  switch (verb) {
    case arguments::letters_verb::replay:
    case arguments::letters_verb::edit:
    case arguments::letters_verb::resolve:
    case arguments::letters_verb::discard:
    case arguments::letters_verb::cancel: return true;
    case arguments::letters_verb::list:
    case arguments::letters_verb::count:
    case arguments::letters_verb::show:
    case arguments::letters_verb::exporting:
    case arguments::letters_verb::importing:
    case arguments::letters_verb::follow: return false;
  }
  return false;
}

}  // namespace

int perform(const arguments::letters_command& what, terminal::terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  if (what.verb == arguments::letters_verb::importing) return import_letters(what, *with, to);
  const bool changes = changes_folder(what.verb) && !what.dry_run;
  const auto admin = folder::open_admin(
      what.node, *with, changes ? folder::folder_use::change : folder::folder_use::look, to);
  if (!admin) return to.err << admin.problem().message << "\n", 1;
  const auto ended = carry_out(**admin, what, to);
  if (ended) return *ended;
  to.err << ended.problem().message << "\n";
  return 1;
}

}  // namespace acumage::commands
