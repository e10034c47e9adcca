// What the five entities share: read the journal in order, rule on each change, pass on or settle.
#pragma once

#include "actors/context.hpp"
#include "messages/interfaces.hpp"
#include "policy/pricing_rules.hpp"

#include <caf/actor_system.hpp>

#include <chrono>
#include <functional>

namespace acumage::actors {

/// An entity's rules: pure, from one change to what becomes of it. What it throws becomes a letter `bug`.
using entity_rule = std::function<policy::ruling(const change&)>;

struct lane_options {
  acumage::entity entity = acumage::entity::pricing;
  entity_rule rule;
  std::chrono::milliseconds pair_window{2'000};
  std::uint64_t resume_from = 0;  ///< lowest unsettled sequence at the start
  std::uint64_t resume_to = 0;    ///< highest sequence at the start
};

/// Live changes and what was unsettled at the start come the same way: the lane reads the journal from its
/// cursor to the head that intake tells it, in chunks, as long as the batcher wants more.
lane_actor spawn_lane(caf::actor_system& system, context& shared, lane_options options,
                      link<batcher_actor> batcher, link<settler_actor> settler,
                      link<failure_actor> failure);

}  // namespace acumage::actors
