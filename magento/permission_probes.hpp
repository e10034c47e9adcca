// The requests that show without side effect whether the integration may do what an entity needs.
#pragma once

#include "magento/transport.hpp"
#include "messages/entity.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::magento {

/// What a store keeps its quantities in: multi source inventory, or the legacy stock item.
enum class stock_model : std::uint8_t { multi_source, legacy };

struct permission_probe {
  request ask;
  std::string resource;  ///< Magento's id, for when the answer does not name it
};

/// What an entity does only when its settings say so.
struct further_work {
  bool create_invoices = false;  ///< shipment_sync.create_invoice
  bool create_orders = false;    ///< order_sync.create_erp_orders
  bool set_statuses = false;     ///< [order_statuses] names a status, not calls alone
};

/// Magento checks the permission before it reads the body (REST.md 1.6), so these find nothing to do.
std::vector<permission_probe> permission_probes(entity which, stock_model stock,
                                                further_work also = {});

/// What an administrator does about ids that a refusal lists ("Magento_Sales::ship,
/// Magento_Sales::shipment"): which boxes to tick, by the titles of Magento's acl.xml. An id that is
/// not known here stands as it is.
std::string grant(std::string_view resources);

/// A store that is well refuses most of them in its own words: that proves address, credential and
/// permission as much as a 2xx does.
bool permission_probe_passed(const answer& reply);

}  // namespace acumage::magento
