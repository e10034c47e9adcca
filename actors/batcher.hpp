// The lane's waiting room: what waits, backs off or is parked, one per key, and when it leaves.
#pragma once

#include "actors/context.hpp"
#include "messages/interfaces.hpp"
#include "policy/batch_plan.hpp"
#include "policy/schedule.hpp"

#include <caf/actor_system.hpp>

#include <chrono>
#include <cstddef>

namespace acumage::actors {

struct batcher_options {
  acumage::entity entity = acumage::entity::pricing;
  policy::batch_options plan;
  policy::schedule_options schedule;
  std::size_t concurrency = 1;  ///< batches in flight
  std::chrono::milliseconds park_interval{300'000};
  std::chrono::milliseconds park_limit{86'400'000};
  bool sending = true;  ///< the operator's switch, as it was kept
  /// Longest that a quantity waits for older shipments of its SKU and source.
  std::chrono::milliseconds shipment_hold{60'000};
  /// Rest of a document whose request was on its way when the process died.
  std::chrono::milliseconds settle_time{60'000};
};

/// Nothing leaves before the lane has said caught_up. Keys in flight are released when their ends are on
/// disk, so what was last delivered is always known when a newer delivery of the key is compared with it.
batcher_actor spawn_batcher(caf::actor_system& system, context& shared, batcher_options options,
                            link<dispatcher_actor> dispatcher, link<settler_actor> settler,
                            link<failure_actor> failure);

/// Its name in stats and logs: "batcher.pricing".
std::string batcher_name(entity which);

}  // namespace acumage::actors
