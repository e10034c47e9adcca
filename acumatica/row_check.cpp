#include "acumatica/row_check.hpp"

#include "acumatica/json_token.hpp"
#include "acumatica/row_columns.hpp"
#include "messages/decimal.hpp"
#include "messages/json_text.hpp"

namespace acumage::acumatica {

namespace {

std::vector<concept_id> numbers_of(entity which) {
  switch (which) {
    case entity::pricing: return {concept_id::default_price, concept_id::sales_price};
    case entity::inventory:
      return {concept_id::on_hand, concept_id::available, concept_id::available_for_shipping,
              concept_id::vendor_quantity, concept_id::vendor_share};
    case entity::shipment: return {concept_id::shipped_quantity, concept_id::base_shipped_quantity};
    case entity::order: return {concept_id::order_total};
    case entity::customer: break;
  }
  return {};
}

/// The columns without which a row names no record: "OrderType and OrderNbr".
std::string key_columns(entity which, const field_aliases& aliases) {
  const auto any_of = [&](concept_id meaning) {
    std::string names;
    for (const auto each : aliases.captions(which, meaning))
      names += (names.empty() ? "" : " or ") + std::string{each};
    return names;
  };
  switch (which) {
    case entity::pricing:
    case entity::inventory: return any_of(concept_id::item);
    case entity::shipment: return any_of(concept_id::shipment_number);
    case entity::customer: return any_of(concept_id::customer_id);
    case entity::order: break;
  }
  return any_of(concept_id::order_type) + ", and " + any_of(concept_id::order_number);
}

/// An empty text is for the lane to judge.
bool is_number(const cell& value) {
  if (value.type == cell::kind::null) return true;
  if (value.type == cell::kind::string && trimmed(value.text).empty()) return true;
  const bool may = value.type == cell::kind::string || value.type == cell::kind::number;
  return may && decimal::parse(value.text).ok();
}

/// The column that the value was read from.
std::string column_of(entity which, const json_node& object, concept_id meaning, const cell& value,
                      const field_aliases& aliases) {
  for (const auto& each : json_children{object}) {
    bool means = false;
    aliases.each_meaning(which, each.name, [&](const caption_meaning& found) {
      means = means || found.meaning == meaning;
    });
    if (means && (each.text == value.text || each.raw == value.text)) return std::string{each.name};
  }
  return std::string{to_string(meaning)};
}

}  // namespace

std::string row_problem(entity which, const json_node& object, const field_aliases& aliases) {
  if (object.kind != json_kind::object)
    return "this row is no object; expected {\"column\":value, …}";
  const auto columns = columns_of(which, object, aliases);
  if (key_of(which, columns).empty())
    return "names no record; expected a value in " + key_columns(which, aliases);
  for (const auto meaning : numbers_of(which)) {
    const auto found = columns.find(meaning);
    if (found == columns.end() || is_number(found->second)) continue;
    return "column " + column_of(which, object, meaning, found->second, aliases) + " = " +
           excerpt(found->second.text) + "; expected a number such as 1234.5";
  }
  return {};
}

std::string header_problem(entity which, const std::vector<std::string>& columns,
                           const field_aliases& aliases) {
  row all;
  std::string names;
  for (const auto& each : columns) {
    names += (names.empty() ? "" : ", ") + each;
    aliases.each_meaning(which, each, [&](const caption_meaning& found) {
      all[found.meaning] = {cell::kind::string, "x"};
    });
  }
  if (!key_of(which, all).empty()) return {};
  return "the header " + excerpt(names) + " names no record; expected the column " +
         key_columns(which, aliases) + ", or an alias in [aliases." +
         std::string{acumage::to_string(which)} + "]";
}

}  // namespace acumage::acumatica
