// Customers: from Acumatica's row, through what is known of the customer, to the account in the store.
#pragma once

#include "actors/entity_lane.hpp"
#include "actors/pricing.hpp"
#include "magento/store_links.hpp"
#include "policy/customer_rules.hpp"

#include <memory>

namespace acumage::actors {

/// Rules with a memory: each row is merged, field by field, into what is known of its customer
/// before anything of its chunk leaves the lane, whatever its ruling.
rules_maker customer_rules(current_reading reading, policy::customer_options options);

/// `links` outlives the lane. The request for an account depends only on the delivery's value.
std::shared_ptr<const store_language> customer_language(magento::store_links& links);

}  // namespace acumage::actors
