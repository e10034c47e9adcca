// Parked records, and what an operator lists, hurries or gives up.
#include "actors/batcher_state.hpp"

#include <algorithm>
#include <utility>

namespace acumage::actors {

namespace {

constexpr std::size_t lookup_keys = 500;  // SKUs allowed in one look-up

}  // namespace

/// With its latest message: of the look-up when it is parked, otherwise of the last attempt.
failed_delivery batcher_state::letter_of(batch_row over, letter_class reason) const {
  failed_delivery letter;
  letter.what = std::move(over.what);
  letter.what.entity = options.entity;
  letter.reason = reason;
  letter.attempts = std::move(over.past);
  if (reason == letter_class::unknown_record) letter.attempts.push_back(std::move(over.words));
  const auto& word = letter.what.unknown_word;
  letter.sent = word.empty() && (!letter.attempts.empty() || over.doubted);
  letter.voids_mark = letter.what.recovered;
  letter.error = word.empty() ? "given up by an operator" : word;
  if (letter.attempts.empty()) return letter;
  const auto& last = letter.attempts.back();
  if (!last.message.empty()) letter.error = last.message;
  letter.status = last.status;
  letter.request_id = last.request_id;
  return letter;
}

void batcher_state::arm_park() {
  if (park_at || queue.parked_count() == 0) return;
  park_at = self->clock().now() + options.park_interval;
  self->delayed_send(self, options.park_interval, park_tick{});
}

void batcher_state::on_park() {
  park_at.reset();
  give_up_words();
  left_to_ask = queue.parked_count() - queue.unknown_words();
  ask_parked();
  after_change();
}

/// A setting that covers the word comes with a reload, which recalculates everything.
void batcher_state::give_up_words() {
  failed_chunk given_up;
  given_up.asked_by = row->name;
  for (auto& each : queue.words_overdue(self->clock().now() - options.park_limit))
    given_up.failures.push_back(letter_of(std::move(each), letter_class::unmapped));
  if (!given_up.failures.empty()) failure.send(self, std::move(given_up));
}

void batcher_state::ask_parked() {
  if (!may_send() || left_to_ask == 0) return;
  dispatcher.send(self, queue.parked(std::min(left_to_ask, lookup_keys)));
}

void batcher_state::on_lookup(const lookup_done& found) {
  const handled count{*row};
  const auto now = self->clock().now();
  for (const auto& key : found.known) {
    queue.unpark(key);
    if (options.entity == entity::shipment) shared->shipments.unpark(key);
  }
  failed_chunk given_up;
  given_up.asked_by = row->name;
  for (const auto& key : found.unknown) {
    auto over = queue.still_unknown(key, now, now - options.park_limit);
    if (!over) continue;
    given_up.failures.push_back(letter_of(std::move(*over), letter_class::unknown_record));
  }
  if (!given_up.failures.empty()) failure.send(self, std::move(given_up));
  left_to_ask -= std::min(left_to_ask, found.known.size() + found.unknown.size());
  if (found.known.empty() && found.unknown.empty()) left_to_ask = 0;  // no answer: next interval
  ask_parked();
  after_change();
}

waiting_rows batcher_state::on_query(const waiting_query& ask) {
  const handled count{*row};
  auto page = ask.keys.empty() ? queue.list(ask) : queue.find(ask.keys);
  for (auto& each : page.rows)
    if (each.state == waiting_state::parked) each.next_at = park_at;
  return page;
}

std::uint64_t batcher_state::on_order(const waiting_order& order) {
  const handled count{*row};
  std::uint64_t done = 0;
  if (order.what == waiting_order::verb::fail) {
    done = give_up_waiting(order.filter);
  } else {
    done = queue.hurry(order.filter);
    drain_wanted = drain_wanted || done > 0;
  }
  after_change();
  return done;
}

/// Each becomes a dead letter with its latest message.
std::uint64_t batcher_state::give_up_waiting(const waiting_filter& filter) {
  failed_chunk chunk;
  chunk.asked_by = row->name;
  auto gone = queue.give_up(filter);
  for (auto& each : gone.now) {
    const auto parked =
        each.row.what.unknown_word.empty() ? letter_class::unknown_record : letter_class::unmapped;
    const auto reason = each.parked ? parked : letter_class::exhausted;
    chunk.failures.push_back(letter_of(std::move(each.row), reason));
  }
  const auto count = gone.now.size() + gone.later;
  if (!chunk.failures.empty()) failure.send(self, std::move(chunk));
  return count;
}

}  // namespace acumage::actors
