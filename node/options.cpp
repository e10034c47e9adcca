#include "node/options.hpp"

#include "messages/key.hpp"
#include "node/node.hpp"
#include "settings/settings.hpp"
#include "settings/version.hpp"
#include "settings/wall_clock.hpp"

#include <cstdint>
#include <optional>
#include <random>

namespace acumage::node {

namespace {

/// 128 bits from the system's source, so that no two requests, runs or nodes share one.
std::string random_nonce() {
  std::random_device source;
  std::string text;
  for (int word = 0; word < 4; ++word) {
    const std::uint32_t bits = source();
    for (unsigned shift = 0; shift < 32; shift += 4)
      text += "0123456789abcdef"[(bits >> shift) & 15U];
  }
  return text;
}

std::optional<magento::oauth_credential> oauth_of(
    const settings::settings::connection_section& from) {
  if (!from.oauth_token.set()) return std::nullopt;
  return magento::oauth_credential{
      {from.oauth_consumer_key.reveal(), from.oauth_consumer_secret.reveal(),
       from.oauth_token.reveal(), from.oauth_token_secret.reveal()},
      random_nonce,
      [] { return settings::wall_us() / 1'000'000; }};
}

}  // namespace

magento::store_address store_address_of(const settings::settings& with) {
  const auto& from = with.connection;
  magento::store_address where;
  where.url = from.magento_url;
  where.store_code = from.store_code;
  where.bearer_token = from.bearer_token.reveal();
  where.oauth = oauth_of(from);
  where.ca_file = from.ca_file.string();
  where.verify_tls = from.verify_tls;
  where.proxy = from.proxy.reveal();
  where.connect_timeout = from.connect_timeout;
  where.read_timeout = from.read_timeout;
  where.user_agent = "Acumage/" + settings::build_version();
  return where;
}

magento::credential_kind credential_of(const settings::settings& with) {
  if (with.connection.oauth_token.set()) return magento::credential_kind::oauth;
  return with.connection.bearer_token.set() ? magento::credential_kind::bearer_token
                                            : magento::credential_kind::none;
}

storage::ledger_options ledger_options_of(const settings::settings& with) {
  constexpr std::int64_t day_us = 86'400'000'000;
  storage::ledger_options how;
  how.path = with.storage.path;
  how.sync = with.storage.sync;
  how.reserve_bytes = with.storage.reserve;
  how.max_unsettled = with.intake.max_unsettled;
  how.max_journal_bytes = with.intake.max_journal;
  how.max_letter_bytes = with.dead_letters.max_bytes;
  how.max_duplicates = with.intake.max_duplicates;
  how.duplicates_us = with.intake.duplicates_days * day_us;
  how.history_us = with.history.retention_days * day_us;
  how.max_history_bytes = with.history.max_bytes;
  return how;
}

policy::inventory_options inventory_options_of(const settings::settings& with) {
  const auto& from = with.inventory_sync;
  policy::inventory_options how;
  how.enabled = with.entities.at(index_of(entity::inventory));
  how.quantity = from.quantity;
  how.monitor = from.monitor;
  how.decimals = from.decimals;
  how.hold_incomplete = from.incomplete == settings::incomplete_rule::hold;
  const auto add = [&](const std::string& warehouse, const std::string& source) {
    how.sources.emplace(fold_key(trimmed(warehouse)), source);
  };
  if (from.mode == settings::inventory_mode::branch_wise) {
    for (const auto& [branch, warehouses] : with.branch_warehouses)
      for (const auto& each : warehouses) add(each, with.branch_sources.at(branch));
  } else {
    for (const auto& each : from.warehouses) {
      const auto mapped = with.warehouse_sources.find(each);
      add(each, mapped == with.warehouse_sources.end() ? "default" : mapped->second);
    }
  }
  how.vendors = with.vendor_inventory.preference;
  how.vendor_source = with.vendor_inventory.source;
  // check-config guarantees that a total over several sources names the source to add it to.
  if (how.vendor_source.empty())
    how.vendor_source = how.sources.empty() ? "default" : how.sources.begin()->second;
  return how;
}

policy::customer_options customer_options_of(const settings::settings& with) {
  const auto folded = [](const std::string& name) { return fold_key(trimmed(name)); };
  policy::customer_options how;
  how.enabled = with.entities.at(index_of(entity::customer));
  for (const auto& each : with.customer_sync.classes) how.classes.insert(folded(each));
  how.website_id = with.customer_sync.website_id;
  how.default_group = with.customer_sync.default_group;
  for (const auto& [name, group] : with.customer_groups) how.groups.emplace(folded(name), group);
  if (with.customer_sync.attributes)
    for (const auto& [id, code] : with.customer_attributes)
      how.attributes.emplace(folded(id), code);
  return how;
}

namespace {

/// Entries of the settings take precedence over the words that every Acumatica has.
template <class Meaning>
void extend(policy::word_table<Meaning>& table, const settings::name_map<Meaning>& with) {
  for (const auto& [word, meaning] : with)
    table.insert_or_assign(policy::folded_word(word), meaning);
}

}  // namespace

policy::price_options price_options_of(const settings::settings& with) {
  policy::price_options how;
  how.enabled = with.entities.at(index_of(entity::pricing));
  how.price = with.price_sync.price;
  how.decimals = with.price_sync.decimals;
  extend(how.item_statuses, with.item_statuses);
  return how;
}

policy::shipment_options shipment_options_of(const settings::settings& with) {
  policy::shipment_options how;
  how.enabled = with.entities.at(index_of(entity::shipment));
  how.trigger = with.shipment_sync.trigger;
  extend(how.statuses, with.shipment_statuses);
  extend(how.types, with.shipment_types);
  extend(how.operations, with.shipment_operations);
  how.notify = with.shipment_sync.notify_customer;
  how.create_invoice = with.shipment_sync.create_invoice;
  for (const auto& [ship_via, as] : with.ship_via)
    how.carriers.emplace(fold_key(trimmed(ship_via)), as);
  how.drop_ship_via = with.dropship.ship_via;
  how.drop_source = with.vendor_inventory.source;
  const auto add = [&](const std::string& warehouse, const std::string& source) {
    how.sources.emplace(fold_key(trimmed(warehouse)), source);
  };
  if (with.inventory_sync.mode == settings::inventory_mode::branch_wise) {
    for (const auto& [branch, warehouses] : with.branch_warehouses)
      for (const auto& each : warehouses) add(each, with.branch_sources.at(branch));
  } else {
    for (const auto& [warehouse, source] : with.warehouse_sources) add(warehouse, source);
  }
  if (with.order_sync.create_erp_orders) how.erp_order_prefix = with.order_sync.increment_prefix;
  return how;
}

policy::order_options order_options_of(const settings::settings& with) {
  const auto& from = with.order_sync;
  policy::order_options how;
  how.enabled = with.entities.at(index_of(entity::order));
  for (const auto& type : from.order_types) how.types.insert(fold_key(trimmed(type)));
  how.statuses.insert(with.order_statuses.begin(), with.order_statuses.end());
  how.number_column = from.order_number_field;
  how.create = from.create_erp_orders;
  how.store_id = from.store_id;
  how.payment_method = from.payment_method;
  how.shipping_method = from.shipping_method;
  how.increment_prefix = from.increment_prefix;
  return how;
}

acumatica::reading reading_of(const settings::settings& with) {
  acumatica::reading how;
  for (const auto& [query, which] : with.queries) how.queries.emplace(query, which);
  for (const auto each : all_entities)
    for (const auto& [meaning, captions] : with.aliases.at(index_of(each)))
      for (const auto& caption : captions) how.aliases.add(each, meaning, caption);
  // A nested order of a shipment is read as an order.
  for (const auto each : {entity::shipment, entity::order})
    how.aliases.add(each, acumatica::concept_id::store_order_number,
                    with.order_sync.order_number_field);
  how.company = with.intake.company;
  how.lost_pushes = with.acumatica.lost_pushes;
  how.max_rows = with.intake.max_unsettled;
  return how;
}

}  // namespace acumage::node
