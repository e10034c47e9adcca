#include "erp/json_value.hpp"

#include "messages/json_text.hpp"

#include <simdjson.h>

namespace acumage::erp {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr int deepest = 64;

/// A scalar is parsed, although its text is kept: simdjson hands out tokens unchecked.
bool is_sound(ondemand::value from, ondemand::json_type type) {
  switch (type) {
    case ondemand::json_type::number: {
      double value = 0;
      return from.get_double().get(value) == simdjson::SUCCESS;
    }
    case ondemand::json_type::boolean: {
      bool value = false;
      return from.get_bool().get(value) == simdjson::SUCCESS;
    }
    case ondemand::json_type::null: return true;
    default: return true;
  }
}

/// Nothing but white space follows.
bool is_over(ondemand::document& document) {
  return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

bool take(ondemand::value from, json_value& to, int depth);

bool take_scalar(ondemand::value from, ondemand::json_type type, json_value& to) {
  if (type == ondemand::json_type::string) {
    std::string_view text;
    if (from.get_string().get(text) != simdjson::SUCCESS) return false;
    append_json_string(to.token, text);
    return true;
  }
  to.token = from.raw_json_token();
  to.token.erase(to.token.find_last_not_of(" \t\r\n") + 1);
  if (type == ondemand::json_type::null && to.token != "null") return false;
  return is_sound(from, type);
}

bool take_object(ondemand::value from, json_value& to, int depth) {
  to.is = json_value::form::object;
  ondemand::object object;
  if (from.get_object().get(object) != simdjson::SUCCESS) return false;
  for (auto field : object) {
    std::string_view name;
    ondemand::value value;
    if (field.unescaped_key().get(name) != simdjson::SUCCESS) return false;
    auto& member = to.members.emplace_back();
    member.name = name;
    if (field.value().get(value) != simdjson::SUCCESS || !take(value, member.value, depth + 1))
      return false;
  }
  return true;
}

bool take_array(ondemand::value from, json_value& to, int depth) {
  to.is = json_value::form::array;
  ondemand::array array;
  if (from.get_array().get(array) != simdjson::SUCCESS) return false;
  for (auto item : array) {
    ondemand::value value;
    if (item.get(value) != simdjson::SUCCESS || !take(value, to.items.emplace_back(), depth + 1))
      return false;
  }
  return true;
}

bool take(ondemand::value from, json_value& to, int depth) {
  ondemand::json_type type{};
  if (depth > deepest || from.type().get(type) != simdjson::SUCCESS) return false;
  switch (type) {
    case ondemand::json_type::object: return take_object(from, to, depth);
    case ondemand::json_type::array: return take_array(from, to, depth);
    default: return take_scalar(from, type, to);
  }
}

void write(const json_value& from, std::string& to) {
  char before = 0;
  switch (from.is) {
    case json_value::form::scalar: to += from.token; return;
    case json_value::form::object:
      to += '{';
      for (const auto& [name, value] : from.members) {
        if (before != 0) to += before;
        append_json_string(to, name);
        to += ':';
        write(value, to);
        before = ',';
      }
      to += '}';
      return;
    case json_value::form::array:
      to += '[';
      for (const auto& item : from.items) {
        if (before != 0) to += before;
        write(item, to);
        before = ',';
      }
      to += ']';
  }
}

using row_function = std::function<bool(json_value)>;
using member_function = std::function<bool(const std::string&, const json_value&)>;

bool rows_of(ondemand::array array, const row_function& on_row) {
  for (auto item : array) {
    ondemand::value value;
    json_value row;
    if (item.get(value) != simdjson::SUCCESS || !take(value, row, 1) || !on_row(std::move(row)))
      return false;
  }
  return true;
}

bool members_of(ondemand::object object, const row_function& on_row,
                const member_function& on_member) {
  bool has_rows = false;
  for (auto field : object) {
    std::string_view name;
    ondemand::value value;
    if (field.unescaped_key().get(name) != simdjson::SUCCESS) return false;
    const std::string kept{name};
    if (field.value().get(value) != simdjson::SUCCESS) return false;
    if (kept == "value" && !has_rows) {
      ondemand::array array;
      if (value.get_array().get(array) != simdjson::SUCCESS || !rows_of(array, on_row))
        return false;
      has_rows = true;
      continue;
    }
    json_value member;
    if (!take(value, member, 1) || !on_member(kept, member)) return false;
  }
  return has_rows;
}

}  // namespace

const json_value* json_value::find(std::string_view name) const {
  for (const auto& [known, value] : members)
    if (known == name) return &value;
  return nullptr;
}

std::string json_value::text() const {
  if (is != form::scalar || is_null()) return {};
  return token.starts_with('"') ? json_text_of(token) : token;
}

std::string json_value::written() const {
  std::string text;
  write(*this, text);
  return text;
}

json_value json_string(std::string_view text) {
  json_value made;
  append_json_string(made.token, text);
  return made;
}

std::string json_text_of(std::string_view token) {
  simdjson::dom::parser parser;
  std::string_view text;
  const simdjson::padded_string padded{token};
  if (parser.parse(padded).get(text) != simdjson::SUCCESS) return {};
  return std::string{text};
}

std::optional<json_value> read_json(std::string_view text) {
  // A scalar at the root has functions of its own in simdjson, so the value is read from an array.
  const simdjson::padded_string padded{"[" + std::string{text} + "]"};
  ondemand::parser parser;
  ondemand::document document;
  ondemand::array root;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
      document.get_array().get(root) != simdjson::SUCCESS)
    return std::nullopt;
  std::vector<json_value> items;
  const auto keep = [&](json_value item) {
    items.push_back(std::move(item));
    return true;
  };
  if (!rows_of(root, keep) || items.size() != 1 || !is_over(document)) return std::nullopt;
  return std::move(items.front());
}

bool read_rows(std::string_view text, const row_function& on_row,
               const member_function& on_member) {
  const simdjson::padded_string padded{text};
  ondemand::parser parser;
  ondemand::document document;
  ondemand::json_type type{};
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
      document.type().get(type) != simdjson::SUCCESS)
    return false;
  if (type == ondemand::json_type::array) {
    ondemand::array array;
    return document.get_array().get(array) == simdjson::SUCCESS && rows_of(array, on_row) &&
           is_over(document);
  }
  ondemand::object object;
  return document.get_object().get(object) == simdjson::SUCCESS &&
         members_of(object, on_row, on_member) && is_over(document);
}

}  // namespace acumage::erp
