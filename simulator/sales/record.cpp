#include "simulator/sales/record.hpp"

#include "simulator/body.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"

#include <simdjson.h>

#include <algorithm>
#include <utility>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

std::string folded(std::string_view setter) {
  std::string made{setter};
  std::transform(made.begin(), made.end(), made.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  });
  return made;
}

column_type type_from(char letter) {
  switch (letter) {
    case 'i': return column_type::integer;
    case 'n': return column_type::number;
    case 'j': return column_type::nested;
    default: return column_type::text;
  }
}

std::string_view php_type(column_type of) {
  switch (of) {
    case column_type::integer: return "int";
    case column_type::number: return "float";
    default: return "string";
  }
}

std::optional<column_value> value_from(const element& value, column_type type) {
  if (type == column_type::text) {
    auto text = as_string(value);
    return text ? std::optional<column_value>{std::move(*text)} : std::nullopt;
  }
  if (type == column_type::integer) {
    const auto number = as_int(value);
    return number ? std::optional<column_value>{static_cast<double>(*number)} : std::nullopt;
  }
  const auto number = as_float(value);
  return number ? std::optional<column_value>{*number} : std::nullopt;
}

std::string json_of(const column_value& value) {
  if (const auto* number = std::get_if<double>(&value)) return php_number(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return php_string(*text);
  return std::get<json_part>(value).text;
}

template <class Value>
Value value_in(const record& of, std::string_view column) {
  const auto found = of.find(column);
  const auto* value = found == of.end() ? nullptr : std::get_if<Value>(&found->second);
  return value == nullptr ? Value{} : *value;
}

template <class Value>
Value take(record& from, std::string_view column) {
  Value taken = value_in<Value>(from, column);
  if (const auto found = from.find(column); found != from.end()) from.erase(found);
  return taken;
}

}  // namespace

double number_in(const record& of, std::string_view column) { return value_in<double>(of, column); }

std::string text_in(const record& of, std::string_view column) {
  return value_in<std::string>(of, column);
}

double take_number(record& from, std::string_view column) { return take<double>(from, column); }

std::string take_text(record& from, std::string_view column) {
  return take<std::string>(from, column);
}

void set_text(record& of, std::string_view column, std::string_view text) {
  if (!text.empty()) of.insert_or_assign(std::string{column}, std::string{text});
}

record_columns::record_columns(std::string_view list) {
  constexpr std::string_view blanks = " \n";
  while (true) {
    list.remove_prefix(std::min(list.find_first_not_of(blanks), list.size()));
    if (list.empty()) return;
    const auto word = list.substr(0, list.find_first_of(blanks));
    list.remove_prefix(word.size());
    const auto colon = word.find(':');
    const std::string name{word.substr(0, colon)};
    by_setter_.emplace(folded(camel_case(name)), all_.size());
    all_.push_back({name, type_from(word.at(colon + 1)), word.ends_with('!')});
  }
}

const record_columns::one* record_columns::find(std::string_view setter) const {
  const auto found = by_setter_.find(folded(setter));
  return found == by_setter_.end() ? nullptr : &all_[found->second];
}

bool record_reader::read(const element& from, record& to, answer& refused) const {
  simdjson::dom::object members;
  if (from.get(members) != simdjson::SUCCESS) return true;
  for (const auto& member : members) {
    const auto* column = columns.find(camel_case(member.key));
    if (column == nullptr) {
      refused = field_not_supported(camel_case(member.key));
      return false;
    }
    if (member.value.is_null()) continue;
    if (column->type == column_type::nested) {
      refused = {};
      if (nested && !nested(column->name, member.value)) return false;
      continue;
    }
    auto value = value_from(member.value, column->type);
    if (!value) {
      refused = wrong_type(column->name, shown(member.value), php_type(column->type), inside);
      return false;
    }
    to.insert_or_assign(column->name, std::move(*value));
  }
  return true;
}

std::string to_json(const record& what, const record_columns& columns) {
  std::string json = "{";
  for (const auto& one : columns.all()) {
    const auto found = what.find(one.name);
    if (found == what.end() && !one.always) continue;
    if (json.size() > 1) json += ',';
    json += php_string(one.name) + ':';
    json += found == what.end() ? "null" : json_of(found->second);
  }
  return json + '}';
}

}  // namespace acumage::simulator
