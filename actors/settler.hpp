// Writes how changes ended, then releases their keys.
#pragma once

#include "actors/context.hpp"
#include "messages/interfaces.hpp"

#include <caf/actor_system.hpp>

namespace acumage::actors {

/// `detach` is false under the test scheduler only: it writes to disk.
settler_actor spawn_settler(caf::actor_system& system, context& shared, bool detach);

/// Counts what `end` actually ended, per entity and reason; used by settler and failure alike.
void count_ends(stats_table& stats, const std::vector<ending>& ends,
                const std::array<std::uint64_t, 4>& ended);

/// Clears the suspicion of ended changes, whatever the outcome; used by settler and failure alike.
void put_down(storage::hand_marks& hands, const std::vector<ending>& ends);

}  // namespace acumage::actors
