#include "actors/dispatcher.hpp"

#include "actors/batcher.hpp"
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

/// A request's worth of a batch: the whole, or what a split left.
struct part {
  batch what;
  batch_outcome outcome;  // once sent
  std::string request_id;
  std::int64_t at_us = 0;
};

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
  void judge(part done);
  void by_row(part& done, attempt_done& back);
  void row_failed(part& done, batch_row& row, const std::string& message, attempt_done& back);
  void row_refused(part& done, batch_row& row, letter_class reason, const std::string& message);
  void row_delivered(const part& done, const batch_row& row);
  void park(const part& done, batch_row& row, const std::string& message, attempt_done& back);
  void whole_again(part& done, attempt_done& back);
  void hold_rows(part& done, attempt_done& back);
  void split(part& done, std::size_t most);
  void after_probe(bool healthy);
  void give_back_unsent();
  void follow(policy::request_fate fate, part& done, attempt_done& back);
  void finish(const part& done, attempt_done back);
  void pass_on();
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
  std::deque<std::size_t> idle;                                     // senders
  std::deque<part> ready;                                           // parts to send
  std::map<std::uint64_t, std::pair<std::size_t, part>> in_flight;  // part number -> sender, part
  std::vector<part> suspended;                                      // waiting for the probe's word
  std::map<std::uint64_t, std::size_t> parts_left;  // batch number -> parts not yet through
  std::deque<lookup> lookups;
  bool probe_wanted = false;
  std::uint64_t parts = 0;
  std::uint64_t groups = 0;

  settlement delivered;
  failed_chunk failed;
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

void dispatcher_state::judge(part done) {
  const auto fate = policy::fate_of(done.outcome, done.what.rows.size(), done.what.tries,
                                    options.retry.retry_count);
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
  attempt_done back;
  follow(fate, done, back);
  finish(done, std::move(back));
}

void dispatcher_state::follow(policy::request_fate fate, part& done, attempt_done& back) {
  const auto& outcome = done.outcome;
  switch (fate) {
    case policy::request_fate::by_row: by_row(done, back); break;
    case policy::request_fate::hold:
      hold_rows(done, back);
      tell({.open_for_sending = circuit.closed(),
            .hold_until = self->clock().now() + *outcome.retry_after,
            .row_limit = 0});
      give_back_unsent();
      break;
    case policy::request_fate::again: whole_again(done, back); break;
    case policy::request_fate::split: split(done, (done.what.rows.size() + 1) / 2); break;
    case policy::request_fate::shrink: {
      const auto rows = done.what.rows.size();
      const auto most = outcome.limit != 0 && outcome.limit < rows ? outcome.limit : (rows + 1) / 2;
      tell({.open_for_sending = circuit.closed(), .hold_until = {}, .row_limit = most});
      split(done, most);
      break;
    }
    case policy::request_fate::row_failed:
      row_failed(done, done.what.rows.front(), outcome.message, back);
      break;
    case policy::request_fate::row_refused:
      row_refused(done, done.what.rows.front(), outcome.reason, outcome.message);
      break;
    case policy::request_fate::probe: break;  // never: judge() keeps those aside
  }
}

void dispatcher_state::by_row(part& done, attempt_done& back) {
  assert(done.outcome.rows.size() == done.what.rows.size());
  for (std::size_t i = 0; i < done.what.rows.size(); ++i) {
    auto& each = done.what.rows[i];
    const auto& outcome = done.outcome.rows[i];
    switch (outcome.verdict) {
      case row_verdict::delivered: row_delivered(done, each); break;
      case row_verdict::refused: row_refused(done, each, outcome.reason, outcome.message); break;
      case row_verdict::failed: row_failed(done, each, outcome.message, back); break;
      case row_verdict::unknown_record: park(done, each, outcome.message, back); break;
      case row_verdict::doubtful: {
        // Alone its answer cannot be mistaken for a neighbour's.
        batch alone;
        alone.number = done.what.number;
        alone.rows.push_back(std::move(each));
        ++parts_left[alone.number];
        ready.push_front({std::move(alone), {}, {}, 0});
        break;
      }
    }
  }
}

ending ending_of(const delivery& what, entity which, end_kind outcome, std::int64_t now_us) {
  ending closing;
  closing.entity = which;
  closing.key = what.key;
  closing.version = what.version;
  closing.outcome = outcome;
  closing.duration_ms =
      static_cast<std::uint32_t>(std::max<std::int64_t>(0, now_us - what.accepted_at_us) / 1000);
  return closing;
}

void dispatcher_state::row_delivered(const part& done, const batch_row& sent) {
  auto closing = ending_of(sent.what, options.entity, end_kind::delivered, shared->now_us());
  closing.attempts = static_cast<int>(sent.past.size()) + 1;
  closing.status = done.outcome.status;
  closing.request_id = done.request_id;
  for (const auto sequence : sent.what.also) {
    auto other = closing;
    other.version.sequence = sequence;
    delivered.ends.push_back(std::move(other));
  }
  closing.mark = delivered_mark{sent.what.version, sent.what.value};
  delivered.ends.push_back(std::move(closing));
}

void dispatcher_state::row_refused(part& done, batch_row& refused, letter_class reason,
                                   const std::string& message) {
  refused.past.push_back({done.at_us, done.outcome.status, message});
  failed_delivery letter;
  letter.what = refused.what;
  letter.reason = reason;
  letter.error = message;
  letter.sent = true;
  letter.attempts = std::move(refused.past);
  letter.status = done.outcome.status;
  letter.request_id = done.request_id;
  const auto verdict = done.outcome.verdict;
  letter.voids_mark = refused.what.recovered || verdict == batch_verdict::uncertain ||
                      verdict == batch_verdict::suspect || verdict == batch_verdict::unavailable;
  failed.failures.push_back(std::move(letter));
}

void dispatcher_state::row_failed(part& done, batch_row& tried, const std::string& message,
                                  attempt_done& back) {
  lane->attempts_failed.fetch_add(1);
  const auto verdict = done.outcome.verdict;
  const bool broke = verdict == batch_verdict::uncertain || verdict == batch_verdict::unavailable;
  if (static_cast<int>(tried.past.size()) + 1 >= options.retry.retry_count)
    return row_refused(done, tried, broke ? letter_class::poison : letter_class::exhausted,
                       message);
  key_result again;
  again.key = tried.what.key;
  again.fate = key_fate::again;
  again.past = std::move(tried.past);
  again.past.push_back({done.at_us, done.outcome.status, message});
  const auto failures = static_cast<int>(again.past.size());
  auto wait = policy::backoff(failures, shared->draw(), options.retry);
  if (verdict == batch_verdict::uncertain) {
    wait = std::max(wait, options.settle_time);
    again.rests = true;
  }
  again.uncertain = verdict != batch_verdict::contended && verdict != batch_verdict::answered;
  again.again_at = self->clock().now() + wait;
  back.keys.push_back(std::move(again));
}

void dispatcher_state::park(const part& done, batch_row& unknown, const std::string& message,
                            attempt_done& back) {
  if (options.ignore_unknown) {
    auto closing = ending_of(unknown.what, options.entity, end_kind::filtered, shared->now_us());
    closing.reason = "unknown_sku";
    closing.status = done.outcome.status;
    closing.request_id = done.request_id;
    closing.voids_mark = unknown.what.recovered;
    delivered.ends.push_back(std::move(closing));
    return;
  }
  key_result parked;
  parked.key = unknown.what.key;
  parked.fate = key_fate::parked;
  parked.past = std::move(unknown.past);
  parked.words = {done.at_us, done.outcome.status, message};
  back.keys.push_back(std::move(parked));
}

/// The same rows as one batch once more: nobody's attempt, since nobody was named.
void dispatcher_state::whole_again(part& done, attempt_done& back) {
  const auto verdict = done.outcome.verdict;
  const bool contended = verdict == batch_verdict::contended;
  const bool unanswered = verdict == batch_verdict::uncertain;
  back.group = ++groups;
  back.tries = done.what.tries + (contended ? 1 : 0);
  back.strikes = done.what.strikes + (contended ? 0 : 1);
  auto wait = policy::backoff(back.tries + back.strikes, shared->draw(), options.retry);
  if (unanswered) wait = std::max(wait, options.settle_time);
  const auto again_at = self->clock().now() + wait;
  for (auto& each : done.what.rows) {
    key_result again;
    again.key = each.what.key;
    again.fate = key_fate::again;
    again.again_at = again_at;
    again.past = std::move(each.past);
    again.group = back.group;
    again.uncertain = !contended;
    again.rests = unanswered;
    back.keys.push_back(std::move(again));
  }
}

/// An outage, or a store that asked for patience: the rows wait as if they had never left, but those
/// that the store may still apply late rest first.
void dispatcher_state::hold_rows(part& done, attempt_done& back) {
  const bool unanswered = done.outcome.verdict == batch_verdict::uncertain;
  for (auto& each : done.what.rows) {
    key_result held;
    held.key = each.what.key;
    held.past = std::move(each.past);
    held.fate = unanswered ? key_fate::again : key_fate::held;
    held.again_at = self->clock().now() + options.settle_time;
    held.rests = unanswered;
    held.uncertain = unanswered || done.outcome.verdict == batch_verdict::suspect;
    back.keys.push_back(std::move(held));
  }
}

/// Into pieces of at most `most` rows, sent at once and in order.
void dispatcher_state::split(part& done, std::size_t most) {
  std::deque<part> pieces;
  auto& rows = done.what.rows;
  for (std::size_t from = 0; from < rows.size(); from += most) {
    part piece;
    piece.what.number = done.what.number;
    const auto to = std::min(from + most, rows.size());
    std::move(rows.begin() + static_cast<std::ptrdiff_t>(from),
              rows.begin() + static_cast<std::ptrdiff_t>(to), std::back_inserter(piece.what.rows));
    ++parts_left[done.what.number];
    pieces.push_back(std::move(piece));
  }
  std::move(pieces.rbegin(), pieces.rend(), std::front_inserter(ready));
}

void dispatcher_state::finish(const part& done, attempt_done back) {
  const auto left = parts_left.find(done.what.number);
  if (--left->second == 0) {
    parts_left.erase(left);
    back.window_freed = true;
  }
  pass_on();
  if (back.keys.empty() && !back.window_freed) return;
  shared->stats.actor(batcher_name(options.entity)).count_sent();
  self->send(back_to, std::move(back));
}

void dispatcher_state::pass_on() {
  delivered.asked_by = row->name;
  failed.asked_by = row->name;
  if (!delivered.ends.empty()) settler.send(self, std::exchange(delivered, {}));
  if (!failed.failures.empty()) failure.send(self, std::exchange(failed, {}));
}

void dispatcher_state::tell(const lane_news& news) {
  shared->stats.actor(batcher_name(options.entity)).count_sent();
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
    attempt_done back;
    if (healthy)
      follow(policy::fate_after_good_probe(done.outcome.verdict, done.what.rows.size(),
                                           done.what.strikes),
             done, back);
    else
      hold_rows(done, back);
    finish(done, std::move(back));
  }
  if (healthy) return;
  give_back_unsent();
  for (auto& unasked : std::exchange(lookups, {})) {
    (void)unasked;  // parked records are asked for again at their next interval
    shared->stats.actor(batcher_name(options.entity)).count_sent();
    self->send(back_to, lookup_done{});
  }
}

/// Pieces of a split that had not left yet wait with the rest of the lane.
void dispatcher_state::give_back_unsent() {
  for (auto& unsent : std::exchange(ready, {})) {
    attempt_done back;
    hold_rows(unsent, back);
    finish(unsent, std::move(back));
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
  shared->stats.actor(batcher_name(options.entity)).count_sent();
  self->send(back_to, std::move(sent.what));
  send_on();
}

void dispatcher_state::on_settled(keys_settled settled) {
  const handled count{*row};
  shared->stats.actor(batcher_name(options.entity)).count_sent();
  self->send(back_to, std::move(settled));
}

dispatcher_actor::behavior_type dispatcher(
    dispatcher_actor::stateful_pointer<dispatcher_state> self, context* shared,
    dispatcher_options options, std::vector<link<sender_actor>> senders,
    link<settler_actor> settler, link<failure_actor> failure) {
  auto& state = self->state;
  state.shared = shared;
  state.row = &shared->stats.actor(dispatcher_name(options.entity));
  state.lane = &shared->stats.lane(options.entity);
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
