#include "settings/names.hpp"

#include "settings/suggest.hpp"

namespace acumage::settings {

namespace {

constexpr std::string_view file_suffix = "_file";

std::string environment_word(std::string_view name) {
  std::string word{name};
  for (char& c : word) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '.') c = '_';
  }
  return word;
}

std::string nearest_of(std::string_view typed, const std::vector<std::string>& names) {
  const std::vector<std::string_view> views{names.begin(), names.end()};
  return nearest(typed, views);
}

}  // namespace

std::vector<std::string> names_in(const section_info& section) {
  std::vector<std::string> names;
  for (const auto& key : section.keys) {
    names.emplace_back(key.name);
    if (key.kind == value_kind::secret)
      names.push_back(std::string{key.name} + std::string{file_suffix});
  }
  return names;
}

std::string variable_of(std::string_view section, std::string_view key) {
  return "ACUMAGE__" + environment_word(section) + "__" + environment_word(key);
}

const key_info* secret_of_file_key(std::string_view section, std::string_view name) {
  if (!name.ends_with(file_suffix)) return nullptr;
  name.remove_suffix(file_suffix.size());
  const auto* key = find_key(section, name);
  return key != nullptr && key->kind == value_kind::secret ? key : nullptr;
}

std::string suggest_key(const section_info& section, std::string_view typed) {
  if (auto near = nearest_of(typed, names_in(section)); !near.empty()) return near;
  for (const auto& other : settings_table())
    for (const auto& name : names_in(other))
      if (name == typed) return std::string{other.name} + "." + name;
  return {};
}

std::string suggest_section(std::string_view typed) {
  std::vector<std::string_view> names;
  for (const auto& each : settings_table()) names.push_back(each.name);
  return nearest(typed, names);
}

std::string suggest_variable(std::string_view typed) {
  std::vector<std::string> names;
  for (const auto& section : settings_table())
    for (const auto& key : names_in(section)) names.push_back(variable_of(section.name, key));
  return nearest_of(typed, names);
}

}  // namespace acumage::settings
