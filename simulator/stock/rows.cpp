#include "simulator/stock/rows.hpp"

#include "messages/key.hpp"
#include "simulator/body.hpp"

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

constexpr std::string_view empty_text = "\"%field\" can not be empty.";
constexpr std::string_view blanks_around = "\"%field\" can not contain leading or trailing spaces.";
constexpr std::string_view blanks_inside = "\"%field\" can not contain whitespaces.";
constexpr std::string_view not_numeric = "\"%field\" should be numeric.";
constexpr std::string_view unknown_status = "\"%field\" should a known status.";

/// null clears the field; no value: the type is wrong.
template <class Value>
bool read_value(std::string_view name, const element& value,
                std::optional<Value> (*as)(const element&), std::string_view type,
                std::optional<Value>& to, answer& refused) {
  to = value.is_null() ? std::nullopt : as(value);
  if (to || value.is_null()) return true;
  refused = wrong_type(name, shown(value), type);
  return false;
}

bool read_property(std::string_view name, const element& value, item_row& row, answer& refused) {
  const std::string setter = camel_case(name);
  if (same_setter(setter, "Sku"))
    return read_value(name, value, as_string, "string", row.sku, refused);
  if (same_setter(setter, "SourceCode"))
    return read_value(name, value, as_string, "string", row.source_code, refused);
  if (same_setter(setter, "Quantity"))
    return read_value(name, value, as_float, "float", row.quantity, refused);
  if (same_setter(setter, "Status"))
    return read_value(name, value, as_int, "int", row.status, refused);
  if (same_setter(setter, "ExtensionAttributes")) return read_extension(value, refused);
  refused = field_not_supported(setter);
  return false;
}

void judge(const item_row& row, std::vector<field_problem>& problems) {
  const std::string_view sku = row.sku ? std::string_view{*row.sku} : "";
  const std::string_view source = row.source_code ? std::string_view{*row.source_code} : "";
  if (trimmed(sku).empty()) problems.push_back({empty_text, "sku"});
  if (trimmed(sku) != sku) problems.push_back({blanks_around, "sku"});
  if (trimmed(source).empty()) problems.push_back({empty_text, "source_code"});
  if (source.find_first_of(" \t\r\n\f\v") != std::string_view::npos)
    problems.push_back({blanks_inside, "source_code"});
  if (!row.quantity) problems.push_back({not_numeric, "quantity"});
  if (!row.status) {
    problems.push_back({not_numeric, "status"});
  } else if (*row.status != 0 && *row.status != 1) {
    problems.push_back({unknown_status, "status"});
  }
}

}  // namespace

bool read_item_rows(const std::vector<element>& elements, std::vector<item_row>& rows,
                    answer& refused) {
  rows.reserve(elements.size());
  for (const auto& one : elements) {
    item_row& row = rows.emplace_back();
    simdjson::dom::object members;
    if (one.get(members) != simdjson::SUCCESS) continue;
    for (const auto& member : members)
      if (!read_property(member.key, member.value, row, refused)) return false;
  }
  return true;
}

std::vector<field_problem> problems_of(const std::vector<item_row>& rows) {
  std::vector<field_problem> problems;
  for (const auto& one : rows) judge(one, problems);
  return problems;
}

}  // namespace acumage::simulator
