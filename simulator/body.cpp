#include "simulator/body.hpp"

#include "messages/key.hpp"
#include "simulator/column.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

std::string lower(std::string_view text) {
  std::string made{text};
  std::transform(made.begin(), made.end(), made.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  });
  return made;
}

bool is_xml(std::string_view type) { return type == "application/xml" || type == "text/xml"; }

/// What is wrong with the content type; empty: nothing (REST.md 1.2, transcript rows 117 to 124).
std::string content_type_problem(std::string_view header) {
  if (header.empty()) return "Content-Type header is empty.";
  const auto semicolon = header.find(';');
  const auto type = lower(trimmed(header.substr(0, semicolon)));
  if (semicolon != std::string_view::npos) {
    auto charset = lower(trimmed(header.substr(semicolon + 1)));
    if (!charset.starts_with("charset=")) return "Content-Type header is invalid.";
    if (charset.substr(8) != "utf-8") return "UTF-8 is the only supported charset.";
  }
  if (type == "application/json" || is_xml(type)) return {};
  return "Server cannot understand Content-Type HTTP header media type " + type;
}

/// Numbers that no double holds are INF to PHP, and 0 to what it writes into the database (row 1099).
std::string without_infinity(std::string_view json) {
  std::string made;
  bool in_text = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (in_text && c == '\\') {
      made += json.substr(at++, 2);
      continue;
    }
    if (c == '"') in_text = !in_text;
    if (in_text || c < '0' || c > '9') {
      made += c;
      continue;
    }
    const auto end = std::min(json.find_first_not_of("0123456789.eE+-", at), json.size());
    double value = 0;
    const auto read = std::from_chars(json.data() + at, json.data() + end, value);
    made += read.ec == std::errc::result_out_of_range ? std::string_view{"0"}
                                                      : json.substr(at, end - at);
    at = end - 1;
  }
  return made;
}

bool is_blank(std::string_view text) { return trimmed(text).empty(); }

/// PHP's is_numeric() on text: blanks around it, a sign, decimals, an exponent; no hex, no "inf".
std::optional<double> numeric(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
    return std::nullopt;
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// sourceItems -> source_items
std::string snake_case(std::string_view name) {
  std::string made;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') made += '_';
    made += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return made;
}

bool any_string(const element& value, const std::string& wanted) {
  switch (value.type()) {
    case element_type::STRING: return collated(value.get_string().value_unsafe()) == wanted;
    case element_type::ARRAY:
      for (const element one : simdjson::dom::array{value})
        if (any_string(one, wanted)) return true;
      return false;
    case element_type::OBJECT:
      for (const auto& member : simdjson::dom::object{value})
        if (any_string(member.value, wanted)) return true;
      return false;
    default: return false;
  }
}

}  // namespace

simdjson::dom::parser& parser_of_thread() {
  thread_local simdjson::dom::parser parser;
  return parser;
}

std::optional<element> decode(const request& what, simdjson::dom::parser& with, answer& refused) {
  if (!is_blank(what.body)) {
    if (const auto problem = content_type_problem(what.content_type); !problem.empty()) {
      refused = refusal(400, problem);
      return std::nullopt;
    }
  }
  // PHP's json_decode() takes neither a byte order mark nor compressed bytes (rows 115 and 126).
  const bool undecodable = what.content_encoded || what.body.starts_with("\xEF\xBB\xBF");
  // XML is taken, but not understood here: it has no members (row 1117).
  const bool is_nothing =
      is_blank(what.body) ||
      is_xml(lower(trimmed(what.content_type.substr(0, what.content_type.find(';')))));
  static constexpr std::string_view nothing = "{}";
  const std::string_view text = is_nothing ? nothing : what.body;
  element root;
  auto problem = with.parse(text.data(), text.size()).get(root);
  if (problem == simdjson::NUMBER_ERROR) {
    const auto finite = without_infinity(text);
    problem = with.parse(finite).get(root);
  }
  if (undecodable || problem != simdjson::SUCCESS) {
    refused = decoding_error();
    return std::nullopt;
  }
  return root;
}

std::optional<element> required(const element& body, std::string_view name, answer& refused) {
  simdjson::dom::object object;
  element found;
  if (body.get(object) == simdjson::SUCCESS) {
    for (const auto& spelling : {std::string{name}, snake_case(name)})
      if (object.at_key(spelling).get(found) == simdjson::SUCCESS && !found.is_null()) return found;
  }
  refused = parameter_required(name);
  return std::nullopt;
}

bool elements_of(const element& value, std::vector<element>& found) {
  if (simdjson::dom::array list; value.get(list) == simdjson::SUCCESS) {
    found.assign(list.begin(), list.end());
    return true;
  }
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) return false;
  for (const auto& member : object) found.push_back(member.value);
  return true;
}

bool names_text(std::string_view json, std::string_view wanted) {
  simdjson::dom::parser parser;
  element root;
  return parser.parse(json.data(), json.size()).get(root) == simdjson::SUCCESS &&
         any_string(root, collated(wanted));
}

std::optional<std::string> as_string(const element& value) {
  switch (value.type()) {
    case element_type::STRING: return std::string{value.get_string().value_unsafe()};
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
    case element_type::BOOL: return shown(value);
    default: return std::nullopt;
  }
}

std::optional<double> as_float(const element& value) {
  if (value.is_string()) return numeric(value.get_string().value_unsafe());
  double number = 0;
  if (!value.is_number() || value.get(number) != simdjson::SUCCESS) return std::nullopt;
  return number;
}

std::optional<std::int64_t> as_int(const element& value) {
  const auto number = as_float(value);
  if (!number) return std::nullopt;
  constexpr double bound = 9e18;  // what does not fit is no id of anything
  return static_cast<std::int64_t>(std::clamp(*number, -bound, bound));
}

bool as_bool(const element& value) {
  if (value.is_number()) return as_float(value).value_or(0) == 1;
  const auto text = lower(shown(value));
  return text == "1" || text == "true" || text == "on" || text == "yes";
}

std::string shown(const element& value) {
  switch (value.type()) {
    case element_type::STRING: return std::string{value.get_string().value_unsafe()};
    case element_type::INT64: return std::to_string(value.get_int64().value_unsafe());
    case element_type::UINT64: return std::to_string(value.get_uint64().value_unsafe());
    case element_type::DOUBLE: return php_number(value.get_double().value_unsafe());
    case element_type::BOOL: return value.get_bool().value_unsafe() ? "1" : "";
    case element_type::NULL_VALUE: return "";
    default: return "array";
  }
}

std::string camel_case(std::string_view name) {
  std::string made;
  bool word_starts = true;
  for (const char c : name) {
    if (c == '_') {
      word_starts = true;
      continue;
    }
    made += word_starts ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    word_starts = false;
  }
  return made;
}

bool same_setter(std::string_view camel, std::string_view setter) {
  return std::equal(camel.begin(), camel.end(), setter.begin(), setter.end(),
                    [](char left, char right) { return (left | 0x20) == (right | 0x20); });
}

bool read_extension(const element& value, answer& refused) {
  simdjson::dom::object members;
  if (value.get(members) != simdjson::SUCCESS || members.begin() == members.end()) return true;
  refused = field_not_supported(camel_case((*members.begin()).key));
  return false;
}

}  // namespace acumage::simulator
