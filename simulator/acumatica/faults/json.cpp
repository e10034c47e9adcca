#include "messages/json_text.hpp"
#include "simulator/acumatica/faults/fault.hpp"

#include <simdjson.h>

namespace acumage::simulator::acumatica {
namespace {

using simdjson::dom::element;

bool read_text(const element& value, std::string& to) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return false;
  to = text;
  return true;
}

/// false: no such member, or not such a value.
bool read_member(std::string_view name, const element& value, fault& to) {
  if (name == "fault") {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return false;
    const auto known = trouble_from(text);
    if (known) to.what = *known;
    return known.has_value();
  }
  if (name == "value") return value.get(to.value) == simdjson::SUCCESS;
  if (name == "field") return read_text(value, to.field);
  if (name == "where") return read_text(value, to.where);
  if (name == "skip") return value.get(to.skip) == simdjson::SUCCESS;
  if (name == "count") return value.get(to.count) == simdjson::SUCCESS;
  return false;
}

}  // namespace

result<fault> fault_from_json(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::object members;
  if (parser.parse(json.data(), json.size()).get(members) != simdjson::SUCCESS)
    return error{
        errc::invalid, "fault: not an object; expected such as {\"fault\":\"declined\"}", {}};
  fault made;
  bool named = false;
  for (const auto& member : members) {
    named = named || member.key == "fault";
    if (read_member(member.key, member.value, made)) continue;
    return error{errc::invalid,
                 "fault: " + std::string{member.key} + " = " + simdjson::minify(member.value) +
                     "; expected fault (a known name), value, field, where, skip or count with its "
                     "value",
                 {}};
  }
  if (!named)
    return error{errc::invalid, "fault: it has no name; expected the member \"fault\"", {}};
  return made;
}

std::string to_json(const armed_fault& what) {
  json_writer json;
  json.object().key("id").number(what.id).key("fault").string(to_string(what.what.what));
  json.key("value").number(what.what.value).key("field").string(what.what.field);
  json.key("where").string(what.what.where).key("skip").number(what.what.skip);
  json.key("count").number(what.what.count).key("struck").number(what.struck).end();
  return json.take();
}

}  // namespace acumage::simulator::acumatica
