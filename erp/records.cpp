#include "erp/records.hpp"

#include "erp/page.hpp"
#include "erp/query.hpp"
#include "erp/reading.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace acumage::erp {

namespace {

/// How a kind of record is called and asked for.
struct record_form {
  std::string_view entity;
  std::vector<std::string> key;
  std::string select;
  std::string expand;
};

const record_form& form_of(record_kind kind) {
  static const std::array<record_form, 4> all{{
      {"StockItem", {"InventoryID"}, "InventoryID,DefaultPrice,ItemStatus,LastModified", ""},
      {"SalesOrder",
       {"OrderType", "OrderNbr"},
       "",
       "Details,BillToAddress,BillToContact,ShipToAddress"},
      {"Shipment", {"ShipmentNbr"}, "", "Details,Orders"},
      {"Customer", {"CustomerID"}, "", "Attributes,MainContact,MainContact/Address"},
  }};
  return all[static_cast<std::size_t>(kind)];
}

/// What every record and every part of one has beside its fields.
bool is_housekeeping(std::string_view name) {
  return name == "id" || name == "rowNumber" || name == "note" || name == "custom" ||
         name == "_links" || name == "files" || name == "error";
}

json_value null_value() {
  json_value made;
  made.token = "null";
  return made;
}

json_value flat(const json_value& from) {
  json_value made;
  made.is = from.is;
  switch (from.is) {
    case json_value::form::scalar: return from;
    case json_value::form::array:
      for (const auto& item : from.items) made.items.push_back(flat(item));
      return made;
    case json_value::form::object: break;
  }
  if (from.members.empty()) return null_value();
  if (const auto* const value = from.find("value")) return flat(*value);
  for (const auto& [name, value] : from.members)
    if (!is_housekeeping(name)) made.members.push_back({name, flat(value)});
  // A field that only carries an error has no value.
  return made.members.empty() ? null_value() : made;
}

/// Removes a member, and returns it.
std::optional<json_value> taken(json_value& from, std::string_view name) {
  const auto at = std::find_if(from.members.begin(), from.members.end(),
                               [&](const auto& member) { return member.name == name; });
  if (at == from.members.end()) return std::nullopt;
  auto value = std::move(at->value);
  from.members.erase(at);
  return value;
}

void rename(json_value& in, std::string_view old, const std::string& name) {
  if (in.find(name) != nullptr) return;
  for (auto& member : in.members)
    if (member.name == old) member.name = name;
}

/// Moves the members of a part up, unless the record has members of these names.
void raise(json_value& record, const std::optional<json_value>& part) {
  if (!part) return;
  for (const auto& [name, value] : part->members)
    if (record.find(name) == nullptr) record.members.push_back({name, value});
}

void name_as_pushed(record_kind kind, json_value& record) {
  if (kind == record_kind::customer) {
    auto contact = taken(record, "MainContact");
    if (!contact) return;
    auto address = taken(*contact, "Address");
    raise(record, contact);
    raise(record, address);
  }
  if (kind != record_kind::sales_order) return;
  rename(record, "BillToAddress", "BillingAddress");
  rename(record, "ShipToAddress", "ShippingAddress");
  if (auto contact = taken(record, "BillToContact"))
    if (const auto* const email = contact->find("Email"); email && record.find("Email") == nullptr)
      record.members.push_back({"Email", *email});
  for (auto& [name, lines] : record.members)
    if (name == "Details")
      for (auto& line : lines.items) rename(line, "OrderQty", "Quantity");
}

/// The order that a line, or an element of Orders, names.
std::pair<std::string, std::string> order_in(const json_value& part) {
  const auto text = [&](std::string_view name) {
    const auto* const found = part.find(name);
    return found == nullptr ? std::string{} : found->token;
  };
  return {text("OrderType"), text("OrderNbr")};
}

json_value list_of(std::vector<json_value> items) {
  json_value made;
  made.is = json_value::form::array;
  made.items = std::move(items);
  return made;
}

/// One row for each order that the lines of a shipment name, as an inquiry has them; the shipment
/// itself where they name none.
std::vector<std::string> by_order(json_value& shipment) {
  const auto lines = taken(shipment, "Details").value_or(json_value{});
  const auto orders = taken(shipment, "Orders").value_or(json_value{});
  std::map<std::pair<std::string, std::string>, std::vector<json_value>> of;
  for (const auto& line : lines.items) of[order_in(line)].push_back(line);
  if (of.empty()) of[{}] = {};
  std::vector<std::string> rows;
  for (auto& [order, some] : of) {
    auto row = shipment;
    std::vector<json_value> named;
    for (const auto& each : orders.items)
      if (order_in(each) == order || order.second.empty()) named.push_back(each);
    if (!order.second.empty())
      for (const std::string name : {"OrderType", "OrderNbr"})
        if (const auto* const value = some.front().find(name); value && row.find(name) == nullptr)
          row.members.push_back({name, *value});
    row.members.push_back({"Details", list_of(std::move(some))});
    row.members.push_back({"Orders", list_of(std::move(named))});
    rows.push_back(row.written());
  }
  return rows;
}

problem absent(std::string_view what, const std::vector<std::string>& key) {
  std::string text{what};
  for (const auto& part : key) text += " " + part;
  return {trouble::absent, text + ": not found in Acumatica", "", {}};
}

/// The JSON of one record: an object, or the only element of a list.
expected<json_value> single(const std::string& body, const record_form& form,
                            const std::vector<std::string>& key) {
  auto json = read_json(body);
  if (json && json->is == json_value::form::array) {
    if (json->items.empty()) return absent(form.entity, key);
    auto first = std::move(json->items.front());
    json = std::move(first);
  }
  if (json && json->is == json_value::form::object) return std::move(*json);
  return problem{trouble::transport,
                 std::string{form.entity} + ": the answer is no complete JSON record",
                 "The node repeats the request. If this lasts, ask the Acumatica administrator.",
                 {}};
}

/// `$select` and `$expand` of one request.
struct parts {
  std::string select;
  std::string expand;
};

expected<json_value> fetch_record(client& way, const record_form& form,
                                  const std::vector<std::string>& key, const parts& wanted) {
  const auto& how = way.settings();
  query ask{.select = wanted.select, .expand = wanted.expand};
  auto path = entity_path(how, form.entity);
  if (std::all_of(key.begin(), key.end(), fits_path)) {
    path = entity_path(how, form.entity, key);
  } else {
    std::vector<std::string> conditions;
    for (std::size_t i = 0; i < key.size(); ++i)
      conditions.push_back(form.key[i] + " eq " + text_literal(key[i]));
    ask.filter = all_of(conditions);
    ask.top = 1;
  }
  const auto body = way.get(path + written(ask));
  if (body) return single(*body, form, key);
  return body.problem().kind == trouble::absent ? absent(form.entity, key) : body.problem();
}

}  // namespace

json_value flat_record(record_kind kind, const json_value& record) {
  auto made = flat(record);
  name_as_pushed(kind, made);
  return made;
}

expected<std::vector<std::string>> read_record(client& way, record_kind kind,
                                               const std::vector<std::string>& key) {
  const auto& form = form_of(kind);
  if (key.size() != form.key.size())
    return problem{trouble::configuration,
                   std::string{form.entity} + ": a key of " + std::to_string(key.size()) +
                       " parts; expected " + listed(form.key),
                   "",
                   {}};
  const auto record = fetch_record(way, form, key, {form.select, form.expand});
  if (!record) return record.problem();
  auto row = flat_record(kind, *record);
  if (kind == record_kind::shipment) {
    const auto boxes =
        fetch_record(way, form, key, {"ShipmentNbr,Packages/TrackingNbr", "Packages"});
    if (!boxes) return boxes.problem();
    taken(row, "Packages");
    auto packed = flat_record(kind, *boxes);
    if (auto packages = taken(packed, "Packages"))
      row.members.push_back({"Packages", std::move(*packages)});
  }
  return kind == record_kind::shipment ? by_order(row) : std::vector{row.written()};
}

expected<std::vector<std::string>> read_rows_of(client& way, const inquiry& what,
                                                const facts& known,
                                                const std::vector<std::string>& key) {
  constexpr std::size_t page_size = 1'000;
  std::vector<std::string> conditions;
  for (std::size_t i = 0; i < std::min(key.size(), what.key.size()); ++i)
    conditions.push_back(what.key[i] + " eq " +
                         literal(json_string(key[i]).token, known.about.type_of(what.key[i]),
                                 protocol_of(way.settings(), what)));
  auto one = what;
  one.filter = all_of({all_of(conditions), what.filter});
  std::vector<std::string> rows;
  reading all{way, one, {}, page_size, std::nullopt, known};
  for (;;) {
    auto page = all.step();
    if (!page) return page.problem();
    for (auto& row : page->rows) rows.push_back(std::move(row));
    // Complete keys name one row.
    if (page->last || (key.size() == what.key.size() && rows.size() == 1)) break;
  }
  if (rows.empty()) return absent("inquiry \"" + what.name + "\":", key);
  return rows;
}

}  // namespace acumage::erp
