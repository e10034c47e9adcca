#include "node/store_questions.hpp"

#include "node/options.hpp"
#include "policy/order_states.hpp"
#include "settings/settings.hpp"

#include <string_view>

namespace acumage::node {

namespace {

/// Adds the place that names a value to the places already known.
template <class Value>
void name(std::map<Value, std::string>& values, const Value& value, const std::string& where) {
  auto& places = values[value];
  places += (places.empty() ? "" : ", ") + where;
}

/// `[section] key` for each entry of a map section.
template <class Map, class Value>
void name_all(std::map<Value, std::string>& values, std::string_view section, const Map& from) {
  for (const auto& [key, value] : from)
    name(values, value, "[" + std::string{section} + "] " + key);
}

bool on(const settings::settings& with, entity which) { return with.entities.at(index_of(which)); }

/// Shipments leave from the source of their warehouse in either mode.
void name_sources(const settings::settings& with, magento::connection_questions& ask) {
  const bool by_branch = with.inventory_sync.mode == settings::inventory_mode::branch_wise;
  const bool stock = on(with, entity::inventory);
  const bool shipments = on(with, entity::shipment);
  if (!stock && !shipments) return;
  if (shipments || !by_branch) name_all(ask.sources, "warehouse_sources", with.warehouse_sources);
  if (!stock) return;
  if (by_branch)
    name_all(ask.sources, "branch_sources", with.branch_sources);
  else if (with.warehouse_sources.empty() && !with.inventory_sync.warehouses.empty())
    name<std::string>(ask.sources, "default", "inventory_sync.warehouses");
  if (with.vendor_inventory.preference != settings::vendor_preference::exclude &&
      !with.vendor_inventory.source.empty())
    name(ask.sources, with.vendor_inventory.source, "vendor_inventory.source");
}

void name_customers(const settings::settings& with, magento::connection_questions& ask) {
  const auto& from = with.customer_sync;
  name(ask.websites, from.website_id, "customer_sync.website_id");
  name(ask.customer_groups, from.default_group, "customer_sync.default_group");
  name_all(ask.customer_groups, "customer_groups", with.customer_groups);
  ask.send_attributes = from.attributes;
  if (from.attributes)
    name_all(ask.customer_attributes, "customer_attributes", with.customer_attributes);
}

/// `cancel`, `hold` and `unhold` are calls, not statuses: the test checks their permissions.
void name_orders(const settings::settings& with, magento::connection_questions& ask) {
  name(ask.store_views, with.order_sync.store_id, "order_sync.store_id");
  for (const auto& [status, target] : with.order_statuses) {
    policy::order_record record;
    policy::set_status(record, target);
    if (record.action != policy::order_action::comment) continue;
    name(ask.order_statuses, target, "[order_statuses] " + status);
    ask.also.set_statuses = true;
  }
}

}  // namespace

magento::connection_questions store_questions_of(const settings::settings& with) {
  magento::connection_questions ask;
  ask.url = with.connection.magento_url;
  ask.store_code = with.connection.store_code;
  ask.credential = credential_of(with);
  for (const auto each : all_entities)
    if (on(with, each)) ask.enabled.insert(each);
  ask.also.create_invoices = with.shipment_sync.create_invoice;
  ask.also.create_orders = on(with, entity::order) && with.order_sync.create_erp_orders;
  name_sources(with, ask);
  // 0 is the scope of all store views, which every store has.
  if (on(with, entity::pricing) && with.price_sync.store_id != 0)
    name(ask.store_views, with.price_sync.store_id, "price_sync.store_id");
  if (on(with, entity::customer)) name_customers(with, ask);
  if (on(with, entity::order)) name_orders(with, ask);
  return ask;
}

}  // namespace acumage::node
