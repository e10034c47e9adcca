// Reads and writes the entries of map sections.
#include "messages/key.hpp"
#include "settings/codec.hpp"
#include "settings/suggest.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace acumage::settings {

namespace {

std::vector<std::string_view> concept_names() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < acumatica::concept_count; ++i)
    names.push_back(acumatica::to_string(static_cast<acumatica::concept_id>(i)));
  return names;
}

}  // namespace

std::string one_of(std::span<const std::string_view> words, std::string_view text) {
  std::string all;
  for (const auto word : words) {
    all += all.empty() ? "one of " : ", ";
    all += word;
  }
  return all + did_you_mean(nearest(trimmed(text), words));
}

template <>
std::optional<std::string> map_codec<std::string>::read(std::string_view text) {
  const auto value = trimmed(text);
  if (value.empty()) return std::nullopt;
  return std::string{value};
}
template <>
std::string map_codec<std::string>::expected(std::string_view) {
  return "a value";
}
template <>
std::string map_codec<std::string>::write(const std::string& value) {
  return value;
}

template <>
std::optional<entity> map_codec<entity>::read(std::string_view text) {
  return entity_from(trimmed(text));
}
template <>
std::string map_codec<entity>::expected(std::string_view text) {
  std::array<std::string_view, entity_count> names;
  for (const auto each : all_entities) names.at(index_of(each)) = to_string(each);
  return one_of(names, text);
}
template <>
std::string map_codec<entity>::write(const entity& value) {
  return std::string{to_string(value)};
}

/// Magento's customer group. Group 0 is "not logged in", which cannot be assigned to a customer.
template <>
std::optional<int> map_codec<int>::read(std::string_view text) {
  const auto digits = trimmed(text);
  int number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem != std::errc{} || end != digits.data() + digits.size() || number < 1)
    return std::nullopt;
  return number;
}
template <>
std::string map_codec<int>::expected(std::string_view) {
  return "a whole number, 1 to 2147483647";
}
template <>
std::string map_codec<int>::write(const int& value) {
  return std::to_string(value);
}

/// The title may contain further commas.
template <>
std::optional<carrier> map_codec<carrier>::read(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto code = trimmed(text.substr(0, comma));
  const auto title = trimmed(text.substr(comma + 1));
  if (code.empty() || title.empty()) return std::nullopt;
  return carrier{std::string{code}, std::string{title}};
}
template <>
std::string map_codec<carrier>::expected(std::string_view) {
  return "carrier code, title";
}
template <>
std::string map_codec<carrier>::write(const carrier& value) {
  return value.code + ", " + value.title;
}

template <>
std::optional<settings::names> map_codec<settings::names>::read(std::string_view text) {
  return split_list(text, ";");
}
template <>
std::string map_codec<settings::names>::expected(std::string_view) {
  return std::string{names_form};
}
template <>
std::string map_codec<settings::names>::write(const settings::names& value) {
  std::string text;
  for (const auto& each : value) {
    if (!text.empty()) text += ", ";
    text += each;
  }
  return text;
}

template <>
std::optional<acumatica::concept_id> map_codec<acumatica::concept_id>::read(std::string_view text) {
  return acumatica::concept_from(map_identity(text));
}
template <>
std::string map_codec<acumatica::concept_id>::expected(std::string_view text) {
  const auto names = concept_names();
  return one_of(names, text);
}
template <>
std::string map_codec<acumatica::concept_id>::write(const acumatica::concept_id& value) {
  return std::string{acumatica::to_string(value)};
}

}  // namespace acumage::settings
