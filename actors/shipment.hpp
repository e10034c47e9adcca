// Shipments: from Acumatica's rows, through what is remembered of the document, to what the store is told.
#pragma once

#include "actors/entity_lane.hpp"
#include "actors/pricing.hpp"
#include "magento/shipments/conversation.hpp"
#include "policy/shipment_rules.hpp"

#include <cstdint>
#include <functional>
#include <memory>

namespace acumage::actors {

/// One conversation per shipment; it has the ERP's order for itself. `terms.now_us` is filled in.
std::shared_ptr<const store_language> shipment_language(const policy::shipment_options& options,
                                                        magento::shipping_terms terms,
                                                        std::function<std::int64_t()> now_us);

/// Rules with a memory: each row is laid over what is known of its document, whatever becomes of it, and
/// the document is worked out when no further row of it has come for a while.
rules_maker shipment_rules(current_reading reading, policy::shipment_options options);

}  // namespace acumage::actors
