// What is outside a drain: parked records, and what an operator lists, hurries or gives up.
#include "messages/dead_letter.hpp"
#include "policy/delivery_queue.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acumage::policy {

lookup delivery_queue::parked(std::size_t most) const {
  lookup ask;
  for (const auto& [when, key] : unknown_) {
    if (ask.keys.size() == most) break;
    ask.keys.push_back(key);
    if (how_ == coalescing::merged) ask.values.push_back(resting_.find(key)->second.value);
  }
  return ask;
}

void delivery_queue::unpark(const std::string& key) {
  const auto at = resting_.find(key);
  if (at == resting_.end() || at->second.now != state::parked) return;
  leave_park(at);
  to_waiting(at, drain_);
}

std::optional<batch_row> delivery_queue::still_unknown(const std::string& key, time_point now,
                                                       time_point limit) {
  const auto at = resting_.find(key);
  if (at == resting_.end() || at->second.now != state::parked) return std::nullopt;
  leave_park(at);
  if (at->second.more->parked_at <= limit) return seize(at);
  park(at, now);
  return std::nullopt;
}

std::vector<batch_row> delivery_queue::words_overdue(time_point limit) {
  std::vector<batch_row> overdue;
  if (unknown_words() == 0) return overdue;
  for (auto at = resting_.begin(); at != resting_.end(); ++at) {
    const auto& held = at->second;
    if (held.now != state::parked || !has_unknown_word(held) || held.more->parked_at > limit)
      continue;
    leave_park(at);
    overdue.push_back(seize(at));
  }
  return overdue;
}

/// In flight from now on, to be ended.
batch_row delivery_queue::seize(slots::iterator resting) {
  uncount(resting->second);
  resting->second.now = state::in_flight;
  count(resting->second);
  ++in_flight_;
  return to_row(resting->first, resting->second);
}

waiting_state delivery_queue::standing(const slot& held) {
  switch (held.now) {
    case state::waiting: return waiting_state::waiting;
    case state::in_flight: return waiting_state::in_flight;
    case state::backing_off:
      return held.rests || held.verify ? waiting_state::resting : waiting_state::retrying;
    case state::parked: return waiting_state::parked;
  }
  return waiting_state::waiting;
}

bool delivery_queue::means(const waiting_filter& filter, const std::string& key, const slot& held) {
  if (filter.state && *filter.state != standing(held)) return false;
  return filter.key.empty() || glob_matches(filter.key, key);
}

waiting_row delivery_queue::show(const std::string& key, const slot& held) {
  waiting_row row;
  row.key = key;
  row.version = held.version;
  row.state = standing(held);
  row.since_us = held.accepted_at_us;
  if (!held.more) return row;
  if (held.now == state::backing_off) row.next_at = held.more->again_at;
  const auto& past = held.more->past;
  row.last_error = past.empty() ? held.more->words.message : past.back().message;
  return row;
}

waiting_rows delivery_queue::list(const waiting_query& ask) const {
  waiting_rows page;
  auto here = ask.after.empty() ? waiting_.begin() : waiting_.upper_bound(ask.after);
  auto there = ask.after.empty() ? resting_.begin() : resting_.upper_bound(ask.after);
  const folded_less before;
  while (here != waiting_.end() || there != resting_.end()) {
    const bool first =
        there == resting_.end() || (here != waiting_.end() && before(here->first, there->first));
    const auto& [key, held] = first ? *here++ : *there++;
    if (!means(ask.filter, key, held)) continue;
    if (page.rows.size() == ask.limit) {
      page.next = page.rows.empty() ? std::string{} : page.rows.back().key;
      break;
    }
    page.rows.push_back(show(key, held));
  }
  return page;
}

waiting_rows delivery_queue::find(const std::vector<std::string>& keys) const {
  waiting_rows found;
  for (const auto& key : keys)
    for (const auto* in : {&waiting_, &resting_}) {
      const auto at = in->find(key);
      if (at == in->end()) continue;
      const auto& held = at->second;
      found.rows.push_back(show(at->first, held));
      const bool newer = held.more && !held.more->behind.empty();
      found.rows.back().value = newer ? held.more->behind.back().value : held.value;
    }
  return found;
}

/// No longer backing off or parked; the caller sets its new state.
void delivery_queue::interrupt(slots::iterator resting) {
  auto& held = resting->second;
  if (held.now == state::backing_off) backing_off_.erase({held.more->again_at, resting->first});
  if (held.now == state::parked) leave_park(resting);
}

std::size_t delivery_queue::hurry(const waiting_filter& filter) {
  std::size_t count = 0;
  for (const auto& [key, held] : waiting_)
    if (means(filter, key, held)) ++count;
  for (auto at = resting_.begin(); at != resting_.end();) {
    const auto each = at++;
    const auto now = standing(each->second);
    if (now == waiting_state::in_flight || now == waiting_state::resting) continue;
    if (!means(filter, each->first, each->second)) continue;
    interrupt(each);
    to_waiting(each, drain_);
    ++count;
  }
  return count;
}

delivery_queue::given_up_rows delivery_queue::give_up(const waiting_filter& filter) {
  given_up_rows gone;
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    const auto each = at++;
    if (!means(filter, each->first, each->second)) continue;
    leave_group(each);
    gone.now.push_back({move_out(each), false});
  }
  // Those just moved are now in flight, and so are skipped.
  for (auto at = resting_.begin(); at != resting_.end(); ++at) {
    if (at->second.now == state::in_flight || !means(filter, at->first, at->second)) continue;
    if (at->second.rests) {
      at->second.extra().given_up = letter_class::exhausted;
      ++gone.later;
      continue;
    }
    const bool parked = at->second.now == state::parked;
    interrupt(at);
    leave_group(at);
    gone.now.push_back({seize(at), parked});
  }
  return gone;
}

}  // namespace acumage::policy
