// Prices: from Acumatica's row to the ruling of the price settings.
#pragma once

#include "actors/entity_lane.hpp"
#include "actors/sender.hpp"
#include "acumatica/notification.hpp"
#include "policy/pricing_rules.hpp"

#include <functional>
#include <memory>

namespace acumage::actors {

/// The current settings, queried for each chunk: a reload replaces them.
using current_reading = std::function<std::shared_ptr<const acumatica::reading>()>;

/// The columns of the change's row; what is wrong with it is its `damage`.
policy::price_row price_row_of(const change& what, const acumatica::field_aliases& aliases);

rules_maker pricing_rules(current_reading reading, policy::price_options options);

/// Base prices, one exchange per batch; `store_id` 0: all store views.
std::shared_ptr<const store_language> price_language(int store_id);

/// While an entity has no rules, its changes become dead letters and are not lost.
rules_maker unsupported_rules(entity which);

}  // namespace acumage::actors
