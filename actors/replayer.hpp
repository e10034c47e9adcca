// Puts dead letters back at the head of the lane, at the rate of a job that survives restarts.
#pragma once

#include "actors/context.hpp"
#include "actors/intake.hpp"
#include "messages/interfaces.hpp"

#include <caf/actor_system.hpp>

#include <functional>

namespace acumage::actors {

/// Routes the change of an `unrouted` dead letter by the current settings.
using rerouter = std::function<result<change>(const change&)>;

/// Continues the job in the ledger if it was running. `detach` is false under the test scheduler
/// only: it writes to disk.
replayer_actor spawn_replayer(caf::actor_system& system, context& shared, lane_links lanes,
                              rerouter reroute, bool detach);

}  // namespace acumage::actors
