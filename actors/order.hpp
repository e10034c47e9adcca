// Orders: from Acumatica's rows, through what is remembered of the order, to what the store is told.
#pragma once

#include "actors/entity_lane.hpp"
#include "actors/pricing.hpp"
#include "magento/orders/conversation.hpp"
#include "policy/order_rules.hpp"

#include <memory>

namespace acumage::actors {

/// One conversation per order; it has the ERP's order for itself, against shipments of it.
std::shared_ptr<const store_language> order_language(const policy::order_options& options,
                                                     magento::order_terms terms);

/// Rules with a memory: each row is laid over what is known of its order, whatever becomes of it, before
/// anything of its chunk leaves the lane.
rules_maker order_rules(current_reading reading, policy::order_options options);

}  // namespace acumage::actors
