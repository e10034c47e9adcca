// The requests that show without side effects whether the integration has the permissions an entity needs.
#pragma once

#include "magento/transport.hpp"
#include "messages/entity.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::magento {

/// Where a store keeps its quantities: multi source inventory, or the legacy stock item.
enum class stock_model : std::uint8_t { multi_source, legacy };

struct permission_probe {
  request ask;
  std::string resource;  ///< Magento's id, for when the answer does not name it
};

/// What an entity does only when its settings require it.
struct further_work {
  bool create_invoices = false;  ///< shipment_sync.create_invoice
  bool create_orders = false;    ///< order_sync.create_erp_orders
  bool set_statuses = false;     ///< [order_statuses] names a status, not calls alone
};

/// Magento checks the permission before it reads the body (REST.md 1.6), so these change nothing.
std::vector<permission_probe> permission_probes(entity which, stock_model stock,
                                                further_work also = {});

/// What an administrator should do about ids listed in a refusal ("Magento_Sales::ship,
/// Magento_Sales::shipment"): which boxes to tick, by the titles in Magento's acl.xml. An unknown
/// id is shown as it is.
std::string grant(std::string_view resources);

/// A healthy store refuses most of them with its own messages, which proves address, credential and
/// permission just as a 2xx does.
bool permission_probe_passed(const answer& reply);

}  // namespace acumage::magento
