#include "api/members.hpp"

#include <simdjson.h>

#include <string>

namespace acumage::api {

namespace {

error problem(std::string words) { return {errc::invalid, "body: " + std::move(words), {}}; }

status add(name_values& to, std::string_view name, simdjson::dom::element value) {
  using kind = simdjson::dom::element_type;
  switch (value.type()) {
    case kind::STRING:
      to.emplace_back(name, std::string_view{value.get_string().value_unsafe()});
      return done();
    case kind::INT64:
    case kind::UINT64:
    case kind::DOUBLE:
    case kind::BOOL: to.emplace_back(name, simdjson::minify(value)); return done();
    case kind::ARRAY:
    case kind::OBJECT:
    case kind::NULL_VALUE: break;
  }
  return problem("member " + std::string{name} +
                 ": null or nested; expected text, a number, true or false");
}

}  // namespace

result<name_values> read_members(std::string_view json) {
  name_values found;
  if (json.empty()) return found;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (const auto code = parser.parse(json.data(), json.size()).get(root); code)
    return problem(std::string{simdjson::error_message(code)} + "; expected one JSON object");
  simdjson::dom::object members;
  if (root.get_object().get(members)) return problem("no object; expected {\"name\": value}");
  for (const auto& [name, value] : members) {
    simdjson::dom::array list;
    if (value.get_array().get(list)) {
      if (auto taken = add(found, name, value); !taken.ok()) return taken.problem();
      continue;
    }
    // Without an element there would be no name, and so no filter.
    if (list.size() == 0)
      return problem("member " + std::string{name} +
                     ": an empty list; expected at least one element");
    for (const auto each : list)
      if (auto taken = add(found, name, each); !taken.ok()) return taken.problem();
  }
  return found;
}

}  // namespace acumage::api
