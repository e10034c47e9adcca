#include "settings/table.hpp"

#include "messages/key.hpp"
#include "settings/keys.hpp"

#include <algorithm>
#include <iterator>

namespace acumage::settings {

bool by_folded_name::operator()(std::string_view left, std::string_view right) const {
  return fold_key(trimmed(left)) < fold_key(trimmed(right));
}

std::string key_info::full_name() const { return std::string{section} + "." + std::string{name}; }

const std::vector<section_info>& settings_table() {
  static const auto table = [] {
    std::vector<section_info> sections;
    for (auto part : {store_sections(), acumatica_sections(), rule_sections(), node_sections()})
      std::move(part.begin(), part.end(), std::back_inserter(sections));
    return sections;
  }();
  return table;
}

const section_info* find_section(std::string_view name) {
  const auto& table = settings_table();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const section_info& each) { return each.name == name; });
  return found == table.end() ? nullptr : &*found;
}

const key_info* find_key(std::string_view section, std::string_view name) {
  const auto* in = find_section(section);
  if (in == nullptr) return nullptr;
  const auto found = std::find_if(in->keys.begin(), in->keys.end(),
                                  [&](const key_info& each) { return each.name == name; });
  return found == in->keys.end() ? nullptr : &*found;
}

const key_info* find_key(std::string_view full_name) {
  const auto dot = section_end(full_name);
  if (dot == std::string_view::npos) return nullptr;
  return find_key(full_name.substr(0, dot), full_name.substr(dot + 1));
}

std::size_t section_end(std::string_view full_name) {
  const auto first = full_name.find('.');
  for (auto dot = first; dot != std::string_view::npos; dot = full_name.find('.', dot + 1))
    if (find_section(full_name.substr(0, dot)) != nullptr) return dot;
  return first;
}

}  // namespace acumage::settings
