// One attempt of a batch: in-flight window, circuit, splitting, and what an answer means for each row.
#pragma once

#include "actors/context.hpp"
#include "messages/interfaces.hpp"
#include "policy/retry_policy.hpp"

#include <caf/actor_system.hpp>

#include <chrono>
#include <cstddef>
#include <vector>

namespace acumage::actors {

struct dispatcher_options {
  acumage::entity entity = acumage::entity::pricing;
  policy::retry_options retry;
  std::chrono::milliseconds probe_interval{15'000};
  std::chrono::milliseconds settle_time{60'000};  ///< rest of a key after an unknown outcome
  bool ignore_unknown = false;                    ///< unknown records are filtered, not parked
};

/// Talks back to whoever sent the batch (its batcher).
dispatcher_actor spawn_dispatcher(caf::actor_system& system, context& shared,
                                  dispatcher_options options,
                                  std::vector<link<sender_actor>> senders,
                                  link<settler_actor> settler, link<failure_actor> failure);

/// "dispatcher.pricing"
std::string dispatcher_name(entity which);

}  // namespace acumage::actors
