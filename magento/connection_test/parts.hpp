// The parts of the connection test that run once the credential is accepted: one check per needed object.
#pragma once

#include "magento/connection_test/examination.hpp"
#include "magento/permission_probes.hpp"

#include <string>
#include <vector>

namespace acumage::magento {

/// One check for each entity that is switched on: "permission shipment".
void check_permissions(examination& test, stock_model stock);

/// Requests the largest page in use, with a search that finds nothing: "page size".
void check_pages(examination& test, stock_model stock);

/// Sources that warehouses are mapped to: "source wh_east".
void check_sources(examination& test, stock_model stock);

/// The store code, websites and store views that the settings name: "store view 1".
void check_stores(examination& test);

/// Customer groups, and whether the store accepts the attributes of customers. `modules`: the
/// store's.
void check_customers(examination& test, const std::vector<std::string>& modules);

/// Statuses that the ERP's are mapped to. The store has no route that lists its own, so only those
/// that ship with Magento are known: "order status picked".
void check_order_statuses(examination& test);

}  // namespace acumage::magento
