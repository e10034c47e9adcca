#include "rows.hpp"

#include "actors/shipment_rows.hpp"
#include "acumatica/change_json.hpp"
#include "acumatica/customer_row.hpp"
#include "acumatica/json_tree.hpp"
#include "acumatica/order_row.hpp"
#include "magento/customers/value.hpp"
#include "magento/orders/value.hpp"
#include "magento/shipments/value.hpp"
#include "messages/decimal.hpp"
#include "policy/customer_rules.hpp"
#include "policy/inventory_rules.hpp"
#include "policy/order_rules.hpp"
#include "policy/pricing_rules.hpp"
#include "policy/shipment_rules.hpp"

#include <cassert>
#include <variant>

namespace acumage::tests {

namespace {

using acumatica::concept_id;

std::optional<std::string> text_of(const acumatica::row& columns, concept_id which) {
  const auto found = columns.find(which);
  if (found == columns.end() || found->second.type == acumatica::cell::kind::null)
    return std::nullopt;
  return found->second.text;
}

/// What is published, if anything is.
const std::string* published(const policy::ruling& what) {
  const auto* told = std::get_if<policy::publish>(&what);
  return told == nullptr ? nullptr : &told->value;
}

void price(const std::string& json, const change& what, known_document& known) {
  const auto columns = acumatica::read_row(entity::pricing, json, sample_reading().aliases);
  if (!columns) return;
  const policy::price_change told{
      .at = {what.stamp, 1},
      .row = {.item = what.key,
              .default_price = text_of(*columns, concept_id::default_price),
              .sales_price = text_of(*columns, concept_id::sales_price),
              .item_status = text_of(*columns, concept_id::item_status)}};
  static_cast<void>(policy::rule_on_price(told, known, {}));
  const auto ruled = policy::rule_on_known_price(known, {});
  if (const auto* value = published(ruled)) assert(decimal::parse(*value).ok());
}

void quantity(const std::string& json, const change& what, item_stock& stock) {
  const auto columns = acumatica::read_row(entity::inventory, json, sample_reading().aliases);
  if (!columns) return;
  const auto name = [&](concept_id which) { return text_of(*columns, which).value_or(""); };
  policy::inventory_change told;
  told.at = {what.stamp, 1};
  told.now = {.item = name(concept_id::item),
              .warehouse = name(concept_id::warehouse),
              .location = name(concept_id::location),
              .vendor = name(concept_id::vendor),
              .quantities = {text_of(*columns, concept_id::available),
                             text_of(*columns, concept_id::available_for_shipping),
                             text_of(*columns, concept_id::on_hand)},
              .vendor_quantity = text_of(*columns, concept_id::vendor_quantity),
              .vendor_share = text_of(*columns, concept_id::vendor_share)};
  const policy::inventory_options options{.sources = {{"east", "wh_east"}, {"west", "wh_east"}},
                                          .decimals = 4,
                                          .hold_incomplete = false,
                                          .vendors = policy::vendor_preference::add_to_total,
                                          .vendor_source = "wh_east"};
  static_cast<void>(policy::rule_on_stock(told, stock, {}, options));
  for (const auto& source : policy::sources_of(stock, options)) {
    const auto ruled = policy::rule_on_figure(stock, source, {}, options);
    if (const auto* value = published(ruled)) assert(decimal::parse(*value).ok());
  }
}

void shipment(const std::string& json, const change& what, known_document& known) {
  const auto row = actors::read_shipment_row(json, sample_reading().aliases);
  if (!row) return;
  known.key = what.key;
  static_cast<void>(policy::lay_shipment(*row, {what.stamp, 1}, known));
  const auto ruled =
      policy::rule_on_shipment(known, {.drop_source = "default", .create_invoice = true});
  if (const auto* value = published(ruled.what)) assert(magento::read_shipment_order(*value));
}

void customer(const std::string& json, const change& what, known_document& known) {
  const auto row = acumatica::read_customer_row(json, sample_reading().aliases);
  if (!row) return;
  known.key = what.key;
  static_cast<void>(policy::lay(*row, {what.stamp, 1}, known));
  const auto ruled = policy::rule_on_customer(
      known, {.classes = {"intl", "web"}, .groups = {}, .attributes = {{"REGION", "region"}}});
  if (const auto* value = published(ruled)) assert(magento::read_customer_value(*value));
}

void order(const std::string& json, const change& what, known_document& known) {
  const auto row = acumatica::read_order_row(json, sample_reading().aliases);
  if (!row) return;
  known.key = what.key;
  const auto laid = policy::lay_order(*row, {what.stamp, 1}, known);
  const auto ruled = policy::rule_on_order(
      {.known = known, .laid = laid},
      {.types = {"so"},
       .statuses = {{"Open", "processing"}, {"On Hold", "hold"}, {"Canceled", "cancel"}},
       .create = true});
  if (const auto* value = published(ruled.what))
    static_cast<void>(magento::read_order_value(*value));  // throws when it does not read it
}

/// What is remembered from row to row: all are of one record here, whatever their keys.
struct memory {
  known_document prices;
  item_stock stock;
  known_document shipment;
  known_document customer;
  known_document order;
};

void rule_on(const std::string& json, const change& what, memory& known) {
  if (json.empty()) return;
  switch (what.entity) {
    case entity::pricing: return price(json, what, known.prices);
    case entity::inventory: return quantity(json, what, known.stock);
    case entity::shipment: return shipment(json, what, known.shipment);
    case entity::customer: return customer(json, what, known.customer);
    case entity::order: return order(json, what, known.order);
  }
}

}  // namespace

const acumatica::reading& sample_reading() {
  static const auto how = [] {
    acumatica::reading made;
    made.queries = {{"MC Price", entity::pricing},
                    {"MC Quantity", entity::inventory},
                    {"MC Shipment", entity::shipment},
                    {"MC Customer", entity::customer},
                    {"MC Order", entity::order}};
    made.aliases.add(entity::pricing, concept_id::default_price, "Netto");
    made.aliases.add(entity::order, concept_id::store_order_number, "ExternalRef");
    return made;
  }();
  return how;
}

void rule_on(const submission& what) {
  memory known;
  for (int round = 0; round < 2; ++round)
    for (const auto& parcel : what.parcels)
      for (const auto& each : parcel.changes) {
        rule_on(each.inserted, each, known);
        rule_on(each.deleted, each, known);
        if (parcel.unrouted) static_cast<void>(acumatica::reroute(each, sample_reading()));
      }
}

void show(const submission& what) {
  acumatica::json_tree tree;
  for (const auto& parcel : what.parcels)
    for (const auto& each : parcel.changes) {
      const auto text = acumatica::to_json(each);
      assert(text.find('\n') == std::string::npos);
      const auto back = tree.read(text);
      assert(back.ok());
    }
}

}  // namespace acumage::tests
