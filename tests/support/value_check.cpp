#include "tests/support/value_check.hpp"

#include <algorithm>
#include <optional>
#include <regex>
#include <string_view>
#include <vector>

namespace acumage::tests {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

std::optional<element> member(const element& of, std::string_view name) {
  element found;
  if (of.at_key(name).get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

std::string_view text_of(const element& in, std::string_view name) {
  std::string_view text;
  return in.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

bool flag_of(const element& in, std::string_view name) {
  bool flag = false;
  return in.at_key(name).get(flag) == simdjson::SUCCESS && flag;
}

bool has_type(const element& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  return value.is_number();
}

std::string name_of(const element& value) {
  switch (value.type()) {
    case element_type::OBJECT: return "an object";
    case element_type::ARRAY: return "a list";
    case element_type::STRING: return "a string";
    case element_type::BOOL: return "a boolean";
    case element_type::NULL_VALUE: return "null";
    default: return "a number";
  }
}

std::string shown(const std::string& where) { return where.empty() ? "the body" : where; }

void check_object(const element& value, const element& schema, const std::string& where,
                  const value_rules& by) {
  const auto inside = [&](std::string_view name) {
    return where.empty() ? std::string{name} : where + '.' + std::string{name};
  };
  const auto others = member(schema, "additionalProperties");
  for (const auto& each : simdjson::dom::object{value}) {
    element known;
    if (schema["properties"].at_key(each.key).get(known) == simdjson::SUCCESS)
      check_value(each.value, known, inside(each.key), by);
    else if (others)
      check_value(each.value, *others, inside("*"), by);
    else
      by.say(inside(each.key) + ": not known");
  }
  simdjson::dom::array required;
  if (schema.at_key("required").get(required) != simdjson::SUCCESS) return;
  for (const element one : required) {
    const auto name = one.get_string().value();
    if (value.at_key(name).error() != simdjson::SUCCESS) by.say(inside(name) + ": missing");
  }
}

void check_text(std::string_view text, const element& schema, const std::string& where,
                const value_rules& by) {
  const auto fits = [&](const std::string& pattern) {
    return std::regex_search(text.begin(), text.end(), std::regex{pattern});
  };
  if (const auto pattern = text_of(schema, "pattern");
      !pattern.empty() && !fits(std::string{pattern}))
    by.say(shown(where) + ": does not fit its pattern");
  if (text_of(schema, "format") == "date-time" &&
      !fits(R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$)"))
    by.say(shown(where) + ": no date and time");
}

void check_words(const element& value, const element& schema, const std::string& where,
                 const value_rules& by) {
  simdjson::dom::array words;
  if (schema.at_key("enum").get(words) != simdjson::SUCCESS) return;
  const auto text = simdjson::minify(value);
  if (std::none_of(words.begin(), words.end(),
                   [&](const element& one) { return simdjson::minify(one) == text; }))
    by.say(shown(where) + ": " + text + " is none of its words");
}

/// Fits one of them? Else the violations of the last.
void check_any(const element& value, const simdjson::dom::array& choices, const std::string& where,
               const value_rules& by) {
  std::vector<std::string> wrong;
  for (const element choice : choices) {
    wrong.clear();
    check_value(value, choice, where,
                {by.resolved, [&](std::string what) { wrong.push_back(std::move(what)); }});
    if (wrong.empty()) return;
  }
  for (auto& each : wrong) by.say(std::move(each));
}

}  // namespace

void check_value(const element& value, element schema, const std::string& where,
                 const value_rules& by) {
  schema = by.resolved(schema);
  simdjson::dom::array parts;
  if (schema.at_key("anyOf").get(parts) == simdjson::SUCCESS)
    return check_any(value, parts, where, by);
  if (schema.at_key("allOf").get(parts) == simdjson::SUCCESS)
    for (const element part : parts) check_value(value, part, where, by);
  if (value.is_null() && flag_of(schema, "nullable")) return;
  check_words(value, schema, where, by);
  const auto type = text_of(schema, "type");
  if (type.empty()) return;
  if (!has_type(value, type))
    return by.say(shown(where) + ": " + name_of(value) + "; expected " + std::string{type});
  if (type == "object") check_object(value, schema, where, by);
  if (type == "string") check_text(value.get_string().value(), schema, where, by);
  if (type == "array")
    for (const element one : simdjson::dom::array{value})
      check_value(one, schema["items"], where + "[]", by);
}

}  // namespace acumage::tests
