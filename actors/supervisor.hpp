// Notices when an actor ends that should not have.
#pragma once

#include <caf/actor.hpp>
#include <caf/actor_system.hpp>
#include <caf/fwd.hpp>

#include <functional>
#include <string>

namespace acumage::actors {

using watch_atom = caf::atom_constant<caf::atom("watch")>;

/// Told (watch_atom, actor address, name) to watch an actor; calls back once with name and reason when one
/// goes down for any reason but a wanted end.
caf::actor spawn_supervisor(caf::actor_system& system,
                            std::function<void(const std::string&)> on_crash);

}  // namespace acumage::actors
