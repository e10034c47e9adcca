// Quantities: from Acumatica's row, through what is remembered of the item, to the figures it changes.
#pragma once

#include "actors/entity_lane.hpp"
#include "actors/pricing.hpp"
#include "magento/stock/conversation.hpp"
#include "policy/inventory_rules.hpp"

namespace acumage::actors {

/// Source items, or the legacy stock item where the store has no MSI. `memory` outlives the lane.
std::shared_ptr<const store_language> stock_language(magento::stock_options options,
                                                     magento::stock_memory& memory);

/// `key` names item and place where no column of the row does, as after a change of the aliases.
result<policy::inventory_row> read_stock_row(const std::string& json, const std::string& key,
                                             const acumatica::field_aliases& aliases);

/// Rules with a memory: each row is added to the item's record on disk before anything of its chunk
/// leaves the lane, whatever its ruling.
rules_maker inventory_rules(current_reading reading, policy::inventory_options options);

/// The figure of each source with known data, as journal entries: what an operator's republish
/// sends. `matches` receives the delivery key, "LAMP-07@wh_east".
std::vector<change> republished(const item_stock& stock, const policy::inventory_options& options,
                                const std::function<bool(const std::string&)>& matches,
                                std::int64_t now_us);

}  // namespace acumage::actors
