#include "actors/shipment_rows.hpp"

#include "messages/key.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acumage::actors {

namespace {

using acumatica::concept_id;

/// Empty when the column is absent or null: unchanged.
std::optional<std::string> text_in(const acumatica::row& columns, concept_id which) {
  const auto found = columns.find(which);
  if (found == columns.end()) return std::nullopt;
  const auto type = found->second.type;
  if (type == acumatica::cell::kind::null || type == acumatica::cell::kind::nested)
    return std::nullopt;
  return std::string{trimmed(found->second.text)};
}

/// The text of a key column. It cannot be cleared: empty means unchanged.
std::optional<std::string> name_in(const acumatica::row& columns, concept_id which) {
  auto text = text_in(columns, which);
  if (text && text->empty()) text.reset();
  return text;
}

policy::shipment_line_row line_of(const acumatica::row& columns) {
  policy::shipment_line_row line;
  line.number = name_in(columns, concept_id::order_line);
  line.item = name_in(columns, concept_id::item);
  line.quantity = text_in(columns, concept_id::shipped_quantity);
  line.base_quantity = text_in(columns, concept_id::base_shipped_quantity);
  line.unit = name_in(columns, concept_id::unit);
  line.base_unit = name_in(columns, concept_id::base_unit);
  line.track = name_in(columns, concept_id::tracking_number);
  line.warehouse = name_in(columns, concept_id::warehouse);
  return line;
}

/// The elements of a nested list; none when the column is absent or null.
result<std::vector<acumatica::row>> list_in(const acumatica::row& columns, concept_id which,
                                            entity read_as, const char* name,
                                            const acumatica::field_aliases& aliases) {
  const auto found = columns.find(which);
  if (found == columns.end() || found->second.type == acumatica::cell::kind::null)
    return std::vector<acumatica::row>{};
  auto rows = acumatica::read_rows(read_as, found->second.text, aliases);
  if (rows) return rows;
  auto problem = rows.problem();
  problem.message = std::string{name} + ": " + problem.message;
  return problem;
}

}  // namespace

result<policy::shipment_row> read_shipment_row(std::string_view json_object,
                                               const acumatica::field_aliases& aliases) {
  const auto columns = acumatica::read_row(entity::shipment, json_object, aliases);
  if (!columns) return columns.problem();
  policy::shipment_row row;
  row.type = text_in(*columns, concept_id::shipment_type);
  row.operation = text_in(*columns, concept_id::operation);
  row.status = text_in(*columns, concept_id::status);
  row.confirmed = text_in(*columns, concept_id::confirmed);
  row.ship_via = text_in(*columns, concept_id::ship_via);
  row.warehouse = text_in(*columns, concept_id::warehouse);
  row.store_order = text_in(*columns, concept_id::store_order_number);
  row.invoice = text_in(*columns, concept_id::invoice_number);
  row.lines.push_back(line_of(*columns));
  const auto details = list_in(*columns, concept_id::details, entity::shipment, "Details", aliases);
  if (!details) return details.problem();
  for (const auto& each : *details) row.lines.push_back(line_of(each));
  const auto packages =
      list_in(*columns, concept_id::packages, entity::shipment, "Packages", aliases);
  if (!packages) return packages.problem();
  for (const auto& each : *packages)
    if (auto track = name_in(each, concept_id::tracking_number))
      row.tracks.push_back(std::move(*track));
  // As in the key, the columns of a nested order are those of an order.
  const auto orders = list_in(*columns, concept_id::orders, entity::order, "Orders", aliases);
  if (!orders) return orders.problem();
  row.orders = orders->size();
  if (row.orders == 1 && !row.store_order)
    row.store_order = text_in(orders->front(), concept_id::store_order_number);
  return row;
}

}  // namespace acumage::actors
