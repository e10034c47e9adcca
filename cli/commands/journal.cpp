#include "cli/commands/journal.hpp"

#include "cli/commands/settings.hpp"
#include "cli/folder/dump.hpp"
#include "cli/folder/stat.hpp"
#include "cli/terminal/table.hpp"
#include "messages/json_text.hpp"
#include "storage/inspection.hpp"

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

int dump(const storage::database& from, const arguments::journal_command& what,
         terminal::terminal& to) {
  const auto said = folder::dump_records(from, what, to.out);
  for (const auto& each : said.gaps) to.err << terminal::printable(to_text(each)) << "\n";
  if (said.left_out > 0)
    to.err << terminal::counted(said.left_out, "entry")
           << " of the node's own or without a row left out\n";
  return said.gaps.empty() ? 0 : 1;
}

}  // namespace

int perform(const arguments::journal_command& what, terminal::terminal& to) {
  const auto with = settings_of(sources_of(what.from), findings_shown::errors, to);
  if (!with) return 2;
  const auto& folder = with->storage.path;
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored))
    return to.err << folder.string() << ": no such folder; expected the data folder of a node\n", 1;
  if (what.verb == arguments::journal_verb::verify) return verify(folder, what.form, to);
  const auto opened = storage::open_for_look(folder);
  if (!opened) return to.err << opened.problem().message << "\n", 1;
  if (what.verb == arguments::journal_verb::dump) return dump(**opened, what, to);
  to.out << folder::stat_text(**opened, what.form, to);
  return 0;
}

}  // namespace acumage::commands
