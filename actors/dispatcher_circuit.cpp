// When the lane may send to the store, and what it does otherwise: probes after an outage, trials
// while it is held.
#include "actors/dispatcher_state.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace acumage::actors {

void dispatcher_state::note_circuit() {
  lane->circuit.store(static_cast<std::uint8_t>(circuit.state()));
}

void dispatcher_state::arm_tick() {
  lane->next_attempt_ms.store(to_ms(self->clock().now() + options.probe_interval));
  self->delayed_send(self, options.probe_interval, probe_tick{++ticks});
}

void dispatcher_state::on_probe_sent(const probe_sent& sent) {
  const handled count{*row};
  const auto from = idle_again();
  if (checking && from == checking) return on_checked(sent);
  const bool was_open = circuit.state() == circuit_state::open;
  const auto next = circuit.probed(sent.healthy, self->clock().now());
  note_circuit();
  if (next) {
    lane->last_error.set(sent.message);
    arm_tick();
    if (!was_open)
      shared->log({log_level::warn,
                   row->name,
                   "the store is out of reach: the lane holds",
                   {{"error", sent.message}}});
  } else if (circuit.closed()) {
    if (was_open)
      shared->log({log_level::info, row->name, "the store is back: the lane continues", {}});
    tell(lane_news{
        .open_for_sending = true, .outage_over = was_open, .hold_until = {}, .row_limit = 0});
  }
  after_probe(sent.healthy);
  hold_if_tripped();
  send_on();
}

void dispatcher_state::after_probe(bool healthy) {
  for (auto& done : std::exchange(suspended, {})) {
    auto came = result_now();
    const auto number = done.what.number;
    if (healthy && !circuit.held())
      follow(policy::fate_after_good_probe(done.outcome, done.what.rows.size(), done.what.been),
             done, came);
    else
      came.hold(done);
    finish(number, std::move(came));
  }
  if (healthy || circuit.held()) return;
  give_back_unsent();
}

void dispatcher_state::on_probe_tick(probe_tick tick) {
  if (tick.number != ticks) return;
  if (circuit.held()) {
    if (!on_trial) tell(trial_wanted{});
    arm_tick();
  } else if (circuit.state() == circuit_state::open) {
    probe_wanted = true;
    send_on();
  }
}

/// An idle lane asks its store, so that what is shown of it is true before the next change comes.
void dispatcher_state::on_check_tick() {
  const auto now = self->clock().now();
  const auto interval = unanswered ? std::min(options.check_interval, options.probe_interval)
                                   : options.check_interval;
  const auto due = heard ? *heard + interval : now;
  if (now < due) {
    self->delayed_send(self, due - now, check_tick{});
  } else if (circuit.closed() && in_flight.empty() && !idle.empty()) {
    checking = idle.front();
    idle.pop_front();
    senders[*checking].send(self, send_probe{});
  } else {
    self->delayed_send(self, interval, check_tick{});  // the lane is at work
  }
}

/// The next delivery finds out by itself whether the circuit must open.
void dispatcher_state::on_checked(const probe_sent& sent) {
  checking.reset();
  if (circuit.closed() && (!sent.healthy || unanswered)) lane->last_error.set(sent.message);
  unanswered = !sent.healthy;
  on_check_tick();
  send_on();
}

/// Most deliveries of the lane fail for one cause: only trials leave, and no dead letter is
/// written.
void dispatcher_state::hold_if_tripped() {
  if (!watch.held() || circuit.held()) return;
  circuit.hold();
  note_circuit();
  lane->last_error.set("mass failure: " + watch.cause());
  shared->log({log_level::warn,
               row->name,
               "mass failure: the lane is held, and tries one delivery at a time",
               {{"cause", watch.cause()}}});
  tell(
      lane_news{.open_for_sending = false, .outage_over = false, .hold_until = {}, .row_limit = 0});
  give_back_unsent();
  arm_tick();
}

/// The answer to a trial, or to a request already in flight when the lane was held. What was
/// delivered counts as delivered; failures do not count as attempts.
void dispatcher_state::judge_aside(policy::request_fate fate, policy::tried_batch done) {
  const bool trial = done.what.trial;
  if (trial) on_trial = false;
  const auto number = done.what.number;
  auto came = result_now();
  if (fate == policy::request_fate::by_row) {
    came.by_row(done);
    done.what.rows = std::exchange(came.alone, {});
    came.hold(done);
  } else if (fate == policy::request_fate::hold) {
    wait_as_told(done, came);
  } else {
    came.hold(done);
  }
  const bool well = trial && came.delivered > 0;
  finish(number, std::move(came));
  if (well && circuit.held()) release();
}

void dispatcher_state::release() {
  watch.release();
  circuit.release();
  note_circuit();
  lane->last_error.set({});
  shared->log({log_level::info, row->name, "the mass failure is over: the lane continues", {}});
  tell(lane_news{.open_for_sending = true, .outage_over = true, .hold_until = {}, .row_limit = 0});
}

void dispatcher_state::on_hold_released() {
  const handled count{*row};
  if (circuit.held())
    release();
  else
    watch.release();  // a resumed lane is judged from scratch
  send_on();
}

}  // namespace acumage::actors
