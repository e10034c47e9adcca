// Notices when an actor ends unexpectedly.
#pragma once

#include <caf/actor.hpp>
#include <caf/actor_system.hpp>
#include <caf/fwd.hpp>

#include <functional>
#include <string>

namespace acumage::actors {

using watch_atom = caf::atom_constant<caf::atom("watch")>;

/// Watches the actors named in messages (watch_atom, actor address, name). Calls back once, with
/// name and reason, when one of them goes down other than by an intended stop.
caf::actor spawn_supervisor(caf::actor_system& system,
                            std::function<void(const std::string&)> on_crash);

}  // namespace acumage::actors
