#include "acumatica/customer_row.hpp"

#include "acumatica/json_tree.hpp"
#include "messages/key.hpp"

#include <array>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

namespace acumage::acumatica {

namespace {

struct column {
  concept_id meaning;
  std::string_view path;
};

constexpr std::array<column, 14> columns{{
    {concept_id::customer_name, customer_field::name},
    {concept_id::email, customer_field::email},
    {concept_id::customer_class, customer_field::customer_class},
    {concept_id::price_class, customer_field::price_class},
    {concept_id::status, customer_field::status},
    {concept_id::first_name, customer_field::first_name},
    {concept_id::last_name, customer_field::last_name},
    {concept_id::address_line_1, customer_field::line_1},
    {concept_id::address_line_2, customer_field::line_2},
    {concept_id::city, customer_field::city},
    {concept_id::state, customer_field::state},
    {concept_id::country, customer_field::country},
    {concept_id::postal_code, customer_field::postal_code},
    {concept_id::phone, customer_field::phone},
}};

error no_text(std::string_view what) {
  return {errc::invalid, std::string{what} + ": a list or an object; expected text", {}};
}

/// The fields found so far; the first of a path counts.
class collected {
 public:
  void add(std::string path, std::string_view text) {
    if (paths_.insert(path).second) fields_.emplace_back(std::move(path), trimmed(text));
  }
  customer_fields take() { return std::move(fields_); }

 private:
  customer_fields fields_;
  std::unordered_set<std::string> paths_;
};

std::string attribute_path(std::string_view id) {
  return std::string{customer_field::attribute_prefix} + fold_key(trimmed(id));
}

/// "Attribute_REGION" -> "REGION"; empty for other columns.
std::string_view attribute_of(std::string_view caption) {
  constexpr std::string_view prefix = "attribute_";
  const auto name = trimmed(caption);
  if (name.size() <= prefix.size() || fold_key(name.substr(0, prefix.size())) != prefix) return {};
  return name.substr(prefix.size());
}

std::optional<error> take_columns(std::string_view json, collected& fields) {
  json_tree reader;
  const auto root = reader.read(json);
  if (!root) return root.problem();
  for (const auto& member : json_children{*root.value()}) {
    const auto id = attribute_of(member.name);
    if (id.empty() || member.kind == json_kind::null) continue;
    if (member.kind == json_kind::array || member.kind == json_kind::object)
      return no_text(member.name);
    fields.add(attribute_path(id), member.text);
  }
  return std::nullopt;
}

std::optional<error> take_list(const cell& list, const field_aliases& aliases, collected& fields) {
  if (list.type == cell::kind::null) return std::nullopt;
  const auto rows = read_rows(entity::customer, list.text, aliases);
  if (!rows) return error{errc::invalid, "Attributes: " + rows.problem().message, {}};
  for (const auto& each : *rows) {
    const auto id = each.find(concept_id::attribute_id);
    const auto value = each.find(concept_id::attribute_value);
    if (id == each.end() || trimmed(id->second.text).empty()) continue;
    if (value == each.end() || value->second.type == cell::kind::null) continue;
    if (value->second.type == cell::kind::nested) return no_text("Attributes: Value");
    fields.add(attribute_path(id->second.text), value->second.text);
  }
  return std::nullopt;
}

}  // namespace

result<customer_fields> read_customer_row(std::string_view json_object,
                                          const field_aliases& aliases) {
  const auto in_row = read_row(entity::customer, json_object, aliases);
  if (!in_row) return in_row.problem();
  collected fields;
  for (const auto& each : columns) {
    const auto found = in_row->find(each.meaning);
    if (found == in_row->end() || found->second.type == cell::kind::null) continue;
    if (found->second.type == cell::kind::nested) return no_text(to_string(each.meaning));
    fields.add(std::string{each.path}, found->second.text);
  }
  if (auto problem = take_columns(json_object, fields)) return *problem;
  if (const auto list = in_row->find(concept_id::attributes); list != in_row->end())
    if (auto problem = take_list(list->second, aliases, fields)) return *problem;
  return fields.take();
}

}  // namespace acumage::acumatica
