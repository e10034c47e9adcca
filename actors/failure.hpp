// Writes the dead letter of a permanently failed delivery and the end of its change, in one write.
#pragma once

#include "actors/context.hpp"
#include "messages/interfaces.hpp"

#include <caf/actor_system.hpp>

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace acumage::actors {

/// The request of one delivery alone, per entity; a dead letter keeps it "as sent", reduced to its
/// own row.
using request_renderer = std::function<std::string(const delivery&)>;
/// Per entity, store_language::moves; some have none.
using moved_quantities = std::function<std::vector<std::string>(const delivery&)>;

/// `detach` is false under the test scheduler only: it writes to disk.
failure_actor spawn_failure(caf::actor_system& system, context& shared,
                            std::array<request_renderer, entity_count> render,
                            std::array<moved_quantities, entity_count> moves, bool detach);

}  // namespace acumage::actors
