// Reads every #include and fails on one that its room does not allow: the table of docs/architecture.md.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

using names = std::set<std::string>;

struct room {
  names rooms;      // whose headers it may include, beside its own
  names libraries;  // that its sources may include
};

/// Folder -> what its files may include beside their own folder; a folder without a row of its own is a mistake.
const std::map<std::string, room>& table() {
  static const names shared_by_conversations{"messages", "policy", "magento"};
  static const std::map<std::string, room> rooms{
      {"compat", {{}, {"httplib"}}},
      {"messages", {{}, {}}},
      {"http", {{"messages"}, {"curl"}}},
      {"policy", {{"messages"}, {}}},
      {"acumatica", {{"messages"}, {"simdjson", "openssl", "csv"}}},
      {"erp", {{"messages", "http"}, {"simdjson", "pugixml"}}},
      {"magento", {{"messages", "policy", "http"}, {"simdjson", "openssl"}}},
      {"magento/prices", {shared_by_conversations, {"simdjson"}}},
      {"magento/stock", {shared_by_conversations, {"simdjson"}}},
      {"magento/shipments", {shared_by_conversations, {"simdjson"}}},
      {"magento/orders", {shared_by_conversations, {"simdjson"}}},
      {"magento/customers", {shared_by_conversations, {"simdjson"}}},
      {"magento/connection_test", {shared_by_conversations, {"simdjson"}}},
      {"magento/present_values",
       {{"messages", "policy", "magento", "magento/prices", "magento/stock", "magento/shipments"},
        {"simdjson"}}},
      {"magento/shown",
       {{"messages", "policy", "magento", "magento/shipments", "magento/orders",
         "magento/customers"},
        {}}},
      {"storage", {{"messages"}, {"rocksdb"}}},
      {"api/http", {{"messages", "compat"}, {"httplib", "openssl"}}},
      {"api", {{"messages", "acumatica", "api/http"}, {"simdjson", "httplib", "openssl"}}},
      {"actors",
       {{"messages", "policy", "acumatica", "magento", "magento/prices", "magento/stock",
         "magento/shipments", "magento/orders", "magento/customers", "magento/present_values",
         "magento/shown", "storage", "api"},
        {"caf"}}},
      {"pull", {{"messages", "acumatica", "storage", "erp"}, {}}},
      {"reconcile",
       {{"messages", "policy", "acumatica", "magento", "magento/present_values", "actors", "pull"},
        {}}},
      {"loading", {{"messages"}, {}}},
      {"backup", {{"messages", "storage"}, {"openssl"}}},
      {"settings", {{"messages", "policy", "acumatica", "api", "api/http"}, {}}},
      {"node",
       {{"messages", "policy", "acumatica", "magento", "magento/connection_test",
         "magento/present_values", "magento/shown", "storage", "api", "api/http", "http", "actors",
         "settings", "pull", "erp", "reconcile", "loading", "backup"},
        {"caf", "spdlog"}}},
      {"cli/arguments", {{"messages", "api", "api/http", "settings"}, {"CLI"}}},
      {"cli/terminal", {{"messages"}, {}}},
      {"cli/client",
       {{"messages", "acumatica", "api", "api/http", "http", "settings", "cli/arguments",
         "cli/terminal"},
        {"openssl"}}},
      {"cli/watch",
       {{"messages", "api", "cli/arguments", "cli/terminal", "cli/client"}, {"curses"}}},
      {"cli/folder",
       {{"messages", "acumatica", "storage", "backup", "api", "settings", "node", "cli/arguments",
         "cli/terminal", "cli/client"},
        {}}},
      {"cli/commands",
       {{"messages", "acumatica", "magento/connection_test", "erp", "pull", "storage", "backup",
         "api", "settings", "node", "cli/arguments", "cli/terminal", "cli/client", "cli/watch",
         "cli/folder"},
        {}}},
      {"cli/demo",
       {{"messages", "policy", "acumatica", "settings", "node", "cli/arguments", "cli/terminal",
         "cli/client", "cli/watch", "cli/commands", "simulator"},
        {}}},
      {"simulator", {{"messages", "compat"}, {"simdjson", "httplib", "openssl", "CLI"}}},
      {"bin", {{"settings", "cli/arguments", "cli/terminal", "cli/commands", "cli/demo"}, {}}},
  };
  return rooms;
}

/// Folders that are one room with those below them: they share one library and one namespace.
const names& whole() {
  static const names all{"node", "simulator", "storage"};
  return all;
}

/// Sources of more than 300 lines, and why each is still one thing.
const std::map<std::string, std::string>& long_sources() {
  static const std::map<std::string, std::string> all{
      {"acumatica/change_json.cpp", "one grammar, both ways"},
      {"actors/inventory.cpp", "one actor"},
      {"magento/customers/conversation.cpp", "one state machine"},
      {"magento/shipments/conversation.cpp", "one state machine"},
      {"settings/settings.hpp", "all settings, one member each"},
      {"api/metrics_text.cpp", "one exposition format, a line for each metric"},
      {"storage/ledger.hpp", "one interface"},
      {"storage/rocks.cpp", "the one adapter to RocksDB"},
      {"storage/hand_marks.cpp", "one file format"},
      {"policy/inventory_rules.cpp", "one rule with its arithmetic"},
      {"storage/record_codec.cpp", "the format of all records on disk"},
  };
  return all;
}

constexpr std::size_t most_lines = 300;
constexpr std::size_t most_sources = 60;  // of one folder, those below it apart

const names& libraries() {
  static const names all{"caf",     "httplib", "simdjson", "rocksdb", "spdlog", "CLI",
                         "openssl", "curses",  "curl",     "pugixml", "csv"};
  return all;
}

struct include {
  std::string file;  // relative to the source root
  std::string what;  // as written between the quotes or brackets
  bool quoted = false;
};

std::string first_part(const std::string& path) { return path.substr(0, path.find_first_of("/.")); }

/// The folder of a path from the source root, or the whole room that it is in.
std::string room_of(const std::string& path) {
  const auto folder = fs::path{path}.parent_path().string();
  const auto top = first_part(path);
  return whole().count(top) == 1 ? top : folder;
}

bool is_source(const fs::path& file) {
  return file.extension() == ".cpp" || file.extension() == ".hpp";
}

/// Every source below the rooms' top folders, by room.
const std::map<std::string, std::vector<fs::path>>& all_sources() {
  static const auto all = [] {
    std::map<std::string, std::vector<fs::path>> by_room;
    names tops;
    for (const auto& [name, allowed] : table()) tops.insert(first_part(name));
    for (const auto& top : tops)
      for (const auto& entry : fs::recursive_directory_iterator{fs::path{SOURCE_ROOT} / top})
        if (is_source(entry.path()))
          by_room[room_of(fs::relative(entry.path(), SOURCE_ROOT).string())].push_back(
              entry.path());
    return by_room;
  }();
  return all;
}

std::vector<fs::path> sources_of(const std::string& name) {
  const auto found = all_sources().find(name);
  return found == all_sources().end() ? std::vector<fs::path>{} : found->second;
}

std::vector<include> includes_of(const fs::path& file) {
  static const std::regex line_of{R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re"};
  std::vector<include> found;
  std::ifstream text{file};
  for (std::string line; std::getline(text, line);) {
    std::smatch match;
    if (std::regex_search(line, match, line_of))
      found.push_back({fs::relative(file, SOURCE_ROOT).string(), match[2], match[1] == "\""});
  }
  return found;
}

/// The two headers of `messages/` that may name CAF's types.
bool speaks_of_actors(const std::string& file) {
  return file == "messages/interfaces.hpp" || file == "messages/type_ids.hpp";
}

TEST_CASE("rooms: every folder with sources has a row, and every row has sources") {
  for (const auto& [name, files] : all_sources()) CHECK_MESSAGE(table().count(name) == 1, name);
  for (const auto& [name, allowed] : table()) CHECK_MESSAGE(!sources_of(name).empty(), name);
}

TEST_CASE("rooms: every include is one that the room's row allows") {
  for (const auto& [name, allowed] : table())
    for (const auto& file : sources_of(name))
      for (const auto& each : includes_of(file)) {
        INFO(each.file << " includes " << each.what);
        if (each.quoted) {
          const auto part = room_of(each.what);
          CHECK(table().count(part) == 1);
          CHECK((part == name || allowed.rooms.count(part) == 1));
        } else if (const auto part = first_part(each.what); libraries().count(part) == 1) {
          CHECK((allowed.libraries.count(part) == 1 ||
                 (part == "caf" && speaks_of_actors(each.file))));
        }
      }
}

TEST_CASE("rooms: headers hide their room's library") {
  std::map<std::string, names> users;  // header -> rooms that include it
  for (const auto& [name, files] : all_sources())
    for (const auto& file : files)
      for (const auto& each : includes_of(file))
        if (each.quoted) users[each.what].insert(name);
  for (const auto& [name, files] : all_sources()) {
    if (name == "actors" || name == "node") continue;  // wiring: they speak of actors in the open
    if (name == "compat") continue;                    // there to be used with its library
    for (const auto& file : files) {
      if (file.extension() != ".hpp") continue;
      for (const auto& each : includes_of(file)) {
        if (each.quoted || speaks_of_actors(each.file)) continue;
        if (libraries().count(first_part(each.what)) == 0) continue;
        // A private header that sources of the room share may name it, but no header that others use.
        INFO(each.file << " includes " << each.what);
        for (const auto& user : users[each.file]) CHECK(user == name);
      }
    }
  }
}

std::size_t lines_of(const fs::path& file) {
  std::ifstream text{file};
  return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>{text}, {}, '\n'));
}

TEST_CASE("rooms: no folder holds more sources, and no source more lines, than one can overlook") {
  std::map<std::string, std::size_t> count;
  for (const auto& [name, files] : all_sources())
    for (const auto& file : files) {
      ++count[file.parent_path().string()];
      const auto path = fs::relative(file, SOURCE_ROOT).string();
      const auto lines = lines_of(file);
      const bool listed = long_sources().count(path) == 1;
      CHECK_MESSAGE((lines <= most_lines || listed), path << " has " << lines << " lines");
      CHECK_MESSAGE((lines > most_lines || !listed), path << " need no longer be listed");
    }
  for (const auto& entry : fs::recursive_directory_iterator{fs::path{SOURCE_ROOT} / "tests"})
    if (is_source(entry.path()) &&
        entry.path().string().find("/node_modules/") == std::string::npos)
      ++count[entry.path().parent_path().string()];
  for (const auto& [folder, sources] : count) CHECK_MESSAGE(sources <= most_sources, folder);
}

TEST_CASE("rooms: what decides cannot reach a clock, a random device or a stream") {
  static const std::regex reaches{
      R"re(_clock::now\(|random_device|std::(c(out|err|in)|[io]?fstream)|\bgetenv\b|sleep_for)re"};
  for (const auto* name : {"policy"})
    for (const auto& file : sources_of(name)) {
      std::ifstream text{file};
      for (std::string line; std::getline(text, line);)
        CHECK_MESSAGE(!std::regex_search(line, reaches), file.string() << ": " << line);
    }
}

TEST_CASE("rooms: a file opens with one sentence on what it decides or carries") {
  for (const auto& [name, files] : all_sources())
    for (const auto& file : files) {
      if (file.extension() != ".hpp") continue;
      std::ifstream text{file};
      std::string line;
      std::getline(text, line);
      CHECK_MESSAGE(line.rfind("// ", 0) == 0, fs::relative(file, SOURCE_ROOT).string());
    }
}

}  // namespace
