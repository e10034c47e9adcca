#include "acumatica/row.hpp"

#include "acumatica/json_tree.hpp"
#include "acumatica/row_columns.hpp"
#include "messages/key.hpp"
#include "messages/stock_place.hpp"

#include <optional>

namespace acumage::acumatica {

namespace {

constexpr concept_set bit(concept_id which) {
  return concept_set{1} << static_cast<unsigned>(which);
}

cell cell_of(const json_node& value) {
  switch (value.kind) {
    case json_kind::null: return {cell::kind::null, {}};
    case json_kind::boolean: return {cell::kind::boolean, std::string{value.text}};
    case json_kind::number: return {cell::kind::number, std::string{value.text}};
    case json_kind::string: return {cell::kind::string, std::string{value.text}};
    case json_kind::array:
    case json_kind::object: break;
  }
  return {cell::kind::nested, std::string{value.raw}};
}

/// For a shipment that nests its orders: the columns of the only order, if the row has none of its
/// own.
void take_nested_order(row& columns, const json_node& object, const field_aliases& aliases) {
  if (columns.count(concept_id::order_number) > 0) return;
  for (const auto& member : json_children{object}) {
    if (member.kind != json_kind::array || fold_key(member.name) != "orders") continue;
    const json_node* only = nullptr;
    for (const auto& order : json_children{member}) {
      if (only != nullptr) return;
      only = &order;
    }
    if (only == nullptr || only->kind != json_kind::object) return;
    auto nested = columns_of(entity::order, *only, aliases);
    for (const auto meaning : {concept_id::order_type, concept_id::order_number})
      if (const auto found = nested.find(meaning); found != nested.end())
        columns[meaning] = std::move(found->second);
    return;
  }
}

/// The value of a key column; empty when it is absent, null, or cannot name a record.
std::string_view name_in(const row& columns, concept_id meaning) {
  const auto found = columns.find(meaning);
  if (found == columns.end()) return {};
  const auto type = found->second.type;
  if (type != cell::kind::string && type != cell::kind::number) return {};
  return trimmed(found->second.text);
}

std::string inventory_key(const row& columns) {
  const auto named = [&](concept_id meaning) { return std::string{name_in(columns, meaning)}; };
  return stock_place_key({named(concept_id::item), named(concept_id::warehouse),
                          named(concept_id::location), named(concept_id::vendor)});
}

/// "SO SO009120"; order numbers are unique within their type only.
std::string order_key(const row& columns) {
  const auto type = name_in(columns, concept_id::order_type);
  const auto number = name_in(columns, concept_id::order_number);
  if (type.empty() || number.empty()) return {};
  return std::string{type} + ' ' + std::string{number};
}

std::string shipment_key(const row& columns) {
  std::string key{name_in(columns, concept_id::shipment_number)};
  if (key.empty()) return key;
  if (const auto order = order_key(columns); !order.empty()) key += '@' + order;
  return key;
}

}  // namespace

row columns_of(entity which, const json_node& object, const field_aliases& aliases,
               concept_set wanted) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  row columns;
  std::array<std::size_t, concept_count> ranks{};
  ranks.fill(none);
  for (const auto& member : json_children{object}) {
    aliases.each_meaning(which, member.name, [&](const caption_meaning& found) {
      if ((wanted & bit(found.meaning)) == 0) return;
      auto& rank = ranks.at(static_cast<std::size_t>(found.meaning));
      if (found.rank >= rank) return;  // a name of better or equal rank came first
      rank = found.rank;
      columns[found.meaning] = cell_of(member);
    });
  }
  if (which == entity::shipment) take_nested_order(columns, object, aliases);
  return columns;
}

std::string key_in(entity which, const json_node& value, const field_aliases& aliases) {
  if (value.kind != json_kind::object) return {};
  constexpr auto naming = bit(concept_id::item) | bit(concept_id::warehouse) |
                          bit(concept_id::location) | bit(concept_id::vendor) |
                          bit(concept_id::shipment_number) | bit(concept_id::customer_id) |
                          bit(concept_id::order_type) | bit(concept_id::order_number);
  return key_of(which, columns_of(which, value, aliases, naming));
}

namespace {

/// There may be hundreds of thousands of rows: the reader's buffers are kept unless a very large
/// text enlarged them.
json_tree& shared_reader() {
  constexpr std::size_t keep_bytes = 1'048'576;
  static thread_local std::optional<json_tree> reader;
  if (!reader || reader->held_bytes() > keep_bytes) reader.emplace();
  return *reader;
}

constexpr auto no_object = "this row is no object; expected {\"column\":value, …}";

}  // namespace

result<row> read_row(entity which, std::string_view json_object, const field_aliases& aliases) {
  auto& reader = shared_reader();
  const auto root = reader.read(json_object);
  if (!root) return root.problem();
  if (root.value()->kind != json_kind::object) return reader.wrong(*root.value(), no_object);
  return columns_of(which, *root.value(), aliases);
}

result<std::vector<row>> read_rows(entity which, std::string_view json_array,
                                   const field_aliases& aliases) {
  auto& reader = shared_reader();
  const auto root = reader.read(json_array);
  if (!root) return root.problem();
  if (root.value()->kind != json_kind::array)
    return reader.wrong(*root.value(), "this is no list; expected [{\"column\":value, …}, …]");
  std::vector<row> rows;
  for (const auto& each : json_children{*root.value()}) {
    if (each.kind != json_kind::object) return reader.wrong(each, no_object);
    rows.push_back(columns_of(which, each, aliases));
  }
  return rows;
}

std::string key_of(entity which, const row& columns) {
  switch (which) {
    case entity::pricing: return std::string{name_in(columns, concept_id::item)};
    case entity::inventory: return inventory_key(columns);
    case entity::shipment: return shipment_key(columns);
    case entity::customer: return std::string{name_in(columns, concept_id::customer_id)};
    case entity::order: return order_key(columns);
  }
  return {};
}

}  // namespace acumage::acumatica
