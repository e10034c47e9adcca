#include "settings/guide.hpp"

#include "settings/codec.hpp"
#include "settings/details.hpp"
#include "settings/ini.hpp"
#include "settings/secrets.hpp"
#include "settings/table.hpp"
#include "settings/text.hpp"
#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace acumage;
using namespace acumage::settings;
using namespace acumage::tests;

namespace {

/// Names that the table has: its keys, its sections and its maps.
std::set<std::string> table_names() {
  std::set<std::string> names;
  for (const auto& section : settings_table()) {
    names.emplace(section.name);
    for (const auto& key : section.keys) names.insert(key.full_name());
  }
  return names;
}

std::string lines_of(std::string_view section, const setting_details& of) {
  const bool complete = of.example.starts_with('[');
  return (complete ? "" : "[" + std::string{section} + "]\n") + std::string{of.example} + "\n";
}

/// What is wrong with a line of an example; empty when it can stand in config.ini.
std::string mistake_in(const ini_line& line) {
  if (line.what == ini_line::kind::mistake) return line.message;
  if (line.what == ini_line::kind::section)
    return find_section(line.section) == nullptr ? "no such section" : "";
  const auto* section = find_section(line.section);
  if (section == nullptr) return "no such section";
  if (section->map) {
    acumage::settings::settings into;
    return section->map->put(into, line.key, line.value);
  }
  std::string name = line.key;
  const bool from_file = name.ends_with("_file") && find_key(line.section, name) == nullptr;
  if (from_file) name.resize(name.size() - 5);
  const auto* key = find_key(line.section, name);
  if (key == nullptr) return "no such key";
  if (from_file) return key->kind == value_kind::secret ? "" : "is no secret";
  return read_value(*key, line.value).expected;
}

/// Does the example set what it is an example of?
bool sets(const std::string& lines, std::string_view section, std::string_view key) {
  for (const auto& line : read_ini(lines))
    if (line.what == ini_line::kind::entry && line.section == section &&
        (key.empty() || line.key == key || line.key == std::string{key} + "_file"))
      return true;
  return false;
}

}  // namespace

TEST_CASE("docs/settings.md: the file is what the table and its details say") {
  const auto shipped = read_whole_file(SETTINGS_GUIDE);
  REQUIRE(shipped);
  const bool same = *shipped == settings_guide();
  CHECK_MESSAGE(same, "docs/settings.md differs; expected what ninja settings_guide writes");
}

TEST_CASE("settings guide: details are of what the table has, each once") {
  const auto names = table_names();
  std::set<std::string_view> seen;
  for (const auto part : {store_details(), acumatica_details(), rule_details(), node_details()})
    for (const auto& each : part) {
      CAPTURE(each.name);
      CHECK(names.contains(std::string{each.name}));
      CHECK(seen.insert(each.name).second);
      CHECK(each.happens.ends_with('.'));
    }
  CHECK(seen.size() == names.size());
}

TEST_CASE("settings guide: every key and map has an example that config.ini would take") {
  for (const auto& section : settings_table()) {
    const auto check = [&](const std::string& name, std::string_view key) {
      CAPTURE(name);
      const auto* details = find_details(name);
      REQUIRE(details != nullptr);
      CHECK_FALSE(details->seen.empty());
      const auto lines = lines_of(section.name, *details);
      CHECK(sets(lines, section.name, key));
      for (const auto& line : read_ini(lines)) {
        CAPTURE(line.key);
        CHECK(mistake_in(line) == "");
      }
    };
    for (const auto& key : section.keys) check(key.full_name(), key.name);
    if (section.map) check(std::string{section.name}, {});
  }
}
