// Reads every #include and fails on one that its room does not allow: the table of docs/architecture.md.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
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

const std::map<std::string, room>& table() {
  static const std::map<std::string, room> rooms{
      {"messages", {{}, {}}},
      {"http", {{"messages"}, {"curl"}}},
      {"policy", {{"messages"}, {}}},
      {"acumatica", {{"messages"}, {"simdjson", "httplib"}}},
      {"magento", {{"messages", "policy", "http"}, {"simdjson", "openssl"}}},
      {"storage", {{"messages"}, {"rocksdb"}}},
      {"api", {{"messages", "acumatica"}, {"simdjson", "httplib", "openssl"}}},
      {"actors", {{"messages", "policy", "acumatica", "magento", "storage", "api"}, {"caf"}}},
      {"simulator", {{"messages"}, {"simdjson", "httplib", "openssl", "CLI"}}},
      {"bin",
       {{"messages", "http", "policy", "acumatica", "magento", "storage", "api", "actors",
         "simulator"},
        {"caf", "simdjson", "openssl", "CLI", "spdlog", "curses"}}},
  };
  return rooms;
}

const names& libraries() {
  static const names all{"caf", "httplib", "simdjson", "rocksdb", "spdlog",
                         "CLI", "openssl", "curses",   "curl"};
  return all;
}

struct include {
  std::string file;  // relative to the source root
  std::string what;  // as written between the quotes or brackets
  bool quoted = false;
};

std::string first_part(const std::string& path) { return path.substr(0, path.find_first_of("/.")); }

std::vector<fs::path> sources_of(const std::string& name) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator{fs::path{SOURCE_ROOT} / name})
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
      files.push_back(entry.path());
  return files;
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

TEST_CASE("rooms: every include is one that the room's row allows") {
  for (const auto& [name, allowed] : table()) {
    const auto files = sources_of(name);
    CHECK_MESSAGE(!files.empty(), name);
    for (const auto& file : files)
      for (const auto& each : includes_of(file)) {
        INFO(each.file << " includes " << each.what);
        const auto part = first_part(each.what);
        if (each.quoted) {
          const bool own = part == name;
          CHECK(table().count(part) == 1);
          CHECK((own || allowed.rooms.count(part) == 1));
        } else if (libraries().count(part) == 1) {
          CHECK((allowed.libraries.count(part) == 1 ||
                 (part == "caf" && speaks_of_actors(each.file))));
        }
      }
  }
}

TEST_CASE("rooms: headers hide their room's library") {
  for (const auto& [name, allowed] : table()) {
    if (name == "actors" || name == "bin") continue;  // wiring: they speak of actors in the open
    for (const auto& file : sources_of(name)) {
      if (file.extension() != ".hpp") continue;
      for (const auto& each : includes_of(file)) {
        if (each.quoted || speaks_of_actors(each.file)) continue;
        INFO(each.file << " includes " << each.what);
        // A private header that two sources of the room share may name it, but no header that others use.
        const auto part = first_part(each.what);
        if (libraries().count(part) == 0) continue;
        for (const auto& [other, row] : table())
          if (other != name)
            for (const auto& user : sources_of(other))
              for (const auto& use : includes_of(user)) CHECK(use.what != each.file);
      }
    }
  }
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
  for (const auto& [name, allowed] : table())
    for (const auto& file : sources_of(name)) {
      if (file.extension() != ".hpp") continue;
      std::ifstream text{file};
      std::string line;
      std::getline(text, line);
      CHECK_MESSAGE(line.rfind("// ", 0) == 0, fs::relative(file, SOURCE_ROOT).string());
    }
}

}  // namespace
