#include "cli/arguments/value_reader.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/folder/dump.hpp"
#include "cli/folder/stat.hpp"
#include "cli/terminal/table.hpp"
#include "messages/json_text.hpp"
#include "storage/inspection/inspection.hpp"

#include <filesystem>
#include <utility>

namespace acumage::commands {

namespace {

void write_finding(json_writer& json, const storage::finding& what) {
  const auto text = [&](const char* name, const std::string& value) {
    json.key(name);
    value.empty() ? json.null() : json.string(value);
  };
  json.object();
  text("file", what.file);
  text("family", what.family);
  text("key", what.key);
  json.key("offset");
  what.offset ? json.number(*what.offset) : json.null();
  text("problem", what.problem);
  text("remedy", what.remedy);
  json.end();
}

std::string json_of(const std::string& folder, const std::vector<storage::finding>& found) {
  json_writer json;
  json.object().key("folder").string(folder).key("sound").boolean(found.empty());
  json.key("findings").array();
  for (const auto& each : found) write_finding(json, each);
  json.end().end();
  return json.take();
}

int verify(const std::filesystem::path& folder, arguments::output_form form,
           terminal::terminal& to) {
  const auto opened = storage::open_for_look(folder);
  auto found = storage::check_files(folder, opened ? opened->get() : nullptr);
  if (opened) {
    for (auto& each : storage::check_records(**opened)) found.push_back(std::move(each));
  } else {
    storage::finding closed;
    closed.problem = "cannot be opened: " + opened.problem().message;
    found.push_back(std::move(closed));
  }
  if (form == arguments::output_form::json) {
    to.out << json_of(folder.string(), found) << "\n";
  } else {
    for (const auto& each : found) to.out << terminal::printable(to_text(each)) << "\n";
    to.out << folder.string() << ": "
           << (found.empty() ? "sound" : terminal::counted(found.size(), "finding")) << "\n";
  }
  return found.empty() ? 0 : 1;
}

int dump(const storage::database& from, const folder::dump_choice& what, terminal::terminal& to) {
  const auto said = folder::dump_records(from, what, to.out);
  for (const auto& each : said.gaps) to.err << terminal::printable(to_text(each)) << "\n";
  if (said.left_out > 0)
    to.err << terminal::counted(said.left_out, "entry")
           << " of the node itself or without a row left out\n";
  return said.gaps.empty() ? 0 : 1;
}

/// Runs `use` with the data folder of the settings, with or without a running node.
template <class Use>
arguments::action on_folder(const arguments::value_reader& given, Use use) {
  return [=, from = given.settings()](terminal::terminal& to) {
    const auto with = settings_of(sources_of(from), findings_shown::errors, to);
    if (!with) return 2;
    const auto& folder = with->storage.path;
    std::error_code ignored;
    if (std::filesystem::is_directory(folder, ignored)) return use(folder, to);
    to.err << folder.string() << ": no such folder; expected the data folder of a node\n";
    return 1;
  };
}

/// The same with its database.
template <class Use>
arguments::action on_database(const arguments::value_reader& given, Use use) {
  return on_folder(given, [=](const std::filesystem::path& folder, terminal::terminal& to) {
    const auto opened = storage::open_for_look(folder);
    if (opened) return use(**opened, to);
    to.err << opened.problem().message << "\n";
    return 1;
  });
}

arguments::command stat_command() {
  return {.name = "stat",
          .help = "Show how many records the folder holds, how old and how large",
          .example = "acumage journal stat",
          .flags = {config_flag(), json_flag()},
          .read = [](arguments::value_reader& given) {
            return on_database(given, [form = given.form()](const auto& from, auto& to) {
              to.out << folder::stat_text(from, form, to);
              return 0;
            });
          }};
}

arguments::command verify_command() {
  return {.name = "verify",
          .help =
              "Read every file and record and report damage with its place and remedy; exit code "
              "1 if there is any",
          .example = "acumage journal verify --json",
          .flags = {config_flag(), json_flag()},
          .read = [](arguments::value_reader& given) {
            return on_folder(given, [form = given.form()](const auto& folder, auto& to) {
              return verify(folder, form, to);
            });
          }};
}

arguments::command dump_command() {
  return {.name = "dump",
          .help = "Print records as NDJSON, as far as they can be read",
          .example = "acumage journal dump --family letters --key 'LAMP-*'",
          .flags = arguments::joined(
              {{config_flag()},
               record_filters(),
               {{"--family", "NAME",
                 "journal, letters, marks, history, stock, documents, links, known_skus,\n"
                 "fingerprints or meta; default: all"},
                {"--changes", "",
                 "unsettled changes, in the form that `acumage send` accepts, for a node\n"
                 "with a new folder"}}}),
          .read = [](arguments::value_reader& given) {
            const folder::dump_choice what{
                .family = given.one_of(
                    "--family", {folder::dumped_families.begin(), folder::dumped_families.end()}),
                .entity = given.entity_of("--entity"),
                .key = given.text("--key"),
                .changes = given.has("--changes")};
            if (what.changes && given.has("--family"))
              given.refuse("--changes and --family: only one of them; expected --changes alone");
            return on_database(given,
                               [what](const auto& from, auto& to) { return dump(from, what, to); });
          }};
}

}  // namespace

arguments::command journal_command() {
  return {.name = "journal",
          .help = "Inspect the data folder, even of a running node, without changing it",
          .example = "acumage journal verify --storage.path=/var/lib/acumage",
          .below = {stat_command(), verify_command(), dump_command()}};
}

}  // namespace acumage::commands
