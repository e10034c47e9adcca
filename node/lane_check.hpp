// What a lane would do with a change, without any effect.
#pragma once

#include "messages/change.hpp"
#include "messages/result.hpp"
#include "node/edited_dead_letter.hpp"
#include "storage/ledger.hpp"

#include <string>

namespace acumage::node {

/// Why the lane would not send the change, such as "filtered: no price"; empty if it would.
/// errc::invalid if the lane would refuse it. Uses the lane's own rules and remembered values, and
/// writes nothing.
result<std::string> lane_would(storage::ledger& in, const journaled_change& what,
                               const edit_rules& by);

}  // namespace acumage::node
