#include "api/filters.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/dead_letters.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "messages/json_text.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <utility>

#include <unistd.h>

namespace acumage::commands {

using acumatica::json_children;
using acumatica::json_kind;
using acumatica::json_node;

namespace {

struct edit_order {
  std::string id;
  std::string file;  ///< the file with the change; -: stdin; empty: an editor is opened
  bool then_replay = false;
  bool yes = false;
  bool dry_run = false;
  arguments::output_form form = arguments::output_form::text;
};

enum class edit_end : std::uint8_t {
  kept,   ///< the dead letter has its new rows
  shown,  ///< a dry run, or nothing was edited
  left,   ///< a person said no
};

/// Indented by two spaces per level, for people.
void append_indented(std::string& to, const json_node& value, std::size_t level) {
  const bool is_object = value.kind == json_kind::object;
  if (value.extent == 1 || (!is_object && value.kind != json_kind::array)) {
    to += value.raw;
    return;
  }
  const std::string indent(2 * (level + 1), ' ');
  bool first = true;
  to += is_object ? '{' : '[';
  for (const auto& each : json_children{value}) {
    to += (first ? "\n" : ",\n") + indent;
    first = false;
    if (is_object) {
      append_json_string(to, each.name);
      to += ": ";
    }
    append_indented(to, each, level + 1);
  }
  to += "\n" + std::string(2 * level, ' ') + (is_object ? '}' : ']');
}

std::string whole_text(std::istream& from) { return {std::istreambuf_iterator<char>{from}, {}}; }

error unreadable(const std::string& file) {
  return {errc::invalid, file + ": cannot be read; expected the change of a dead letter", {}};
}

result<std::string> text_in(const std::string& file) {
  if (file == "-") return whole_text(std::cin);
  std::ifstream from{file, std::ios::binary};
  auto text = whole_text(from);
  if (!from) return unreadable(file);
  return text;
}

/// A separate file for the editor, readable only by its owner.
result<std::string> draft_of(const std::string& id, const std::string& text) {
  constexpr std::string_view ending = ".json";
  auto path =
      (std::filesystem::temp_directory_path() / ("acumage-letter-" + id + "-XXXXXX")).string();
  path += ending;
  const int file = ::mkstemps(path.data(), static_cast<int>(ending.size()));
  if (file < 0)
    return error{
        errc::storage_failed, path + ": cannot be created; expected a writable folder", {}};
  ::close(file);
  if (std::ofstream{path, std::ios::binary} << text) return path;
  return error{errc::storage_failed, path + ": cannot be written; expected room on the disk", {}};
}

std::string editor() {
  for (const auto* const name : {"VISUAL", "EDITOR"})
    if (const char* const chosen = std::getenv(name); chosen != nullptr && *chosen != '\0')
      return chosen;
  return "vi";
}

/// Waits for the editor to end.
status open_editor(const std::string& draft) {
  std::string quoted;
  for (const char each : draft) quoted += each == '\'' ? std::string{"'\\''"} : std::string{each};
  const auto command = editor() + " '" + quoted + "'";
  if (std::system(command.c_str()) == 0) return done();  // NOLINT(cert-env33-c): the user's editor
  return error{errc::invalid, editor() + ": failed; expected an editor in $VISUAL or $EDITOR", {}};
}

struct edited_text {
  std::string text;
  std::string draft;  ///< the file that holds it; empty: it did not come from an editor
};

/// Empty: it was not changed.
result<std::optional<edited_text>> by_hand(const std::string& id, const json_node& change) {
  std::string before;
  append_indented(before, change, 0);
  before += '\n';
  const auto draft = draft_of(id, before);
  if (!draft) return draft.problem();
  if (auto opened = open_editor(*draft); !opened) return opened.problem();
  auto after = text_in(*draft);
  if (!after) return after.problem();
  if (*after != before) return std::optional{edited_text{std::move(*after), *draft}};
  std::error_code ignored;
  std::filesystem::remove(*draft, ignored);
  return std::optional<edited_text>{};
}

result<std::optional<edited_text>> new_change(const edit_order& what, const json_node& letter,
                                              const terminal::terminal& to) {
  if (!what.file.empty()) {
    auto text = text_in(what.file);
    if (!text) return text.problem();
    return std::optional{edited_text{std::move(*text), {}}};
  }
  if (to.person == nullptr)
    return error{
        errc::invalid, "no terminal to edit on; expected --from FILE, or --from - for stdin", {}};
  const auto* const change = client::member(letter, "change");
  if (change == nullptr)
    return error{errc::invalid, "the dead letter has no change; expected one of a node", {}};
  return by_hand(what.id, *change);
}

void print_edited(const json_node& letter, const edit_order& what, const std::string& json,
                  terminal::terminal& to) {
  if (what.form == arguments::output_form::json) {
    to.out << json << "\n";
    return;
  }
  to.out << (what.dry_run ? "would become\n" : "edited; the original is kept with it\n")
         << letter_text(letter, to);
  // This often reveals a mistake in the rows.
  if (const auto ruling = client::text_of(letter, "ruling"); !ruling.empty())
    to.err << "a replay will not send it: " << terminal::printable(ruling) << "\n";
}

/// If the node refuses the edit, the error names a file that contains it, so that nothing is lost.
result<edit_end> keep(client::admin_access& from, const edit_order& what, const edited_text& edited,
                      terminal::terminal& to) {
  const auto target =
      "/dead-letters/" + what.id + "/change" + (what.dry_run ? "?dry_run=true" : "");
  const auto answer = client::body_of(from, from.put(target, edited.text));
  if (!answer) {
    auto problem = answer.problem();
    if (!edited.draft.empty())
      problem.message +=
          "\nyour edit is saved in " + edited.draft + ": correct it there, and give it with --from";
    return problem;
  }
  if (!edited.draft.empty()) {
    std::error_code ignored;
    std::filesystem::remove(edited.draft, ignored);
  }
  client::json_document document;
  const auto* const letter = document.read(*answer);
  if (letter == nullptr) return client::not_understood(from);
  print_edited(*letter, what, *answer, to);
  return what.dry_run ? edit_end::shown : edit_end::kept;
}

result<edit_end> edit_letter(client::admin_access& from, const edit_order& what,
                             terminal::terminal& to) {
  const auto kept = client::body_of(from, from.get("/dead-letters/" + what.id));
  if (!kept) return kept.problem();
  client::json_document document;
  const auto* const letter = document.read(*kept);
  if (letter == nullptr) return client::not_understood(from);
  const auto name = "dead letter " + what.id + " (" + client::text_of(*letter, "key") + ")";
  const auto edited = new_change(what, *letter, to);
  if (!edited) return edited.problem();
  if (!*edited) {
    to.err << name << ": nothing was edited\n";
    return edit_end::shown;
  }
  // Saving in an editor is confirmation enough, unless the store is affected as well.
  const bool asks = !what.yes && !what.dry_run && (!what.file.empty() || what.then_replay);
  if (asks &&
      !terminal::agreed(
          to, name + " to be edited" + (what.then_replay ? " and replayed" : "") + ". Continue?")) {
    to.err << "nothing was changed"
           << ((*edited)->draft.empty() ? "" : "; your edit is saved in " + (*edited)->draft)
           << "\n";
    return edit_end::left;
  }
  return keep(from, what, **edited, to);
}

/// Edits the dead letter and replays it if wanted.
result<int> edit(client::admin_access& from, const edit_order& what, terminal::terminal& to) {
  const auto edited = edit_letter(from, what, to);
  if (!edited) return edited.problem();
  if (*edited != edit_end::kept) return *edited == edit_end::left ? 1 : 0;
  if (!what.then_replay) return 0;
  const change_order order{.path = "/dead-letters/replay",
                           .values = {{"id", what.id}},
                           .counted = "dead letter",
                           .becomes = "replayed",
                           .yes = true,  // the edit was already confirmed
                           .form = what.form};
  return replay(from, order, true, to);
}

}  // namespace

arguments::command edit_command() {
  return {.name = "edit",
          .help = "Correct the rows of a dead letter in $VISUAL, $EDITOR or vi",
          .example =
              "acumage dead-letters edit 42 --replay\n"
              "acumage dead-letters show 42 --json | jq .change > 42.json\n"
              "acumage dead-letters edit 42 --from 42.json",
          .flags = arguments::joined(
              {admin_flags(),
               one_id(),
               {{"--from", "FILE",
                 "read the change from a file, - for stdin, instead of opening an editor"},
                {"--replay", "", "also resend the dead letter to the store"},
                dry_run_flag(),
                yes_flag()}}),
          .read =
              [](arguments::value_reader& given) {
                const edit_order what{.id = read_id(given),
                                      .file = given.text("--from"),
                                      .then_replay = given.has("--replay"),
                                      .yes = given.has("--yes"),
                                      .dry_run = given.has("--dry-run"),
                                      .form = given.form()};
                const auto use =
                    what.dry_run ? folder::folder_use::look : folder::folder_use::change;
                return on_admin(given, use,
                                [what](auto& admin, auto& to) { return edit(admin, what, to); });
              },
          .details =
              "The change as received is kept as \"original\". Version and entity stay the same;\n"
              "the key is taken from the rows."};
}

}  // namespace acumage::commands
