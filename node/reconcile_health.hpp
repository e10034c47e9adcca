// What the last reconciliations of each entity prove, and the conditions that follow.
#pragma once

#include "messages/alert.hpp"
#include "messages/reconcile.hpp"

#include <span>
#include <vector>

namespace acumage::node {

/// `jobs`: oldest first. Differences that a scheduled run found count until a later run over all
/// keys of the entity, by schedule or by hand, finds none.
std::vector<condition> reconcile_conditions(std::span<const reconcile_status> jobs);

/// The last run over all keys that is done, of each entity that has one.
std::vector<reconcile_status> last_complete(std::span<const reconcile_status> jobs);

}  // namespace acumage::node
