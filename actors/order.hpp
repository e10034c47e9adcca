// Orders: from Acumatica's rows, through what is remembered of the order, to the request for the store.
#pragma once

#include "actors/entity_lane.hpp"
#include "actors/pricing.hpp"
#include "magento/orders/conversation.hpp"
#include "policy/order_rules.hpp"

#include <memory>

namespace acumage::actors {

/// One conversation per order; it locks the ERP's order against shipments of it.
std::shared_ptr<const store_language> order_language(const policy::order_options& options,
                                                     magento::order_terms terms);

/// Rules with a memory: each row is merged into what is known of its order, whatever its ruling,
/// before anything of its chunk leaves the lane.
rules_maker order_rules(current_reading reading, policy::order_options options);

}  // namespace acumage::actors
