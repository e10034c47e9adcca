// What leaves the lane: drains, the rows of a batch, and rows that need not be sent after all.
#include "actors/batcher_state.hpp"
#include "policy/coalescing.hpp"

#include <algorithm>
#include <utility>

namespace acumage::actors {

bool batcher_state::may_send() const {
  return schedule.has_value() && sending && circuit_closed && !stopping && !hold_until;
}

bool batcher_state::wants_drain() const {
  return drain_wanted || (schedule && schedule->continuous() && queue.waiting() > 0);
}

void batcher_state::start_drain(drain_reason why) {
  const auto waiting = queue.begin_drain(self->clock().now());
  rows_per_request = policy::rows_per_request(options.entity, waiting, options.plan);
  lane->batched.store(rows_per_request > 1 && waiting > 0);
  draining = true;
  why_draining = why;
  drain_wanted = false;
  exhausted = false;
}

/// Without the last delivered value, the batcher cannot decide whether this version may be sent.
void batcher_state::give_up(const batch_row& candidate, const error& problem) {
  auto letter = letter_of(candidate, letter_class::bug);
  letter.error = problem.message;
  failed.failures.push_back(std::move(letter));
}

/// Whether this row still has to be sent. Decided now, not on arrival: only now is it certain what
/// was last delivered for the key (SPEC 6, "Unchanged").
bool batcher_state::leaves(const batch_row& candidate) {
  const auto& what = candidate.what;
  if (candidate.given_up) {
    failed.failures.push_back(letter_of(candidate, *candidate.given_up));
    return false;
  }
  if (!what.unknown_word.empty()) return park_for_word(candidate), false;
  if (rests_after_start(candidate)) return false;
  if (options.entity == entity::inventory)
    return !is_told_already(candidate) && !waits_for_shipment(candidate);
  if (what.force) return true;
  const auto found = shared->ledger.mark_of(options.entity, what.key);
  if (!found) return give_up(candidate, found.problem()), false;
  const auto& mark = *found;
  if (!mark) return true;
  // Each field of a document has its own version, and its lane has left out older ones. Without a
  // value, it is the version of a dead letter that the store may have, and that a replay sends.
  const bool reached = mark->value ? what.version <= mark->version : what.version < mark->version;
  if (!policy::is_document(options.entity) && reached) {
    end(what, end_kind::superseded, mark->value ? newer_delivered : newer_known, unchanged);
    return false;
  }
  if (what.recovered || !mark->value || *mark->value != policy::remembered(what.value)) return true;
  filter_unchanged(what);
  return false;
}

/// The store changes quantities itself, so a quantity that was sent last is sent again, unless no
/// change of it shows a value different from the one before (SPEC 6, "Unchanged").
bool batcher_state::is_told_already(const batch_row& candidate) {
  const auto& what = candidate.what;
  if (!what.if_changed || what.recovered || candidate.doubted) return false;
  const auto last = shared->ledger.delivered_quantity(what.key);
  if (!last || *last != policy::remembered(what.value)) return false;
  filter_unchanged(what);
  return true;
}

void batcher_state::filter_unchanged(const delivery& what) {
  end(what, end_kind::filtered, "unchanged", unchanged);
  unchanged.ends.back().mark = delivered_mark{what.version, policy::remembered(what.value)};
}

/// The store is not asked: it does not know the word either.
void batcher_state::park_for_word(const batch_row& candidate) {
  key_result parked;
  parked.key = candidate.what.key;
  parked.fate = key_fate::parked;
  parked.past = candidate.past;
  parked.words = {shared->now_us(), 0, candidate.what.unknown_word};
  parked.doubted = candidate.doubted;
  for (const auto& loser : queue.resolve(parked, self->clock().now()))
    supersede(loser, "a newer version came");
}

/// A quantity that may include older shipments waits for them (SPEC 6, "Shipments and stock"). It
/// is checked every second because a shipment may end in many ways.
bool batcher_state::waits_for_shipment(const batch_row& candidate) {
  const auto& what = candidate.what;
  const auto now = self->clock().now();
  if (!shared->shipments.hold_back(what.key, what.version.stamp)) {
    held_since.erase(what.key);
    return false;
  }
  const auto since = held_since.try_emplace(what.key, now).first->second;
  const auto left = since + options.shipment_hold - now;
  if (left <= time_point::duration::zero()) {
    held_since.erase(what.key);
    return false;
  }
  put_back(candidate, now + std::min<time_point::duration>(left, std::chrono::seconds{1}),
           "waits for a shipment that is older");
  return true;
}

/// A request that got no answer before the process ended may still be applied: after a newer price,
/// or after the look-up that precedes the repeat of a document. Its key therefore rests, as it
/// would have if the process had continued.
bool batcher_state::rests_after_start(const batch_row& candidate) {
  const auto& what = candidate.what;
  if (!what.recovered || !candidate.doubted) return false;
  if (!rested.insert(what.key).second) return false;
  put_back(candidate, self->clock().now() + options.settle_time,
           "a request of it had no answer when the process ended");
  return true;
}

/// A newer value does not let it leave earlier.
void batcher_state::put_back(const batch_row& candidate, time_point until, std::string why) {
  key_result later;
  later.key = candidate.what.key;
  later.fate = key_fate::again;
  later.again_at = until;
  later.past = candidate.past;
  later.words = {shared->now_us(), 0, std::move(why)};
  later.doubted = candidate.doubted;
  later.rests = true;
  for (const auto& loser : queue.resolve(later, self->clock().now()))
    supersede(loser, "a newer version came");
}

/// Rows for one request, selected from those that must be sent.
batch batcher_state::collect() {
  using groups = policy::delivery_queue::groups_allowed;
  const auto most = row_limit == 0 ? rows_per_request : std::min(rows_per_request, row_limit);
  batch collected;
  while (collected.rows.size() < most) {
    auto taken =
        queue.take(most - collected.rows.size(), collected.rows.empty() ? groups::yes : groups::no);
    if (taken.rows.empty()) break;
    for (auto& each : taken.rows) {
      each.what.entity = options.entity;
      if (leaves(each)) collected.rows.push_back(std::move(each));
    }
    if (!taken.apart || collected.rows.empty()) continue;
    collected.been = taken.been;
    break;
  }
  return collected;
}

void batcher_state::dispatch(batch next) {
  next.number = ++batches;
  ++window;
  dispatcher.send(self, std::move(next));
}

void batcher_state::pump() {
  while (draining && !exhausted && may_send() && window < options.concurrency) {
    auto next = collect();
    if (next.rows.empty()) {
      exhausted = true;
      break;
    }
    dispatch(std::move(next));
  }
  if (draining && window == 0 && (exhausted || !may_send())) finish_drain();
}

/// Only drains of the schedule count for the schedule.
void batcher_state::finish_drain() {
  draining = false;
  if (!schedule) return;
  if (!schedule->continuous()) {
    if (why_draining == drain_reason::look)
      arm_look(schedule->after_drain(self->clock().now()));
    else if (std::exchange(look_missed, false))
      return look();
    else
      lane->next_attempt_ms.store(to_ms(look_at));
  }
  if (wants_drain() && may_send()) start_drain(drain_reason::at_once), pump();
}

/// A look of the schedule: it drains when the lane may send, and is skipped otherwise.
void batcher_state::look() {
  if (may_send())
    start_drain(drain_reason::look), pump();
  else
    arm_look(schedule->after_drain(self->clock().now()));
}

/// A held lane sends one row at a time.
void batcher_state::on_trial() {
  const handled count{*row};
  const bool may = schedule.has_value() && sending && !circuit_closed && !stopping && !hold_until;
  while (may) {
    auto one = queue.take_one(self->clock().now());
    if (!one) break;
    one->what.entity = options.entity;
    if (!leaves(*one)) continue;
    batch trial;
    trial.trial = true;
    trial.rows.push_back(std::move(*one));
    dispatch(std::move(trial));
    break;
  }
  after_change();
}

}  // namespace acumage::actors
