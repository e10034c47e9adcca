// How a simulated node ends in its own manner, makes way for its successor, and is asked by an operator.
#include "tests/simulation/simulated_node.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

}  // namespace

/// False: it died meanwhile.
bool simulated_node::drain(moment at_most) {
  draining_ = true;
  const auto left = std::make_shared<std::size_t>(all_entities.size());
  for (const auto each : all_entities) {
    const auto& batcher = graph_->batcher(each);
    batcher.row->count_sent();
    system_->spawn([to = batcher.to, left](caf::event_based_actor* self) {
      self->request(to, caf::infinite, drain_atom::value)
          .then([left](bool) { --*left; }, [](const caf::error&) {});
    });
  }
  const auto end = world_.now() + at_most;
  while (*left > 0 && !dead_ && world_.now() < end) run_until(std::min(end, world_.now() + 100ms));
  return !dead_;
}

void simulated_node::stop_gracefully() {
  if (!up() || draining_) return;
  world_.note("the node is stopped");
  gate_->close("stopping");
  if (!drain(20s)) return;
  for (auto& each : std::exchange(asked_, {}))
    each.taker(error{errc::unavailable, "the connection broke", {}});
  hands_->note_clean_end();
  die(death::process);
}

void simulated_node::reload(settings::settings with) {
  if (!up() || draining_) return;
  world_.note("the node reloads");
  const auto deadline = with_.delivery.drain_deadline;
  hands_->note_clean_end();
  if (!drain(deadline)) {
    with_ = std::move(with);  // the file has changed
    return;
  }
  world_.note("the node makes way for its successor");
  gate_->close("reloading");
  with_ = std::move(with);
  leaving_ = true;
  store_.on_death(true);
}

void simulated_node::forget_versions(entity which, const std::string& glob,
                                     std::function<void()> over) {
  const auto mine = orders_.insert(orders_.end(), std::move(over));
  const auto& lane = graph_->lane(which);
  lane.row->count_sent();
  const auto answered = [this, mine, life = lives_] {
    if (dead_ || life != lives_) return;
    const auto told = std::move(*mine);
    orders_.erase(mine);
    told();
  };
  system_->spawn([this, to = lane.to, glob, answered](caf::event_based_actor* self) {
    self->request(to, caf::infinite, forget_order{glob})
        .then(
            [this, answered](const forgotten& done) {
              world_.note("forgot the versions of " + std::to_string(done.count) + " keys");
              if (done.problem && !dead_) world_.note("not forgotten: " + done.problem->message);
              answered();
            },
            [](const caf::error&) {});
  });
}

/// Nobody answers them any more.
void simulated_node::end_orders() {
  for (const auto& each : std::exchange(orders_, {})) each();
}

}  // namespace acumage::tests
