#include "simulator/fields.hpp"

#include "simulator/php_json.hpp"

#include <simdjson.h>

#include <utility>
#include <vector>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

struct wish {
  std::string name;
  std::vector<wish> inside;  ///< empty: all of it
};

/// Reads a list up to its "]" or the end. false: brackets do not match.
bool read_wishes(std::string_view& text, std::vector<wish>& to, int depth) {
  constexpr int deepest = 32;
  if (depth > deepest) return false;
  for (;;) {
    const auto end = std::min(text.find_first_of(",[]"), text.size());
    wish one{std::string{text.substr(0, end)}, {}};
    text.remove_prefix(end);
    if (text.starts_with('[')) {
      text.remove_prefix(1);
      if (!read_wishes(text, one.inside, depth + 1) || !text.starts_with(']')) return false;
      text.remove_prefix(1);
    }
    to.push_back(std::move(one));
    if (!text.starts_with(',')) return depth > 0 || text.empty();
    text.remove_prefix(1);
  }
}

const wish* find(const std::vector<wish>& wishes, std::string_view name) {
  for (const auto& one : wishes)
    if (one.name == name) return &one;
  return nullptr;
}

void write(const element& value, const std::vector<wish>& wishes, std::string& to);

void write_object(const simdjson::dom::object& members, const std::vector<wish>& wishes,
                  std::string& to) {
  const auto start = to.size();
  for (const auto& member : members) {
    const wish* wanted = find(wishes, member.key);
    if (wanted == nullptr && !wishes.empty()) continue;
    to += to.size() == start ? '{' : ',';
    append_php_string(to, member.key);
    to += ':';
    write(member.value, wanted == nullptr ? std::vector<wish>{} : wanted->inside, to);
  }
  to += to.size() == start ? "[]" : "}";
}

/// A list passes the wishes on to its elements; an empty one that gets some becomes null (row 596).
void write(const element& value, const std::vector<wish>& wishes, std::string& to) {
  switch (value.type()) {
    case element_type::OBJECT: return write_object(value, wishes, to);
    case element_type::ARRAY: {
      const simdjson::dom::array list{value};
      if (list.begin() == list.end() && !wishes.empty()) {
        to += "null";
        return;
      }
      to += '[';
      for (const element one : list) {
        if (to.back() != '[') to += ',';
        write(one, wishes, to);
      }
      to += ']';
      return;
    }
    case element_type::STRING: return append_php_string(to, value.get_string().value_unsafe());
    case element_type::DOUBLE: to += php_number(value.get_double().value_unsafe()); return;
    default: to += simdjson::minify(value); return;
  }
}

}  // namespace

std::string only_fields(const std::string& json, std::string_view fields) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(json).get(root) != simdjson::SUCCESS) return json;
  if (!root.is_object() && !root.is_array()) return json;  // a scalar is not filtered
  std::vector<wish> wishes;
  if (!read_wishes(fields, wishes, 0)) return "[]";
  std::string left;
  write(root, wishes, left);
  return left;
}

}  // namespace acumage::simulator
