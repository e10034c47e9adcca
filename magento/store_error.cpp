// Reads the store's refusals: its error JSON (REST.md 8.4), XML, or any page.
#include "magento/page_text.hpp"
#include "magento/reply.hpp"

#include <simdjson.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <string_view>

namespace acumage::magento {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using named_values = std::vector<std::pair<std::string, std::string>>;

struct parameter_list {
  std::vector<std::string> values;
  named_values named;
};

std::string text_of(const element& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return std::string{std::string_view{value.get_string().value_unsafe()}};
  return std::string{simdjson::minify(value)};
}

parameter_list read_parameters(const element& from) {
  parameter_list list;
  simdjson::dom::object members;
  simdjson::dom::array items;
  if (from.get(members) == simdjson::SUCCESS) {
    for (const auto& [key, value] : members) {
      list.values.push_back(text_of(value));
      list.named.emplace_back(std::string{key}, list.values.back());
    }
  } else if (from.get(items) == simdjson::SUCCESS) {
    for (const auto value : items) list.values.push_back(text_of(value));
  }
  return list;
}

bool is_word(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Names of the placeholders in order of their first appearance: "%fieldName = %fieldValue".
std::vector<std::string> placeholders(std::string_view message) {
  std::vector<std::string> names;
  for (auto at = message.find('%'); at != std::string_view::npos; at = message.find('%', at + 1)) {
    auto end = at + 1;
    while (end < message.size() && is_word(message[end])) ++end;
    std::string name{message.substr(at + 1, end - at - 1)};
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  return names;
}

/// The values under the names used in the message. The price endpoints drop the names and keep the
/// order (REST.md 0.2), so values without names are assigned to named placeholders in turn.
named_values values_for(std::string_view message, const parameter_list& list) {
  if (!list.named.empty()) return list.named;
  named_values values;
  for (std::size_t i = 0; i < list.values.size(); ++i)
    values.emplace_back(std::to_string(i + 1), list.values[i]);
  const auto names = placeholders(message);
  if (std::any_of(names.begin(), names.end(), [](const auto& name) { return is_digit(name[0]); }))
    return values;
  for (std::size_t i = 0; i < std::min(names.size(), list.values.size()); ++i)
    values.emplace_back(names[i], list.values[i]);
  return values;
}

/// One pass, so that a value that looks like a placeholder stays as it is; the longest name wins.
std::string filled(std::string_view message, const parameter_list& list) {
  auto values = values_for(message, list);
  std::stable_sort(values.begin(), values.end(), [](const auto& left, const auto& right) {
    return left.first.size() > right.first.size();
  });
  std::string text;
  while (!message.empty()) {
    const auto rest = message.substr(1);
    const auto match = message.front() != '%'
                           ? values.end()
                           : std::find_if(values.begin(), values.end(), [&](const auto& value) {
                               return !value.first.empty() && rest.starts_with(value.first);
                             });
    text += match == values.end() ? std::string{message.front()} : match->second;
    message.remove_prefix(match == values.end() ? 1 : 1 + match->first.size());
  }
  return text;
}

long read_code(const element& from) {
  std::int64_t code = 0;
  std::string_view digits;
  if (from.get(code) == simdjson::SUCCESS) return static_cast<long>(code);
  if (from.get(digits) != simdjson::SUCCESS) return 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), code);
  return problem == std::errc{} && end == digits.data() + digits.size() ? static_cast<long>(code)
                                                                        : 0;
}

void append_details(store_error& error, const element& from) {
  simdjson::dom::array details;
  if (from.get(details) != simdjson::SUCCESS) return;
  for (const auto detail : details) {
    std::string_view words;
    if (detail["message"].get(words) != simdjson::SUCCESS) continue;
    element values;
    const auto list = detail["parameters"].get(values) == simdjson::SUCCESS
                          ? read_parameters(values)
                          : parameter_list{};
    const auto line = filled(words, list);
    // A single error is promoted to the top and may be in the list again.
    if (error.text.find(line) == std::string::npos) error.text += "\n" + line;
  }
}

std::optional<store_error> read_current(const element& root) {
  std::string_view words;
  if (root["message"].get(words) != simdjson::SUCCESS) return std::nullopt;
  store_error error;
  error.message = words;
  element member;
  if (root["code"].get(member) == simdjson::SUCCESS) error.code = read_code(member);
  parameter_list list;
  if (root["parameters"].get(member) == simdjson::SUCCESS) list = read_parameters(member);
  error.text = filled(words, list);
  error.parameters = std::move(list.values);
  error.named = std::move(list.named);
  if (root["errors"].get(member) == simdjson::SUCCESS) append_details(error, member);
  return error;
}

/// `{"messages":{"error":[{"code":500,"message":"…"}]}}`: fatal errors and renderer failures. Its
/// code is the HTTP status, so it is not used as MySQL's.
std::optional<store_error> read_legacy(const element& root) {
  simdjson::dom::array errors;
  if (root["messages"]["error"].get(errors) != simdjson::SUCCESS) return std::nullopt;
  store_error result;
  for (const auto one : errors) {
    std::string_view words;
    if (one["message"].get(words) != simdjson::SUCCESS) continue;
    if (result.message.empty()) result.message = words;
    result.text += (result.text.empty() ? "" : "\n") + std::string{words};
  }
  return result.message.empty() ? std::nullopt : std::optional{std::move(result)};
}

/// `<response><message>…</message><parameters><resources>…`: an answer to `Accept: application/xml`.
std::optional<store_error> read_xml(const std::string& body) {
  if (body.find("<response") == std::string::npos) return std::nullopt;
  store_error error;
  error.message = element_text(body, "message");
  if (error.message.empty()) return std::nullopt;
  parameter_list list;
  for (const auto& name : placeholders(error.message)) {
    list.values.push_back(element_text(body, name));
    list.named.emplace_back(name, list.values.back());
  }
  error.text = filled(error.message, list);
  error.parameters = std::move(list.values);
  error.named = std::move(list.named);
  return error;
}

std::optional<store_error> read_json(const std::string& body) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(body).get(root) != simdjson::SUCCESS || !root.is_object()) return std::nullopt;
  auto error = read_current(root);
  return error ? error : read_legacy(root);
}

}  // namespace

std::string store_error::parameter(const std::string& name) const {
  for (const auto& [key, value] : named)
    if (key == name) return value;
  return {};
}

store_error read_error(const std::string& body) {
  auto error = read_json(body);
  if (!error) error = read_xml(body);
  if (!error) {
    error.emplace();
    error->text = page_text(body);
  }
  error->text = cut_text(std::move(error->text));
  return std::move(*error);
}

}  // namespace acumage::magento
