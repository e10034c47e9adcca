#include "simulator/acumatica/rest/entities.hpp"

#include "messages/json_text.hpp"
#include "simulator/acumatica/guid.hpp"

#include <algorithm>
#include <set>

namespace acumage::simulator::acumatica {
namespace {

const std::vector<rest_entity>& entities() {
  static const std::vector<rest_entity> all{
      {"StockItem",
       "Stock Items (IN202500)",
       entity::item,
       1,
       "LastModified",
       {"InventoryID", "DefaultPrice", "ItemStatus"}},
      {"SalesOrder",
       "Sales Orders (SO301000)",
       entity::order,
       2,
       "LastModified",
       {"OrderType", "OrderNbr", "Status", "ExternalRef", "CustomerOrder", "CustomerID",
        "OrderTotal", "CurrencyID", "Date"}},
      {"Shipment",
       "Shipments (SO302000)",
       entity::shipment,
       1,
       "LastModifiedDateTime",
       {"ShipmentNbr", "Type", "Operation", "Status", "ShipmentDate", "ShipVia", "WarehouseID"}},
      {"Customer",
       "Customers (AR303000)",
       entity::customer,
       1,
       "LastModifiedDateTime",
       {"CustomerID", "CustomerName", "CustomerClass", "PriceClassID", "Status"}},
  };
  return all;
}

std::optional<std::size_t> find_late(const schema& of, std::string_view name) {
  if (name == "LastModifiedDateTime") return of.modified();
  return name == "LastModifiedOn" ? std::nullopt : of.index_of(name);
}

std::optional<std::size_t> find_short(const schema& of, std::string_view name) {
  if (name == "LastModified") return of.modified();
  return name == "LastModifiedOn" ? std::nullopt : of.index_of(name);
}

bool has(const std::vector<std::string>& names, std::string_view one) {
  return std::find(names.begin(), names.end(), one) != names.end();
}

struct writer {
  const record_style& style;
  std::string text = {};

  void columns(const schema& of, const row& from, const std::vector<std::string_view>& names) {
    for (const auto name : names) {
      const auto place = *of.index_of(name);
      append_field(text, name, of.columns[place], from[place], style);
    }
  }

  /// "Name":[{…},…]
  void details(std::string_view name, const schema& of, const std::vector<const row*>& rows,
               const std::vector<std::string_view>& names) {
    text += ',';
    append_json_string(text, name);
    text += ":[";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i > 0) text += ',';
      std::string id{name};
      for (const auto& each : *rows[i]) append_key(id, each);
      append_head(text, guid_from(id), i + 1);
      columns(of, *rows[i], names);
      text += ",\"custom\":{}}";
    }
    text += ']';
  }
};

std::vector<const row*> pointers(const std::vector<row>& rows) {
  std::vector<const row*> found;
  for (const auto& one : rows) found.push_back(&one);
  return found;
}

/// The first row of each value in a column, without nulls.
std::vector<const row*> distinct(const record& rows, std::size_t column) {
  std::vector<const row*> found;
  std::set<cell> known;
  for (const auto* one : rows)
    if (!is_null((*one)[column]) && known.insert((*one)[column]).second) found.push_back(one);
  return found;
}

void write_order(writer& to, const row& head) {
  if (has(to.style.expand, "Details")) {
    const auto lines = to.style.related(entity::order_line, head);
    to.details("Details", schema_of(entity::order_line), pointers(lines),
               {"LineNbr", "InventoryID", "Quantity", "UnitPrice", "ExtendedPrice"});
  }
  if (has(to.style.expand, "Shipments")) {
    const auto lines = to.style.related(entity::shipment, head);
    to.details("Shipments", schema_of(entity::shipment), distinct(pointers(lines), 0),
               {"ShipmentNbr", "Status", "ShipmentDate", "InvoiceNbr"});
  }
}

void write_shipment(writer& to, const record& rows) {
  const schema& shape = schema_of(entity::shipment);
  if (has(to.style.expand, "Details"))
    to.details("Details", shape, rows,
               {"LineNbr", "OrderType", "OrderNbr", "OrderLineNbr", "InventoryID", "ShippedQty",
                "WarehouseID"});
  if (has(to.style.expand, "Packages"))
    to.details("Packages", shape, distinct(rows, *shape.index_of("TrackingNbr")), {"TrackingNbr"});
  if (has(to.style.expand, "Orders"))
    to.details("Orders", shape, distinct(rows, *shape.index_of("OrderNbr")),
               {"OrderType", "OrderNbr", "ExternalRef", "InvoiceNbr"});
}

void write_customer(writer& to, const row& head) {
  const bool with_address = has(to.style.expand, "MainContact/Address");
  if (!with_address && !has(to.style.expand, "MainContact")) return;
  const schema& shape = schema_of(entity::customer);
  const std::string& id = text_of(head[0]);
  to.text += ",\"MainContact\":";
  append_head(to.text, guid_from("contact " + id), 1);
  to.columns(shape, head, {"Email", "FirstName", "LastName", "Phone1"});
  if (with_address) {
    to.text += ",\"Address\":";
    append_head(to.text, guid_from("address " + id), 1);
    to.columns(shape, head,
               {"AddressLine1", "AddressLine2", "City", "State", "Country", "PostalCode"});
    to.text += ",\"custom\":{}}";
  }
  to.text += ",\"custom\":{}}";
}

/// Of several rows the newest time.
const cell& newest(const record& rows, std::size_t column) {
  return (**std::max_element(rows.begin(), rows.end(), [&](const row* left, const row* right) {
    return (*left)[column] < (*right)[column];
  }))[column];
}

}  // namespace

const rest_entity* rest_entity_named(std::string_view name) {
  for (const auto& one : entities())
    if (one.name == name) return &one;
  return nullptr;
}

column_finder finder_of(const rest_entity& of) {
  return of.modified == "LastModified" ? find_short : find_late;
}

void append_head(std::string& to, std::string_view id, std::size_t number) {
  to += "{\"id\":\"";
  to += id;
  to += "\",\"rowNumber\":" + std::to_string(number) + ",\"note\":\"\"";
}

void append_field(std::string& to, std::string_view name, const column& of, const cell& value,
                  const record_style& style) {
  to += ',';
  append_json_string(to, name);
  if (is_null(value) || style.faults.names(trouble::empty_field, name)) {
    to += ":{}";
    return;
  }
  to += ":{\"value\":";
  switch (of.type) {
    case column_type::text:
    case column_type::guid: append_json_string(to, text_of(value)); break;
    case column_type::decimal: to += short_decimal(number_of(value)); break;
    case column_type::integer: to += std::to_string(number_of(value)); break;
    case column_type::boolean: to += number_of(value) == 0 ? "false" : "true"; break;
    case column_type::time: {
      const moment at = time_of(value);
      append_json_string(to, iso(at, iso_form::offset, style.zone.offset_at(at)));
      break;
    }
  }
  to += '}';
}

std::string record_json(const rest_entity& of, const record& rows, std::size_t number,
                        const record_style& style) {
  const schema& shape = schema_of(of.table);
  const row& head = *rows.front();
  std::string key;
  for (std::size_t i = 0; i < of.key_count; ++i) append_key(key, head[i]);
  writer made{style};
  append_head(made.text, database::note_id(of.table, key), number);
  const auto shown = [&](std::string_view name) {
    return style.select.empty() || has(style.select, name);
  };
  for (const auto name : of.fields)
    if (shown(name)) made.columns(shape, head, {name});
  if (shown(of.modified)) {
    const auto place = *shape.modified();
    append_field(made.text, of.modified, shape.columns[place], newest(rows, place), style);
  }
  if (of.table == entity::order) write_order(made, head);
  if (of.table == entity::shipment) write_shipment(made, rows);
  if (of.table == entity::customer) write_customer(made, head);
  return made.text + ",\"custom\":{}}";
}

}  // namespace acumage::simulator::acumatica
