#include "actors/batcher_state.hpp"

#include "policy/ends.hpp"

#include <algorithm>
#include <utility>

namespace acumage::actors {

void batcher_state::end(const delivery& what, end_kind outcome, std::string reason,
                        settlement& into) {
  ending closing;
  closing.entity = options.entity;
  closing.outcome = outcome;
  closing.reason = std::move(reason);
  closing.duration_ms = static_cast<std::uint32_t>(
      std::max<std::int64_t>(0, shared->now_us() - what.accepted_at_us) / 1000);
  policy::add_ends(what, closing, into.ends);
}

void batcher_state::supersede(const delivery& what, std::string reason) {
  end(what, end_kind::superseded, std::move(reason), superseded);
}

/// The doubt concerns the key: what replaces a doubted change is also doubted after a restart.
void batcher_state::keep_doubt(const std::string& key) {
  if (const auto doubted = queue.doubted_changes(key); !doubted.empty())
    shared->hands.doubt(options.entity, doubted);
}

void batcher_state::pass_on() {
  if (!superseded.ends.empty()) settler.send(self, std::exchange(superseded, {}));
  if (!unchanged.ends.empty()) {
    unchanged.asked_by = row->name;
    settler.send(self, std::exchange(unchanged, {}));
  }
  if (!failed.failures.empty()) {
    failed.asked_by = row->name;
    failure.send(self, std::exchange(failed, {}));
  }
}

/// Figures for the stats table; cheap enough to update with every message.
void batcher_state::publish() {
  lane->waiting.store(queue.waiting());
  lane->in_flight.store(queue.in_flight());
  lane->parked.store(queue.parked_count());
  lane->unknown_words.store(queue.unknown_words());
  lane->retrying.store(queue.retrying());
  lane->resting.store(queue.resting());
  lane->oldest_accepted_us.store(queue.oldest_accepted_us());
  lane->oldest_parked_us.store(queue.oldest_parked_us());
  lane->sending.store(sending);
}

/// Runs after every change of the lane's state: sends what may be sent and reports the results.
void batcher_state::after_change() {
  if (wants_drain() && may_send() && !draining) start_drain(drain_reason::at_once);
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
  for (auto& each : chunk) {
    const auto key = each.key;
    if (const auto loser = queue.add(std::move(each))) supersede(*loser, "a newer version came");
    keep_doubt(key);
  }
  const auto back = caf::actor_cast<lane_actor>(self->current_sender());
  shared->stats.actor(std::string{to_string(options.entity)}).count_sent();
  self->send(back, want{chunk.size()});
  after_change();
}

void batcher_state::on_caught_up() {
  const handled count{*row};
  const auto now = self->clock().now();
  schedule.emplace(options.schedule, now);
  if (options.entity == entity::shipment) shared->shipments.caught_up();
  if (!schedule->continuous()) arm_look(now);
  after_change();
}

void batcher_state::arm_look(time_point at) {
  const auto now = self->clock().now();
  look_at = at;
  lane->next_attempt_ms.store(to_ms(at));
  self->delayed_send(self, std::max(at - now, time_point::duration::zero()),
                     look_tick{++look_number});
}

void batcher_state::on_look(look_tick tick) {
  if (tick.number != look_number) return;
  if (draining)
    look_missed = true;  // it happens at the end
  else
    look();
  after_change();
}

void batcher_state::on_done(attempt_done done) {
  const handled count{*row};
  const auto now = self->clock().now();
  if (done.group != 0) queue.remember_group(done.group, done.been);
  for (const auto& each : done.keys) {
    for (const auto& loser : queue.resolve(each, now)) supersede(loser, "a newer version came");
    keep_doubt(each.key);
    if (each.doubted) rested.insert(each.key);  // it has left, or has just been set to rest
    if (options.entity == entity::shipment && each.fate == key_fate::parked)
      shared->shipments.park(each.key);
  }
  if (done.window_freed) --window;
  after_change();
}

void batcher_state::on_settled(const keys_settled& settled) {
  const handled count{*row};
  const auto now = self->clock().now();
  for (const auto& key : settled.keys) {
    if (options.entity == entity::shipment)
      shared->shipments.release(key, queue.newest_acceptance(key));
    key_result over;
    over.key = key;
    queue.resolve(over, now);
    keep_doubt(key);
    rested.erase(key);
  }
  after_change();
}

void batcher_state::on_news(const lane_news& news) {
  const handled count{*row};
  circuit_closed = news.open_for_sending;
  drain_wanted = drain_wanted || news.outage_over;
  if (news.row_limit != 0)
    row_limit = row_limit == 0 ? news.row_limit : std::min(row_limit, news.row_limit);
  if (news.hold_until) {
    // Of requests that were under way together, the longest wait counts.
    hold_until = std::max(hold_until.value_or(*news.hold_until), *news.hold_until);
    const auto wait = *hold_until - self->clock().now();
    self->delayed_send(self, std::max(wait, time_point::duration::zero()), hold_tick{});
    lane->next_attempt_ms.store(to_ms(*hold_until));
  }
  after_change();
}

void batcher_state::on_hold_over() {
  if (!hold_until || *hold_until > self->clock().now()) return;
  hold_until.reset();
  drain_wanted = true;
  after_change();
}

void batcher_state::on_switch(sending_switch turned) {
  const handled count{*row};
  drain_wanted = turned.on && (drain_wanted || !sending);
  sending = turned.on;
  if (turned.on) dispatcher.send(self, hold_released{});
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

/// Continuous sending has no looks: a backing-off delivery wakes the lane itself. It does not while
/// nothing may leave, because the end of that state begins a drain.
void batcher_state::arm_due() {
  if (!schedule || !schedule->continuous() || draining || !may_send()) return;
  const auto due = queue.next_due();
  if (!due) return;
  const auto wait = std::max(*due - self->clock().now(), time_point::duration::zero());
  self->delayed_send(self, wait, due_tick{++due_number});
}

void batcher_state::on_due(due_tick tick) {
  if (tick.number != due_number) return;
  if (may_send() && !draining) start_drain(drain_reason::at_once);
  after_change();
}

namespace {

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
  state.queue = policy::delivery_queue{policy::coalescing_of(options.entity)};
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
      [&state](trial_wanted) { state.on_trial(); },
      [&state](sending_switch turned) { state.on_switch(turned); },
      [&state](drain_atom) { return state.on_drain(); },
      [&state](const waiting_query& ask) { return state.on_query(ask); },
      [&state](const waiting_order& order) { return state.on_order(order); },
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
