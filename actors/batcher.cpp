#include "actors/batcher.hpp"

#include "policy/delivery_queue.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace acumage::actors {

namespace {

constexpr std::size_t lookup_keys = 500;  // SKUs a look-up may name

struct batcher_state {
  explicit batcher_state(batcher_actor::pointer owner) : self{owner} {}
  static constexpr const char* name = "batcher";

  void on_chunk(delivery_chunk chunk);
  void on_caught_up();
  void on_done(attempt_done done);
  void on_settled(const keys_settled& settled);
  void on_lookup(const lookup_done& found);
  void on_news(const lane_news& news);
  void on_switch(sending_switch turned);
  caf::typed_response_promise<bool> on_drain();
  void on_look(look_tick tick);
  void on_due(due_tick tick);
  void on_park();
  void on_hold_over();

  bool may_send() const;
  void start_drain();
  void pump();
  batch collect();
  bool leaves(const batch_row& row);
  void give_up(const batch_row& candidate, const error& problem);
  void finish_drain();
  void after_change();
  void arm_look(time_point at);
  void arm_due();
  void arm_park();
  void ask_parked();
  void supersede(const delivery& what, std::string reason);
  void end(const delivery& what, end_kind outcome, std::string reason, settlement& into);
  void pass_on();
  void publish();

  batcher_actor::pointer self;
  context* shared = nullptr;
  actor_row* row = nullptr;
  lane_row* lane = nullptr;
  batcher_options options;
  link<dispatcher_actor> dispatcher;
  link<settler_actor> settler;
  link<failure_actor> failure;

  policy::delivery_queue queue;
  std::optional<policy::schedule> schedule;  // begins when the lane has caught up
  bool sending = true;
  bool circuit_closed = true;
  bool stopping = false;
  std::optional<time_point> hold_until;
  std::size_t row_limit = 0;  // learnt from the store; 0: none

  bool draining = false;   // a drain is under way
  bool exhausted = false;  // … and all of it has left
  std::size_t rows_per_request = 1;
  std::size_t window = 0;  // batches at the dispatcher
  std::uint64_t batches = 0;
  std::uint64_t look_number = 0;
  std::uint64_t due_number = 0;
  bool park_armed = false;
  std::size_t left_to_ask = 0;
  std::vector<caf::typed_response_promise<bool>> drained;

  settlement superseded;    // ends nobody waits for
  settlement unchanged;     // ends that release their keys
  failed_chunk unreadable;  // what was last delivered cannot be read
};

bool batcher_state::may_send() const {
  return schedule.has_value() && sending && circuit_closed && !stopping && !hold_until;
}

void batcher_state::end(const delivery& what, end_kind outcome, std::string reason,
                        settlement& into) {
  ending closing;
  closing.entity = options.entity;
  closing.key = what.change_key();
  if (!what.subject.empty()) closing.target = what.key;
  closing.version = what.version;
  closing.outcome = outcome;
  closing.reason = std::move(reason);
  closing.duration_ms = static_cast<std::uint32_t>(
      std::max<std::int64_t>(0, shared->now_us() - what.accepted_at_us) / 1000);
  for (const auto& covered : what.also) {
    auto other = closing;
    other.key = covered.key;
    other.version = covered.version;
    into.ends.push_back(std::move(other));
  }
  into.ends.push_back(std::move(closing));
}

void batcher_state::supersede(const delivery& what, std::string reason) {
  end(what, end_kind::superseded, std::move(reason), superseded);
}

void batcher_state::pass_on() {
  if (!superseded.ends.empty()) settler.send(self, std::exchange(superseded, {}));
  if (!unchanged.ends.empty()) {
    unchanged.asked_by = row->name;
    settler.send(self, std::exchange(unchanged, {}));
  }
  if (!unreadable.failures.empty()) {
    unreadable.asked_by = row->name;
    failure.send(self, std::exchange(unreadable, {}));
  }
}

/// Figures for the stats table; cheap enough for every message.
void batcher_state::publish() {
  lane->waiting.store(queue.waiting());
  lane->in_flight.store(queue.in_flight());
  lane->parked.store(queue.parked_count());
  lane->retrying.store(queue.retrying());
  lane->oldest_accepted_us.store(queue.oldest_accepted_us());
  lane->sending.store(sending);
}

/// What follows every change of the lane's state: send what may be sent, tell what came of it.
void batcher_state::after_change() {
  if (may_send() && schedule->continuous() && !draining && queue.waiting() > 0) start_drain();
  pump();
  pass_on();
  arm_due();
  arm_park();
  publish();
  if (stopping && queue.in_flight() == 0)
    for (auto& promise : std::exchange(drained, {})) promise.deliver(true);
}

void batcher_state::on_chunk(delivery_chunk chunk) {
  const handled count{*row};
  for (auto& each : chunk)
    if (const auto loser = queue.add(std::move(each))) supersede(*loser, "a newer version came");
  const auto back = caf::actor_cast<lane_actor>(self->current_sender());
  shared->stats.actor(std::string{to_string(options.entity)}).count_sent();
  self->send(back, want{chunk.size()});
  after_change();
}

void batcher_state::on_caught_up() {
  const handled count{*row};
  const auto now = self->clock().now();
  schedule.emplace(options.schedule, now);
  if (!schedule->continuous()) arm_look(now);
  after_change();
}

void batcher_state::arm_look(time_point at) {
  const auto now = self->clock().now();
  lane->next_attempt_ms.store(to_ms(at));
  self->delayed_send(self, std::max(at - now, time_point::duration::zero()),
                     look_tick{++look_number});
}

void batcher_state::on_look(look_tick tick) {
  if (tick.number != look_number) return;
  if (may_send() && !draining) {
    start_drain();
    pump();
  } else if (!draining) {
    arm_look(schedule->after_drain(self->clock().now()));
  }
  after_change();
}

void batcher_state::start_drain() {
  const auto waiting = queue.begin_drain(self->clock().now());
  rows_per_request = policy::rows_per_request(options.entity, waiting, options.plan);
  lane->batched.store(rows_per_request > 1 && waiting > 0);
  draining = true;
  exhausted = false;
}

/// Without what was last delivered nobody can say whether this version may be sent.
void batcher_state::give_up(const batch_row& candidate, const error& problem) {
  failed_delivery failed;
  failed.what = candidate.what;
  failed.reason = letter_class::bug;
  failed.error = problem.message;
  failed.attempts = candidate.past;
  failed.voids_mark = candidate.what.recovered;
  unreadable.failures.push_back(std::move(failed));
}

/// Does this row still have to go? Decided now, not on arrival: only now is it certain what the key was
/// last given (SPEC 6, "Unchanged").
bool batcher_state::leaves(const batch_row& candidate) {
  const auto& what = candidate.what;
  if (what.force) return true;
  const auto found = shared->ledger.mark_of(options.entity, what.key);
  if (!found) return give_up(candidate, found.problem()), false;
  const auto& mark = *found;
  if (!mark) return true;
  if (what.version <= mark->version) {
    end(what, end_kind::superseded, "a newer version was delivered", unchanged);
    return false;
  }
  if (what.recovered || !mark->value || *mark->value != what.value) return true;
  end(what, end_kind::filtered, "unchanged", unchanged);
  unchanged.ends.back().mark = delivered_mark{what.version, what.value};
  return false;
}

/// Rows for one request, of those that must go.
batch batcher_state::collect() {
  using groups = policy::delivery_queue::groups_allowed;
  const auto most = row_limit == 0 ? rows_per_request : std::min(rows_per_request, row_limit);
  batch collected;
  while (collected.rows.size() < most) {
    auto taken =
        queue.take(most - collected.rows.size(), collected.rows.empty() ? groups::yes : groups::no);
    if (taken.rows.empty()) break;
    const bool group = taken.tries > 0 || taken.strikes > 0;
    if (group) {
      collected.tries = taken.tries;
      collected.strikes = taken.strikes;
    }
    for (auto& each : taken.rows) {
      each.what.entity = options.entity;
      if (leaves(each)) collected.rows.push_back(std::move(each));
    }
    if (group && !collected.rows.empty()) break;
  }
  return collected;
}

void batcher_state::pump() {
  while (draining && !exhausted && may_send() && window < options.concurrency) {
    auto next = collect();
    if (next.rows.empty()) {
      exhausted = true;
      break;
    }
    next.number = ++batches;
    ++window;
    dispatcher.send(self, std::move(next));
  }
  if (draining && window == 0 && (exhausted || !may_send())) finish_drain();
}

void batcher_state::finish_drain() {
  draining = false;
  if (!schedule) return;
  if (!schedule->continuous())
    arm_look(schedule->after_drain(self->clock().now()));
  else if (may_send() && queue.waiting() > 0)
    start_drain(), pump();
}

void batcher_state::on_done(attempt_done done) {
  const handled count{*row};
  const auto now = self->clock().now();
  if (done.group != 0) queue.remember_group(done.group, done.tries, done.strikes);
  for (const auto& each : done.keys)
    for (const auto& loser : queue.resolve(each, now)) supersede(loser, "a newer version came");
  if (done.window_freed) --window;
  after_change();
}

void batcher_state::on_settled(const keys_settled& settled) {
  const handled count{*row};
  const auto now = self->clock().now();
  for (const auto& key : settled.keys) {
    key_result over;
    over.key = key;
    queue.resolve(over, now);
  }
  after_change();
}

void batcher_state::on_news(const lane_news& news) {
  const handled count{*row};
  circuit_closed = news.open_for_sending;
  if (news.row_limit != 0) row_limit = news.row_limit;
  if (news.hold_until) {
    hold_until = news.hold_until;
    const auto wait = *hold_until - self->clock().now();
    self->delayed_send(self, std::max(wait, time_point::duration::zero()), hold_tick{});
    lane->next_attempt_ms.store(to_ms(*hold_until));
  } else if (may_send() && !draining) {
    start_drain();  // an outage is over: what it held back leaves at once
  }
  after_change();
}

void batcher_state::on_hold_over() {
  if (!hold_until || *hold_until > self->clock().now()) return;
  hold_until.reset();
  if (may_send() && !draining) start_drain();
  after_change();
}

void batcher_state::on_switch(sending_switch turned) {
  const handled count{*row};
  sending = turned.on;
  if (may_send() && !draining) start_drain();  // resuming drains all that waits at once (SPEC 6)
  after_change();
}

caf::typed_response_promise<bool> batcher_state::on_drain() {
  const handled count{*row};
  stopping = true;
  auto promise = self->make_response_promise<caf::typed_response_promise<bool>>();
  drained.push_back(promise);
  after_change();
  return promise;
}

/// Continuous sending has no looks: a backing-off delivery wakes the lane itself.
void batcher_state::arm_due() {
  if (!schedule || !schedule->continuous() || draining) return;
  const auto due = queue.next_due();
  if (!due) return;
  const auto wait = std::max(*due - self->clock().now(), time_point::duration::zero());
  self->delayed_send(self, wait, due_tick{++due_number});
}

void batcher_state::on_due(due_tick tick) {
  if (tick.number != due_number) return;
  if (may_send() && !draining) start_drain();
  after_change();
}

void batcher_state::arm_park() {
  if (park_armed || queue.parked_count() == 0) return;
  park_armed = true;
  self->delayed_send(self, options.park_interval, park_tick{});
}

void batcher_state::on_park() {
  park_armed = false;
  left_to_ask = queue.parked_count();
  ask_parked();
  after_change();
}

void batcher_state::ask_parked() {
  if (!may_send() || left_to_ask == 0) return;
  dispatcher.send(self, lookup{queue.parked(std::min(left_to_ask, lookup_keys))});
}

void batcher_state::on_lookup(const lookup_done& found) {
  const handled count{*row};
  const auto now = self->clock().now();
  for (const auto& key : found.known) queue.unpark(key);
  failed_chunk given_up;
  given_up.asked_by = row->name;
  for (const auto& key : found.unknown) {
    auto over = queue.still_unknown(key, now, now - options.park_limit);
    if (!over) continue;
    failed_delivery failed;
    failed.what = std::move(over->what);
    failed.what.entity = options.entity;
    failed.reason = letter_class::unknown_record;
    failed.error = over->words.message;
    failed.status = over->words.status;
    failed.sent = true;
    failed.attempts = std::move(over->past);
    failed.attempts.push_back(std::move(over->words));
    failed.voids_mark = failed.what.recovered;
    given_up.failures.push_back(std::move(failed));
  }
  if (!given_up.failures.empty()) failure.send(self, std::move(given_up));
  left_to_ask -= std::min(left_to_ask, found.known.size() + found.unknown.size());
  if (found.known.empty() && found.unknown.empty()) left_to_ask = 0;  // no answer: next interval
  ask_parked();
  after_change();
}

batcher_actor::behavior_type batcher(batcher_actor::stateful_pointer<batcher_state> self,
                                     context* shared, batcher_options options,
                                     link<dispatcher_actor> dispatcher, link<settler_actor> settler,
                                     link<failure_actor> failure) {
  auto& state = self->state;
  state.shared = shared;
  state.row = &shared->stats.actor(batcher_name(options.entity));
  state.lane = &shared->stats.lane(options.entity);
  state.sending = options.sending;
  state.options = options;
  state.dispatcher = std::move(dispatcher);
  state.settler = std::move(settler);
  state.failure = std::move(failure);
  state.publish();
  return {
      [&state](delivery_chunk& chunk) { state.on_chunk(std::move(chunk)); },
      [&state](caught_up) { state.on_caught_up(); },
      [&state](attempt_done& done) { state.on_done(std::move(done)); },
      [&state](const keys_settled& settled) { state.on_settled(settled); },
      [&state](const lookup_done& found) { state.on_lookup(found); },
      [&state](const lane_news& news) { state.on_news(news); },
      [&state](sending_switch turned) { state.on_switch(turned); },
      [&state](drain_atom) { return state.on_drain(); },
      [&state](look_tick tick) { state.on_look(tick); },
      [&state](due_tick tick) { state.on_due(tick); },
      [&state](park_tick) { state.on_park(); },
      [&state](hold_tick) { state.on_hold_over(); },
  };
}

}  // namespace

std::string batcher_name(entity which) { return "batcher." + std::string{to_string(which)}; }

batcher_actor spawn_batcher(caf::actor_system& system, context& shared, batcher_options options,
                            link<dispatcher_actor> dispatcher, link<settler_actor> settler,
                            link<failure_actor> failure) {
  return system.spawn(batcher, &shared, options, std::move(dispatcher), std::move(settler),
                      std::move(failure));
}

}  // namespace acumage::actors
