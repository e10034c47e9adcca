// What a lane would make of a change, without anything coming of it.
#pragma once

#include "messages/change.hpp"
#include "messages/result.hpp"
#include "node/edited_dead_letter.hpp"
#include "storage/ledger.hpp"

#include <string>

namespace acumage::node {

/// Why the lane would not send the change, such as "filtered: no price"; empty: it would. errc::invalid when it would
/// refuse it. By the lane's own rules and what is remembered, of which nothing is written.
result<std::string> lane_would(storage::ledger& in, const journaled_change& what,
                               const edit_rules& by);

}  // namespace acumage::node
