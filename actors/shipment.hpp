// Shipments: from Acumatica's rows, through what is remembered of the document, to the request for the store.
#pragma once

#include "actors/entity_lane.hpp"
#include "actors/pricing.hpp"
#include "magento/shipments/conversation.hpp"
#include "policy/shipment_rules.hpp"

#include <cstdint>
#include <functional>
#include <memory>

namespace acumage::actors {

/// One conversation per shipment; it locks the ERP's order. `terms.now_us` is filled in.
std::shared_ptr<const store_language> shipment_language(const policy::shipment_options& options,
                                                        magento::shipping_terms terms,
                                                        std::function<std::int64_t()> now_us);

/// Rules with a memory: each row is merged into what is known of its document, whatever its ruling.
/// The document is evaluated when no further row of it has arrived for a while.
rules_maker shipment_rules(current_reading reading, policy::shipment_options options);

}  // namespace acumage::actors
