// The options of each room, made from the settings.
#pragma once

#include "acumatica/notification.hpp"
#include "magento/connection_test/connection_test.hpp"
#include "magento/http_transport.hpp"
#include "policy/customer_rules.hpp"
#include "policy/inventory_rules.hpp"
#include "policy/order_rules.hpp"
#include "policy/pricing_rules.hpp"
#include "policy/shipment_rules.hpp"
#include "storage/ledger.hpp"

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::node {

/// How to reach the store.
magento::store_address store_address_of(const settings::settings& with);
/// How the node authenticates: the four OAuth secrets, the token, or nothing.
magento::credential_kind credential_of(const settings::settings& with);
/// How to open the data folder.
storage::ledger_options ledger_options_of(const settings::settings& with);
/// Which warehouse belongs to which source, in either mode, and the other inventory settings.
policy::inventory_options inventory_options_of(const settings::settings& with);
/// Which price to send, and for which items.
policy::price_options price_options_of(const settings::settings& with);
/// Which customers to send, and with which group, website and attributes.
policy::customer_options customer_options_of(const settings::settings& with);
/// What to send about a shipment, and which source its goods leave from.
policy::shipment_options shipment_options_of(const settings::settings& with);
/// The order settings, maps included.
policy::order_options order_options_of(const settings::settings& with);
/// How to read rows.
acumatica::reading reading_of(const settings::settings& with);

}  // namespace acumage::node
