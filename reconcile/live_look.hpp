// What ERP and store hold of a few records now, asked once; each side may be unavailable.
#pragma once

#include "actors/erp_values.hpp"
#include "actors/held_values.hpp"
#include "magento/present_values/present_values.hpp"
#include "messages/trace.hpp"
#include "pull/puller.hpp"

#include <span>
#include <string>
#include <vector>

namespace acumage::reconcile {

struct live_sides {
  const actors::held_rules& rules;
  acumatica::field_aliases aliases;
  magento::present_values& store;
  pull::puller* erp = nullptr;  ///< null: there is none, or it has no inquiry of the entity
  std::string no_erp{};         ///< why there is none
};

/// One for each of `held`, which all belong to one record of the ERP: of quantities, to an item.
/// Blocks for the exchanges, without trying again.
std::vector<live_values> look_now(entity which, const std::string& record,
                                  std::span<const actors::held_value> held,
                                  const live_sides& sides);

}  // namespace acumage::reconcile
