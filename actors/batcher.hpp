// The waiting room of a lane: one delivery per key, waiting, backing off or parked, and when it leaves.
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
  bool sending = true;  ///< the operator's switch, as stored
  /// The longest time that a quantity waits for older shipments of its SKU and source.
  std::chrono::milliseconds shipment_hold{60'000};
  /// How long a document rests whose request was in flight when the process died.
  std::chrono::milliseconds settle_time{60'000};
};

/// Nothing leaves before the lane has reported caught_up. Keys in flight are released when their
/// ends are on disk, so the last delivered value is always known when a newer delivery of the key
/// is compared with it.
batcher_actor spawn_batcher(caf::actor_system& system, context& shared, batcher_options options,
                            link<dispatcher_actor> dispatcher, link<settler_actor> settler,
                            link<failure_actor> failure);

/// Its name in stats and logs: "batcher.pricing".
std::string batcher_name(entity which);

}  // namespace acumage::actors
