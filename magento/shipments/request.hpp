// What is written to the store for a shipment: goods, tracking numbers, an invoice (REST.md 4.1, 4.2).
#pragma once

#include "magento/shipments/plan.hpp"
#include "magento/transport.hpp"
#include "policy/shipment_order.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace acumage::magento {

/// `items` of the plan must not be empty: without items the store would ship all that is open (REST.md 0.9).
request ship_request(std::int64_t order, const policy::shipment_order& wanted,
                     const ship_plan& plan, std::span<const std::string> tracks,
                     const std::string& marker);

request track_request(std::int64_t order, std::int64_t shipment,
                      const policy::shipment_order& wanted, const std::string& track);

request invoice_request(std::int64_t order, const policy::shipment_order& wanted,
                        const item_quantities& items);

/// As shown in a dead letter: the intended request, with SKUs where the store's ids are not known
/// yet.
std::string shipment_text(const policy::shipment_order& wanted);

}  // namespace acumage::magento
