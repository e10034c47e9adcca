#include "actors/dispatcher_state.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <string>
#include <utility>

namespace acumage::actors {

void dispatcher_state::on_batch(batch what) {
  const handled count{*row};
  back_to = caf::actor_cast<batcher_actor>(self->current_sender());
  parts_left[what.number] = 1;
  if (what.trial) on_trial = true;
  // Some may have been in flight when the lane was held.
  if (circuit.held() && !what.trial) return give_back({std::move(what), {}, {}, 0});
  if (what.rows.size() > 1 && shared->hands.careful()) set_suspects_apart(what);
  if (what.rows.empty()) return send_on();
  ready.push_back({std::move(what), {}, {}, 0});
  send_on();
}

/// Rows that may have ended the previous run are looked up first, each alone.
void dispatcher_state::set_suspects_apart(batch& what) {
  const auto first =
      std::stable_partition(what.rows.begin(), what.rows.end(), [&](const batch_row& each) {
        return !shared->hands.suspect(options.judging.entity, each.what.version.sequence);
      });
  std::vector<batch_row> suspects{std::make_move_iterator(first),
                                  std::make_move_iterator(what.rows.end())};
  what.rows.erase(first, what.rows.end());
  if (what.rows.empty()) parts_left[what.number] = 0;
  ask_alone(what.number, std::move(suspects));
}

void dispatcher_state::on_lookup(lookup what) {
  const handled count{*row};
  back_to = caf::actor_cast<batcher_actor>(self->current_sender());
  lookups.push_back(std::move(what));
  send_on();
}

/// Gives work to idle senders: a probe first, and only probes unless the circuit is closed (or
/// held, then a trial). A look-up precedes a batch: there is only one at a time, and the pieces of
/// a split could delay it for long.
void dispatcher_state::send_on() {
  while (!idle.empty()) {
    const auto which = idle.front();
    if (probe_wanted) {
      probe_wanted = false;
      senders[which].send(self, send_probe{});
    } else if (circuit.closed() && !lookups.empty()) {
      senders[which].send(self, send_lookup{std::move(lookups.front())});
      lookups.pop_front();
    } else if (!ready.empty() && (circuit.closed() || circuit.held())) {
      const auto number = ++parts;
      send_batch order{number, ready.front().what};
      in_flight.emplace(number, std::pair{which, std::move(ready.front())});
      ready.pop_front();
      senders[which].send(self, std::move(order));
    } else {
      return;
    }
    idle.pop_front();
  }
}

void dispatcher_state::on_sent(batch_sent sent) {
  const handled count{*row};
  heard = self->clock().now();
  auto node = in_flight.extract(sent.part);
  assert(!node.empty());
  auto& [which, done] = node.mapped();
  idle.push_back(which);
  done.outcome = std::move(sent.outcome);
  done.request_id = std::move(sent.request_id);
  done.at_us = sent.at_us;
  for (std::size_t i = 0; i < sent.shown.size(); ++i)
    done.what.rows.at(i).shown = std::move(sent.shown[i]);
  judge(std::move(done));
  send_on();
}

void dispatcher_state::judge(policy::tried_batch done) {
  const auto fate = policy::fate_of(done.outcome, done.what.rows.size(), done.what.been.tries,
                                    options.judging.retry.retry_count);
  if (circuit.held() || done.what.trial) return judge_aside(fate, std::move(done));
  if (fate != policy::request_fate::by_row) lane->last_error.set(done.outcome.message);
  if (fate == policy::request_fate::probe) {
    suspended.push_back(std::move(done));
    if (circuit.suspect()) {
      probe_wanted = true;
      tell(lane_news{
          .open_for_sending = false, .outage_over = false, .hold_until = {}, .row_limit = 0});
      note_circuit();
    } else if (circuit.state() == circuit_state::open) {
      after_probe(false);  // sent before the circuit opened: the probe has already decided
    }
    return;
  }
  auto came = result_now();
  const auto number = done.what.number;
  follow(fate, done, came);
  finish(number, std::move(came));
  hold_if_tripped();
}

policy::attempt_result dispatcher_state::result_now() {
  return {options.judging, {self->clock().now(), shared->now_us(), shared->draw}, watch, delivered};
}

void dispatcher_state::follow(policy::request_fate fate, policy::tried_batch& done,
                              policy::attempt_result& came) {
  const auto rows = done.what.rows.size();
  switch (fate) {
    case policy::request_fate::by_row:
      came.by_row(done);
      ask_alone(done.what.number, std::move(came.alone));
      break;
    case policy::request_fate::hold: wait_as_told(done, came); break;
    case policy::request_fate::again: came.again(done, ++groups); break;
    case policy::request_fate::turned_away: came.turned_away(done); break;
    case policy::request_fate::split: split(std::move(done), (rows + 1) / 2); break;
    case policy::request_fate::shrink: {
      const auto limit = done.outcome.limit;
      const auto most = limit != 0 && limit < rows ? limit : (rows + 1) / 2;
      tell(lane_news{.open_for_sending = circuit.closed(),
                     .outage_over = false,
                     .hold_until = {},
                     .row_limit = most});
      split(std::move(done), most);
      break;
    }
    case policy::request_fate::row_failed: came.only_row_failed(done); break;
    case policy::request_fate::row_refused: came.only_row_refused(done); break;
    case policy::request_fate::probe: break;  // never: judge() keeps those aside
  }
}

/// Retry-After.
void dispatcher_state::wait_as_told(policy::tried_batch& done, policy::attempt_result& came) {
  came.hold(done);
  tell(lane_news{.open_for_sending = circuit.closed(),
                 .outage_over = false,
                 .hold_until = self->clock().now() + *done.outcome.retry_after,
                 .row_limit = 0});
  give_back_unsent();
}

/// Pieces of at most `most` rows, sent at once and in order.
void dispatcher_state::split(policy::tried_batch&& done, std::size_t most) {
  const auto number = done.what.number;
  auto pieces = policy::split(std::move(done), most);
  parts_left[number] += pieces.size();
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece)
    ready.push_front({std::move(*piece), {}, {}, 0});
}

/// Rows whose answer could be mistaken for a neighbour's are looked up again, each alone.
void dispatcher_state::ask_alone(std::uint64_t number, std::vector<batch_row> rows) {
  for (auto& each : rows) {
    batch alone;
    alone.number = number;
    alone.rows.push_back(std::move(each));
    ++parts_left[number];
    ready.push_front({std::move(alone), {}, {}, 0});
  }
}

/// Writes ends to disk and returns the rest to the lane. The last part of a batch frees its place.
void dispatcher_state::finish(std::uint64_t number, policy::attempt_result came) {
  const auto left = parts_left.find(number);
  if (--left->second == 0) {
    parts_left.erase(left);
    came.back.window_freed = true;
  }
  lane->attempts_failed.fetch_add(static_cast<std::uint64_t>(came.attempts_failed));
  if (came.delivered > 0) lane->last_success_us.store(shared->now_us());
  if (!came.failures.empty()) lane->last_error.set(came.failures.back().error);
  if (!came.ends.empty()) settler.send(self, settlement{std::move(came.ends), row->name});
  if (!came.failures.empty()) failure.send(self, failed_chunk{std::move(came.failures), row->name});
  if (came.back.keys.empty() && !came.back.window_freed) return;
  tell(std::move(came.back));
}

/// As if it had never left.
void dispatcher_state::give_back(policy::tried_batch unsent) {
  auto came = result_now();
  if (unsent.what.trial) on_trial = false;
  came.hold(unsent);
  finish(unsent.what.number, std::move(came));
}

/// Pieces of a split that had not left yet wait with the rest of the lane. Parked records are
/// looked up again at their next interval.
void dispatcher_state::give_back_unsent() {
  for (auto& unsent : std::exchange(ready, {})) give_back(std::move(unsent));
  for (auto left = std::exchange(lookups, {}).size(); left > 0; --left) tell(lookup_done{});
}

/// The sender that answered a probe or a look-up.
std::optional<std::size_t> dispatcher_state::idle_again() {
  heard = self->clock().now();
  const auto from = caf::actor_cast<sender_actor>(self->current_sender());
  for (std::size_t which = 0; which < senders.size(); ++which) {
    if (senders[which].to != from) continue;
    idle.push_back(which);
    return which;
  }
  return std::nullopt;
}

void dispatcher_state::on_lookup_sent(lookup_sent sent) {
  const handled count{*row};
  idle_again();
  if (sent.outcome.verdict != batch_verdict::answered) {
    lane->last_error.set(sent.outcome.message);
    sent.what = {};
  }
  tell(std::move(sent.what));
  send_on();
}

void dispatcher_state::on_settled(keys_settled settled) {
  const handled count{*row};
  tell(std::move(settled));
}

namespace {

dispatcher_actor::behavior_type dispatcher(
    dispatcher_actor::stateful_pointer<dispatcher_state> self, context* shared,
    dispatcher_options options, std::vector<link<sender_actor>> senders,
    link<settler_actor> settler, link<failure_actor> failure) {
  auto& state = self->state;
  state.shared = shared;
  state.row = &shared->stats.actor(dispatcher_name(options.judging.entity));
  state.lane = &shared->stats.lane(options.judging.entity);
  state.options = options;
  state.circuit = policy::circuit{options.probe_interval};
  state.senders = std::move(senders);
  for (std::size_t i = 0; i < state.senders.size(); ++i) state.idle.push_back(i);
  state.settler = std::move(settler);
  state.failure = std::move(failure);
  if (options.check_interval.count() > 0 && !state.idle.empty()) self->send(self, check_tick{});
  return {
      [&state](batch& what) { state.on_batch(std::move(what)); },
      [&state](lookup& what) { state.on_lookup(std::move(what)); },
      [&state](hold_released) { state.on_hold_released(); },
      [&state](batch_sent& sent) { state.on_sent(std::move(sent)); },
      [&state](lookup_sent& sent) { state.on_lookup_sent(std::move(sent)); },
      [&state](const probe_sent& sent) { state.on_probe_sent(sent); },
      [&state](keys_settled& settled) { state.on_settled(std::move(settled)); },
      [&state](probe_tick tick) { state.on_probe_tick(tick); },
      [&state](check_tick) { state.on_check_tick(); },
  };
}

}  // namespace

std::string dispatcher_name(entity which) { return "dispatcher." + std::string{to_string(which)}; }

dispatcher_actor spawn_dispatcher(caf::actor_system& system, context& shared,
                                  dispatcher_options options,
                                  std::vector<link<sender_actor>> senders,
                                  link<settler_actor> settler, link<failure_actor> failure) {
  return system.spawn(dispatcher, &shared, options, std::move(senders), std::move(settler),
                      std::move(failure));
}

}  // namespace acumage::actors
