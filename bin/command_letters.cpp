#include "bin/command_letters.hpp"

#include "bin/client_json.hpp"
#include "bin/client_pages.hpp"
#include "bin/command_letters_text.hpp"
#include "bin/command_settings.hpp"
#include "bin/terminal_progress.hpp"
#include "bin/terminal_table.hpp"

#include <chrono>
#include <thread>
#include <utility>

namespace acumage::bin {

namespace {

constexpr std::chrono::milliseconds poll_interval{200};

/// Follows a job to its end; the last answer about it.
result<std::string> follow(admin_access& from, const std::string& job, terminal& to) {
  progress_line progress{to};
  json_document document;
  for (;;) {
    auto json = body_of(from, from.get("/replays/" + job));
    if (!json) return json;
    const auto* const root = document.read(*json);
    if (root == nullptr) return not_understood(from);
    if (text_of(*root, "state") != "running") return json;
    const auto total = count_of(*root, "total");
    const auto past =
        count_of(*root, "moved") + count_of(*root, "superseded") + count_of(*root, "failed");
    progress.show(total == 0 ? 1.0 : static_cast<double>(past) / static_cast<double>(total),
                  job_text(*root));
    std::this_thread::sleep_for(poll_interval);
  }
}

/// What a change that was only counted, or ended at once, has to say.
void print_count(const letters_command& what, const std::string& json,
                 const acumatica::json_node& root, terminal& to) {
  if (what.form == output_form::json) {
    to.out << json << "\n";
    return;
  }
  const std::string verb = what.verb == letters_verb::replay ? "replayed" : "discarded";
  to.out << counted(count_of(root, "count"), "letter") << (what.dry_run ? " would be " : " ")
         << verb << "\n";
}

/// The exit code.
result<int> replay(admin_access& from, const letters_command& what, terminal& to) {
  const auto started = body_of(from, from.post("/dead-letters/replay", json_of(what.filters)));
  if (!started) return started.problem();
  json_document document;
  const auto* const root = document.read(*started);
  if (root == nullptr) return not_understood(from);
  if (what.dry_run) return print_count(what, *started, *root, to), 0;
  const auto job = text_of(*root, "job");
  if (!what.wait && from.running()) {
    if (what.form == output_form::json)
      to.out << *started << "\n";
    else
      to.out << "job " << job << ": " << counted(count_of(*root, "count"), "letter") << "\n";
    return 0;
  }
  const auto ended = follow(from, job, to);
  if (!ended) return ended.problem();
  const auto* const last = document.read(*ended);
  if (last == nullptr) return not_understood(from);
  if (what.form == output_form::json)
    to.out << *ended << "\n";
  else
    to.out << job_text(*last)
           << (from.running() || count_of(*last, "moved") == 0 ? "" : "; sent by the next start")
           << "\n";
  return count_of(*last, "failed") == 0 && text_of(*last, "state") == "done" ? 0 : 1;
}

result<int> discard(admin_access& from, const letters_command& what, terminal& to) {
  const auto json = body_of(from, from.post("/dead-letters/discard", json_of(what.filters)));
  if (!json) return json.problem();
  json_document document;
  const auto* const root = document.read(*json);
  if (root == nullptr) return not_understood(from);
  return print_count(what, *json, *root, to), 0;
}

/// GET, printed as it is or as `text` makes it.
template <class Text>
result<int> print(admin_access& from, const std::string& target, const letters_command& what,
                  terminal& to, Text text) {
  const auto json = body_of(from, from.get(target));
  if (!json) return json.problem();
  json_document document;
  const auto* const root = document.read(*json);
  if (root == nullptr) return not_understood(from);
  to.out << (what.form == output_form::json ? *json + "\n" : text(*root));
  return 0;
}

result<int> carry_out(admin_access& from, const letters_command& what, terminal& to) {
  switch (what.verb) {
    case letters_verb::list: {
      const auto listed =
          print_list(from,
                     {.path = "/dead-letters",
                      .filters = what.filters,
                      .all_pages = what.all_pages,
                      .form = what.form,
                      .none = "no dead letters",
                      .table = [&](const auto& items) { return letter_table(items, to); }},
                     to);
      return listed ? result<int>{0} : result<int>{listed.problem()};
    }
    case letters_verb::count:
      return print(from, "/dead-letters/count" + query_of(what.filters), what, to, letter_counts);
    case letters_verb::show:
      return print(from, "/dead-letters/" + what.id, what, to,
                   [&](const auto& letter) { return letter_text(letter, to); });
    case letters_verb::replay: return replay(from, what, to);
    case letters_verb::discard: return discard(from, what, to);
  }
  return 1;
}

}  // namespace

int perform(const letters_command& what, terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  const bool changes =
      (what.verb == letters_verb::replay || what.verb == letters_verb::discard) && !what.dry_run;
  const auto admin =
      open_admin(what.node, *with, changes ? folder_use::change : folder_use::look, to);
  if (!admin) return to.err << admin.problem().message << "\n", 1;
  const auto ended = carry_out(**admin, what, to);
  if (ended) return *ended;
  to.err << ended.problem().message << "\n";
  return 1;
}

}  // namespace acumage::bin
