// What each room is told of the settings.
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

/// How the store is reached, from the settings.
magento::store_address store_address_of(const settings::settings& with);
/// What the node shows the store of itself: the four OAuth secrets, the token, or nothing.
magento::credential_kind credential_of(const settings::settings& with);
/// How the data folder is opened, from the settings.
storage::ledger_options ledger_options_of(const settings::settings& with);
/// Which warehouse counts for which source, in either mode, and the rest of the inventory settings.
policy::inventory_options inventory_options_of(const settings::settings& with);
/// Which price is sent, and of which items.
policy::price_options price_options_of(const settings::settings& with);
/// Which customers are sent, and to which group, website and attributes.
policy::customer_options customer_options_of(const settings::settings& with);
/// What is told of a shipment, and where its goods leave from.
policy::shipment_options shipment_options_of(const settings::settings& with);
/// The order settings, maps included.
policy::order_options order_options_of(const settings::settings& with);
/// How rows are read, from the settings.
acumatica::reading reading_of(const settings::settings& with);

}  // namespace acumage::node
