#include "settings/load.hpp"

#include "messages/file_problem.hpp"
#include "messages/key.hpp"
#include "settings/checks.hpp"
#include "settings/codec.hpp"
#include "settings/ini.hpp"
#include "settings/names.hpp"
#include "settings/secrets.hpp"
#include "settings/suggest.hpp"
#include "settings/table.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace acumage::settings {

namespace {

constexpr std::string_view environment_prefix = "ACUMAGE__";

/// A key as it was given, before its meaning is known.
struct given {
  std::string where;
  std::string section;
  std::string key;
  std::string text;
};

class loader {
 public:
  explicit loader(const settings_sources& from) : from_{from}, secrets_{secret_folders(from)} {
    origins_.file = from.file.empty() ? "settings" : from.file;
  }

  loaded load() {
    read_file();
    secrets_.end_of_source(origins_, findings_);
    read_environment();
    secrets_.end_of_source(origins_, findings_);
    read_overrides();
    secrets_.end_of_source(origins_, findings_);
    secrets_.resolve(value_, origins_, findings_);
    check();
    sort_findings(findings_, origins_.file);
    loaded done{std::nullopt, std::move(findings_)};
    if (has_errors(done.findings)) return done;
    note_origins();
    done.value = std::move(value_);
    return done;
  }

 private:
  static secret_places secret_folders(const settings_sources& from) {
    secret_places places{std::filesystem::path{from.file}.parent_path(), {}};
    const auto credentials = from.environment.find("CREDENTIALS_DIRECTORY");
    if (credentials != from.environment.end()) places.credentials = credentials->second;
    return places;
  }

  void read_file() {
    if (from_.file.empty()) return;
    const auto text = read_whole_file(from_.file);
    if (!text)
      return error(from_.file, {},
                   "cannot be read: " + file_problem(from_.file, why_unreadable(from_.file)) +
                       "; expected a settings file");
    for (const auto& line : read_ini(*text)) {
      const auto where = from_.file + ":" + std::to_string(line.number);
      switch (line.what) {
        case ini_line::kind::mistake: error(where, {}, line.message); break;
        case ini_line::kind::section: open_section(where, line.section); break;
        case ini_line::kind::entry: take_entry(where, line); break;
      }
    }
  }

  void open_section(const std::string& where, const std::string& name) {
    const auto* section = find_section(name);
    if (section == nullptr)
      return error(where, {},
                   "unknown section [" + shown(name) + "]" + did_you_mean(suggest_section(name)));
    const bool first = origins_.where.emplace(name, where).second;
    if (section->map && first) section->map->clear(value_);
  }

  void take_entry(const std::string& where, const ini_line& line) {
    const auto* section = find_section(line.section);
    if (section == nullptr)
      return look_at_stray(where, line);  // its section line has been reported
    const auto identity = section->map ? section->map->identity(line.key) : line.key;
    const auto [first, added] = seen_.emplace(line.section + "\n" + identity, line.number);
    const auto full_name = line.section + "." + line.key;
    if (!added) {
      origins_.damaged.insert(section->map ? line.section : full_name);
      return error(where, full_name,
                   shown(full_name) + " is given a second time; expected it once (line " +
                       std::to_string(first->second) + ")");
    }
    if (section->map) return put(where, *section, line);
    assign({where, line.section, line.key, line.value}, *section);
  }

  /// Checks a key of an unknown section as if it were in the section that was probably meant.
  void look_at_stray(const std::string& where, const ini_line& line) {
    const auto* meant = find_section(suggest_section(line.section));
    if (meant == nullptr || meant->map) return;
    const auto full_name = line.section + "." + line.key;
    const auto* key = find_key(meant->name, line.key);
    if (key == nullptr && secret_of_file_key(meant->name, line.key) == nullptr)
      return error(where, full_name,
                   "unknown key " + shown(full_name) + did_you_mean(suggest_key(*meant, line.key)));
    if (key == nullptr) return;
    if (const auto read = read_value(*key, trimmed(line.value)); !read.value)
      error(where, full_name,
            shown(full_name) + " = " + shown(line.value) + "; expected " + read.expected);
  }

  void put(const std::string& where, const section_info& section, const ini_line& line) {
    const auto expected = section.map->put(value_, line.key, line.value);
    map_lines_[std::string{section.name}].emplace(section.map->identity(line.key), where);
    if (expected.empty()) return;
    origins_.damaged.emplace(section.name);
    const auto full_name = line.section + "." + line.key;
    error(where, full_name,
          shown(full_name) + " = " + shown(line.value) + "; expected " + expected);
  }

  void read_environment() {
    for (const auto& [name, text] : from_.environment) {
      if (!name.starts_with(environment_prefix)) continue;
      if (!read_variable(name, text))
        error(name, {}, "unknown setting " + name + did_you_mean(suggest_variable(name)));
    }
  }

  bool read_variable(const std::string& name, const std::string& text) {
    for (const auto& section : settings_table()) {
      for (const auto& key : names_in(section)) {
        if (variable_of(section.name, key) != name) continue;
        assign({name, std::string{section.name}, key, text}, section);
        return true;
      }
      if (!section.map || !name.starts_with(variable_of(section.name, ""))) continue;
      error(name, std::string{section.name}, map_refusal(section));
      return true;
    }
    return false;
  }

  static std::string map_refusal(const section_info& section) {
    return "[" + std::string{section.name} +
           "] is a map; expected its entries in the settings file";
  }

  void read_overrides() {
    for (const auto& text : from_.overrides) read_override(text);
  }

  void read_override(std::string_view text) {
    const auto equals = text.find('=');
    const auto where = shown(text.substr(0, equals));  // a secret may follow the '='
    const bool flag = text.starts_with("--") && equals != std::string_view::npos;
    auto dot = flag ? section_end(text.substr(2, equals - 2)) : std::string_view::npos;
    if (dot == std::string_view::npos)
      return error(where, {}, "not a setting; expected --section.key=value");
    dot += 2;
    for (const auto& each : settings_table())
      if (each.map && text.substr(2).starts_with(std::string{each.name} + "."))
        return error(where, std::string{each.name}, map_refusal(each));
    const auto name = text.substr(2, dot - 2);
    const auto* section = find_section(name);
    if (section == nullptr)
      return error(where, {},
                   "unknown section `" + shown(name) + "`" + did_you_mean(suggest_section(name)));
    assign({where, std::string{name}, std::string{text.substr(dot + 1, equals - dot - 1)},
            std::string{text.substr(equals + 1)}},
           *section);
  }

  /// The value of a key outside the maps, from any source.
  void assign(const given& what, const section_info& section) {
    const auto full_name = what.section + "." + what.key;
    if (const auto* key = find_key(what.section, what.key)) {
      if (key->kind == value_kind::secret)
        return hold_secret(what, *key, secret_collector::form::value);
      return assign_value(what, *key);
    }
    if (const auto* key = secret_of_file_key(what.section, what.key))
      return hold_secret(what, *key, secret_collector::form::file);
    error(what.where, full_name,
          "unknown key " + shown(full_name) + did_you_mean(suggest_key(section, what.key)));
  }

  void assign_value(const given& what, const key_info& key) {
    const auto full_name = key.full_name();
    const auto text = trimmed(what.text);
    auto read = read_value(key, text);
    if (!read.value) {
      origins_.damaged.insert(full_name);
      return error(what.where, full_name,
                   full_name + " = " + shown(text) + "; expected " + read.expected);
    }
    if (key.kind == value_kind::path && !text.empty())
      read.value = (secrets_.places().beside_file / std::string{text}).string();
    key.set(value_, *read.value);
    origins_.where.insert_or_assign(full_name, what.where);
  }

  void hold_secret(const given& what, const key_info& key, secret_collector::form how) {
    const bool on_command_line = what.where.starts_with("--");
    if (on_command_line && how == secret_collector::form::value && !what.text.empty())
      findings_.push_back(
          {severity::warning, what.where, key.full_name(),
           key.full_name() +
               " on the command line is seen by every user of the machine; expected " +
               std::string{key.name} + "_file"});
    secrets_.hold(key, how, what.where, what.text);
  }

  void note_origins() {
    auto& noted = value_.origins.where;
    for (const auto& section : settings_table()) {
      for (const auto& key : section.keys) note_origin(key.full_name());
      if (!section.map) continue;
      const auto& lines = map_lines_[std::string{section.name}];
      for (const auto& [key, text] : section.map->entries(value_))
        if (const auto line = lines.find(section.map->identity(key)); line != lines.end())
          noted.emplace(std::string{section.name} + "." + key, line->second);
    }
  }

  void note_origin(const std::string& key) {
    const auto found = origins_.where.find(key);
    if (found == origins_.where.end()) return;
    const auto file = origins_.secret_files.find(key);
    value_.origins.where.emplace(
        key, found->second + (file == origins_.secret_files.end() ? "" : ", file " + file->second));
  }

  void check() {
    check_report report{origins_};
    check_connection(value_, report);
    check_rules(value_, report);
    check_listeners(value_, report);
    check_storage(value_, report);
    check_alerts(value_, report);
    check_acumatica(value_, report);
    auto found = report.take();
    std::move(found.begin(), found.end(), std::back_inserter(findings_));
  }

  void error(std::string where, std::string key, std::string message) {
    findings_.push_back({severity::error, std::move(where), std::move(key), std::move(message)});
  }

  const settings_sources& from_;
  secret_collector secrets_;
  settings value_;
  std::vector<finding> findings_;
  provenance origins_;
  std::map<std::string, std::size_t> seen_;  // keys of the file -> line
  std::map<std::string, std::map<std::string, std::string>>
      map_lines_;  // section -> entry -> where
};

}  // namespace

loaded load_settings(const settings_sources& from) { return loader{from}.load(); }

}  // namespace acumage::settings
