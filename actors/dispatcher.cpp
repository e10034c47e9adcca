#include "actors/dispatcher.hpp"

#include "actors/batcher.hpp"
#include "policy/attempt.hpp"
#include "policy/circuit.hpp"
#include "policy/verdicts.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <cassert>
#include <deque>
#include <iterator>
#include <map>
#include <utility>

namespace acumage::actors {

namespace {

struct dispatcher_state {
  explicit dispatcher_state(dispatcher_actor::pointer owner)
      : self{owner}, circuit{std::chrono::seconds{15}} {}
  static constexpr const char* name = "dispatcher";

  void on_batch(batch what);
  void on_lookup(lookup what);
  void on_sent(batch_sent sent);
  void on_lookup_sent(lookup_sent sent);
  void on_probe_sent(const probe_sent& sent);
  void on_settled(keys_settled settled);
  void on_probe_tick();

  void send_on();
  void judge(policy::tried_batch done);
  policy::attempt_result result_now();
  void split(policy::tried_batch& done, std::size_t most);
  void ask_alone(std::uint64_t number, std::vector<batch_row> rows);
  void after_probe(bool healthy);
  void give_back_unsent();
  void follow(policy::request_fate fate, policy::tried_batch& done, policy::attempt_result& came);
  void finish(std::uint64_t number, policy::attempt_result came);
  void tell(const lane_news& news);
  void note_circuit();

  dispatcher_actor::pointer self;
  context* shared = nullptr;
  actor_row* row = nullptr;
  lane_row* lane = nullptr;
  dispatcher_options options;
  std::vector<link<sender_actor>> senders;
  link<settler_actor> settler;
  link<failure_actor> failure;
  batcher_actor back_to;

  policy::circuit circuit;
  std::deque<std::size_t> idle;           // senders
  std::deque<policy::tried_batch> ready;  // parts to send
  std::map<std::uint64_t, std::pair<std::size_t, policy::tried_batch>>
      in_flight;                                    // part number -> sender, part
  std::vector<policy::tried_batch> suspended;       // waiting for the probe's word
  std::map<std::uint64_t, std::size_t> parts_left;  // batch number -> parts not yet through
  std::deque<lookup> lookups;
  bool probe_wanted = false;
  std::uint64_t parts = 0;
  std::uint64_t groups = 0;
};

void dispatcher_state::on_batch(batch what) {
  const handled count{*row};
  back_to = caf::actor_cast<batcher_actor>(self->current_sender());
  parts_left[what.number] = 1;
  ready.push_back({std::move(what), {}, {}, 0});
  send_on();
}

void dispatcher_state::on_lookup(lookup what) {
  const handled count{*row};
  back_to = caf::actor_cast<batcher_actor>(self->current_sender());
  lookups.push_back(std::move(what));
  send_on();
}

/// Gives idle senders work: a probe before all else, and nothing but probes unless the circuit is closed.
void dispatcher_state::send_on() {
  while (!idle.empty()) {
    const auto which = idle.front();
    if (probe_wanted) {
      probe_wanted = false;
      senders[which].send(self, send_probe{});
    } else if (circuit.closed() && !ready.empty()) {
      const auto number = ++parts;
      send_batch order{number, ready.front().what};
      in_flight.emplace(number, std::pair{which, std::move(ready.front())});
      ready.pop_front();
      senders[which].send(self, std::move(order));
    } else if (circuit.closed() && !lookups.empty()) {
      senders[which].send(self, send_lookup{std::move(lookups.front())});
      lookups.pop_front();
    } else {
      return;
    }
    idle.pop_front();
  }
}

void dispatcher_state::on_sent(batch_sent sent) {
  const handled count{*row};
  auto node = in_flight.extract(sent.part);
  assert(!node.empty());
  auto& [which, done] = node.mapped();
  idle.push_back(which);
  done.outcome = std::move(sent.outcome);
  done.request_id = std::move(sent.request_id);
  done.at_us = sent.at_us;
  judge(std::move(done));
  send_on();
}

void dispatcher_state::judge(policy::tried_batch done) {
  const auto fate = policy::fate_of(done.outcome, done.what.rows.size(), done.what.tries,
                                    options.judging.retry.retry_count);
  if (fate == policy::request_fate::by_row)
    lane->last_success_us.store(shared->now_us());
  else
    lane->last_error.set(done.outcome.message);
  if (fate == policy::request_fate::probe) {
    suspended.push_back(std::move(done));
    if (circuit.suspect()) {
      probe_wanted = true;
      tell({.open_for_sending = false, .hold_until = {}, .row_limit = 0});
      note_circuit();
    } else if (circuit.state() == circuit_state::open) {
      after_probe(false);  // sent before the circuit opened: the probe has spoken already
    }
    return;
  }
  auto came = result_now();
  const auto number = done.what.number;
  follow(fate, done, came);
  finish(number, std::move(came));
}

policy::attempt_result dispatcher_state::result_now() {
  return {options.judging, {self->clock().now(), shared->now_us(), shared->draw}};
}

void dispatcher_state::follow(policy::request_fate fate, policy::tried_batch& done,
                              policy::attempt_result& came) {
  const auto rows = done.what.rows.size();
  switch (fate) {
    case policy::request_fate::by_row:
      came.by_row(done);
      ask_alone(done.what.number, std::move(came.alone));
      break;
    case policy::request_fate::hold:
      came.hold(done);
      tell({.open_for_sending = circuit.closed(),
            .hold_until = self->clock().now() + *done.outcome.retry_after,
            .row_limit = 0});
      give_back_unsent();
      break;
    case policy::request_fate::again: came.again(done, ++groups); break;
    case policy::request_fate::split: split(done, (rows + 1) / 2); break;
    case policy::request_fate::shrink: {
      const auto limit = done.outcome.limit;
      const auto most = limit != 0 && limit < rows ? limit : (rows + 1) / 2;
      tell({.open_for_sending = circuit.closed(), .hold_until = {}, .row_limit = most});
      split(done, most);
      break;
    }
    case policy::request_fate::row_failed: came.only_row_failed(done); break;
    case policy::request_fate::row_refused: came.only_row_refused(done); break;
    case policy::request_fate::probe: break;  // never: judge() keeps those aside
  }
}

/// Pieces of at most `most` rows, sent at once and in order.
void dispatcher_state::split(policy::tried_batch& done, std::size_t most) {
  const auto number = done.what.number;
  auto pieces = policy::split(std::move(done.what), most);
  parts_left[number] += pieces.size();
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece)
    ready.push_front({std::move(*piece), {}, {}, 0});
}

/// Rows whose answer could be taken for a neighbour's are asked about again, each alone.
void dispatcher_state::ask_alone(std::uint64_t number, std::vector<batch_row> rows) {
  for (auto& each : rows) {
    batch alone;
    alone.number = number;
    alone.rows.push_back(std::move(each));
    ++parts_left[number];
    ready.push_front({std::move(alone), {}, {}, 0});
  }
}

/// Ends go to disk, the rest back to the lane; with its last part a batch frees its place.
void dispatcher_state::finish(std::uint64_t number, policy::attempt_result came) {
  const auto left = parts_left.find(number);
  if (--left->second == 0) {
    parts_left.erase(left);
    came.back.window_freed = true;
  }
  lane->attempts_failed.fetch_add(static_cast<std::uint64_t>(came.attempts_failed));
  if (!came.ends.empty()) settler.send(self, settlement{std::move(came.ends), row->name});
  if (!came.failures.empty()) failure.send(self, failed_chunk{std::move(came.failures), row->name});
  if (came.back.keys.empty() && !came.back.window_freed) return;
  shared->stats.actor(batcher_name(options.judging.entity)).count_sent();
  self->send(back_to, std::move(came.back));
}

void dispatcher_state::tell(const lane_news& news) {
  shared->stats.actor(batcher_name(options.judging.entity)).count_sent();
  self->send(back_to, news);
}

void dispatcher_state::note_circuit() {
  lane->circuit.store(static_cast<std::uint8_t>(circuit.state()));
}

void dispatcher_state::on_probe_sent(const probe_sent& sent) {
  const handled count{*row};
  // The sender that carried it is the one that is neither idle nor in flight.
  for (std::size_t which = 0; which < senders.size(); ++which) {
    const bool busy = std::any_of(in_flight.begin(), in_flight.end(),
                                  [&](const auto& each) { return each.second.first == which; });
    if (senders[which].to == caf::actor_cast<sender_actor>(self->current_sender()) && !busy)
      idle.push_back(which);
  }
  const bool was_open = circuit.state() == circuit_state::open;
  const auto next = circuit.probed(sent.healthy, self->clock().now());
  note_circuit();
  if (next) {
    lane->last_error.set(sent.message);
    lane->next_attempt_ms.store(to_ms(*next));
    self->delayed_send(self, options.probe_interval, probe_tick{});
    if (!was_open)
      shared->log({log_level::warn,
                   row->name,
                   "the store is out of reach: the lane holds",
                   {{"error", sent.message}}});
  } else {
    if (was_open)
      shared->log({log_level::info, row->name, "the store is back: the lane goes on", {}});
    tell({.open_for_sending = true, .hold_until = {}, .row_limit = 0});
  }
  after_probe(sent.healthy);
  send_on();
}

void dispatcher_state::after_probe(bool healthy) {
  for (auto& done : std::exchange(suspended, {})) {
    auto came = result_now();
    const auto number = done.what.number;
    if (healthy)
      follow(policy::fate_after_good_probe(done.outcome.verdict, done.what.rows.size(),
                                           done.what.strikes),
             done, came);
    else
      came.hold(done);
    finish(number, std::move(came));
  }
  if (healthy) return;
  give_back_unsent();
  for (auto& unasked : std::exchange(lookups, {})) {
    (void)unasked;  // parked records are asked for again at their next interval
    shared->stats.actor(batcher_name(options.judging.entity)).count_sent();
    self->send(back_to, lookup_done{});
  }
}

/// Pieces of a split that had not left yet wait with the rest of the lane.
void dispatcher_state::give_back_unsent() {
  for (auto& unsent : std::exchange(ready, {})) {
    auto came = result_now();
    came.hold(unsent);
    finish(unsent.what.number, std::move(came));
  }
}

void dispatcher_state::on_probe_tick() {
  if (circuit.state() != circuit_state::open) return;
  probe_wanted = true;
  send_on();
}

void dispatcher_state::on_lookup_sent(lookup_sent sent) {
  const handled count{*row};
  for (std::size_t which = 0; which < senders.size(); ++which)
    if (senders[which].to == caf::actor_cast<sender_actor>(self->current_sender()))
      idle.push_back(which);
  if (sent.outcome.verdict != batch_verdict::answered) {
    lane->last_error.set(sent.outcome.message);
    sent.what = {};
  }
  shared->stats.actor(batcher_name(options.judging.entity)).count_sent();
  self->send(back_to, std::move(sent.what));
  send_on();
}

void dispatcher_state::on_settled(keys_settled settled) {
  const handled count{*row};
  shared->stats.actor(batcher_name(options.judging.entity)).count_sent();
  self->send(back_to, std::move(settled));
}

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
  return {
      [&state](batch& what) { state.on_batch(std::move(what)); },
      [&state](lookup& what) { state.on_lookup(std::move(what)); },
      [&state](batch_sent& sent) { state.on_sent(std::move(sent)); },
      [&state](lookup_sent& sent) { state.on_lookup_sent(std::move(sent)); },
      [&state](const probe_sent& sent) { state.on_probe_sent(sent); },
      [&state](keys_settled& settled) { state.on_settled(std::move(settled)); },
      [&state](probe_tick) { state.on_probe_tick(); },
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
