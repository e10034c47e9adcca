#include "actors/supervisor.hpp"

#include <caf/all.hpp>

#include <map>
#include <utility>

namespace acumage::actors {

namespace {

struct supervisor_state {
  std::map<caf::actor_addr, std::string> names;
  std::function<void(const std::string&)> on_crash;
};

caf::behavior supervisor(caf::stateful_actor<supervisor_state>* self,
                         std::function<void(const std::string&)> on_crash) {
  self->state.on_crash = std::move(on_crash);
  self->set_down_handler([self](const caf::down_msg& down) {
    const auto found = self->state.names.find(down.source);
    if (found == self->state.names.end() || down.reason == caf::exit_reason::user_shutdown) return;
    self->state.on_crash("actor " + found->second +
                         " ended: " + self->system().render(down.reason));
    self->state.names.clear();
  });
  return {[self](watch_atom, const caf::strong_actor_ptr& actor, const std::string& name) {
    self->state.names.emplace(actor->address(), name);
    self->monitor(caf::actor_cast<caf::actor>(actor));
  }};
}

}  // namespace

caf::actor spawn_supervisor(caf::actor_system& system,
                            std::function<void(const std::string&)> on_crash) {
  return system.spawn(supervisor, std::move(on_crash));
}

}  // namespace acumage::actors
