// One attempt of a batch: in-flight window, circuit, splitting, and what an answer means for each row.
#pragma once

#include "actors/context.hpp"
#include "messages/interfaces.hpp"
#include "policy/attempt.hpp"

#include <caf/actor_system.hpp>

#include <chrono>
#include <vector>

namespace acumage::actors {

struct dispatcher_options {
  policy::attempt_options judging;
  std::chrono::milliseconds probe_interval{15'000};
  /// A lane that has heard nothing from the store for so long asks it; 0: never.
  std::chrono::milliseconds check_interval{0};
};

/// Replies to the actor that sent the batch (its batcher).
dispatcher_actor spawn_dispatcher(caf::actor_system& system, context& shared,
                                  dispatcher_options options,
                                  std::vector<link<sender_actor>> senders,
                                  link<settler_actor> settler, link<failure_actor> failure);

/// "dispatcher.pricing"
std::string dispatcher_name(entity which);

}  // namespace acumage::actors
