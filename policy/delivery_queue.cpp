#include "policy/delivery_queue.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace acumage::policy {

namespace {

constexpr std::array<unsigned char, 256> lower_case = [] {
  std::array<unsigned char, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i)
    table[i] = static_cast<unsigned char>(i >= 'A' && i <= 'Z' ? i + 0x20 : i);
  return table;
}();

}  // namespace

/// The order of the folded keys, found in one pass: a million keys are compared twenty million times. Up
/// to the first byte beyond ASCII a key and its folded form have the same length.
bool folded_less::operator()(const std::string& left, const std::string& right) const {
  const auto common = std::min(left.size(), right.size());
  std::size_t at = 0;
  for (; at + 8 <= common; at += 8)
    if (std::memcmp(left.data() + at, right.data() + at, 8) != 0) break;
  for (; at < common; ++at) {
    const auto a = static_cast<unsigned char>(left[at]);
    const auto b = static_cast<unsigned char>(right[at]);
    if (a == b) continue;
    if (a >= 0x80U || b >= 0x80U) return fold_key(left) < fold_key(right);
    if (lower_case[a] != lower_case[b]) return lower_case[a] < lower_case[b];
  }
  return left.size() < right.size();
}

delivery delivery_queue::to_delivery(const std::string& key, const slot& from) {
  delivery what;
  what.key = key;
  what.version = from.version;
  what.value = from.value;
  if (from.more) {
    what.subject = from.more->subject;
    what.also = from.more->also;
    what.unknown_word = from.more->unknown_word;
  }
  what.accepted_at_us = from.accepted_at_us;
  what.recovered = from.recovered;
  what.force = from.force;
  what.verify = from.verify;
  return what;
}

batch_row delivery_queue::to_row(const std::string& key, const slot& from) {
  batch_row row;
  row.what = to_delivery(key, from);
  row.doubted = from.doubted;
  if (!from.more) return row;
  row.past = from.more->past;
  row.words = from.more->words;
  row.given_up = from.more->given_up;
  return row;
}

void delivery_queue::fill(slot& held, delivery&& what) {
  held.version = what.version;
  held.value = std::move(what.value);
  held.accepted_at_us = what.accepted_at_us;
  held.recovered = what.recovered;
  held.force = what.force;
  held.doubted = held.doubted || what.doubted;
  if (!held.more && what.also.empty() && what.subject.empty() && what.unknown_word.empty()) return;
  held.extra().subject = std::move(what.subject);
  held.extra().also = std::move(what.also);
  held.extra().unknown_word = std::move(what.unknown_word);
}

/// One of the two stays, the other is returned. What is known of the key (group, that the store may hold
/// something else, since when it waits) stays with it; a new value begins its own attempts.
std::optional<delivery> delivery_queue::replace(slots::iterator at, delivery&& what) {
  auto& [key, held] = *at;
  const bool fresh = takes_over(how_, held.version, what.version);
  auto kept = to_delivery(key, held);
  auto loser = coalesce(kept, std::move(what), how_);
  fill(held, std::move(kept));
  if (!fresh) return loser;
  held.verify = false;
  held.alone = false;
  if (held.more) held.more->past.clear();
  if (held.more) held.more->given_up.reset();
  return loser;
}

/// What comes while its key is in flight waits behind it.
std::optional<delivery> delivery_queue::follow(slot& flying, delivery&& what) {
  auto& next = flying.extra().next;
  if (next) return coalesce(*next, std::move(what), how_);
  next = std::make_unique<delivery>(std::move(what));
  return std::nullopt;
}

std::optional<delivery> delivery_queue::add(delivery what) {
  ever_doubted_ = ever_doubted_ || what.doubted;
  if (const auto found = waiting_.find(what.key); found != waiting_.end())
    return replace(found, std::move(what));
  const auto found = resting_.find(what.key);
  if (found == resting_.end()) {
    slot fresh;
    fresh.drain = drain_;
    auto key = what.key;
    fill(fresh, std::move(what));
    waiting_.emplace(std::move(key), std::move(fresh));
    return std::nullopt;
  }
  auto& held = found->second;
  if (held.now == state::in_flight) return follow(held, std::move(what));
  const bool newer = takes_over(how_, held.version, what.version);
  const bool word = has_unknown_word(held);
  auto loser = replace(found, std::move(what));
  // A newer value may be the cure: it does not sit out the older one's backoff, unless the store may
  // still apply a late request, or the batch is being tried as a whole. A parked price or quantity waits
  // for a product, which no newer figure brings, unless it is a word that it waits for.
  if (how_ == coalescing::merged || (newer && (word || has_unknown_word(held))))
    unpark(found->first);
  if (newer && held.now == state::backing_off && !held.rests && held.more->group == 0) {
    backing_off_.erase({held.more->again_at, found->first});
    to_waiting(found, drain_);
  }
  return loser;
}

void delivery_queue::to_waiting(slots::iterator resting, std::uint32_t drain) {
  auto node = resting_.extract(resting);
  node.mapped().now = state::waiting;
  node.mapped().rests = false;
  node.mapped().drain = drain;
  waiting_.insert(std::move(node));
}

void delivery_queue::wake_due(time_point now) {
  while (!backing_off_.empty() && backing_off_.begin()->first <= now) {
    const auto key = backing_off_.begin()->second;
    backing_off_.erase(backing_off_.begin());
    to_waiting(resting_.find(key), drain_);
  }
}

std::size_t delivery_queue::begin_drain(time_point now) {
  wake_due(now);
  ++drain_;
  cursor_set_ = false;
  return waiting_.size();
}

batch_row delivery_queue::move_out(slots::iterator waiting) {
  auto node = waiting_.extract(waiting);
  node.mapped().now = state::in_flight;
  ++in_flight_;
  auto row = to_row(node.key(), node.mapped());
  resting_.insert(std::move(node));
  return row;
}

/// It goes its own way from now on.
void delivery_queue::leave_group(slots::iterator at) {
  auto& held = at->second;
  if (!held.more || held.more->group == 0) return;
  const auto found = groups_.find(std::exchange(held.more->group, 0));
  if (found == groups_.end()) return;
  found->second.keys.erase(at->first);
  if (found->second.keys.empty()) groups_.erase(found);
}

std::optional<batch_row> delivery_queue::take_one(time_point now) {
  wake_due(now);
  if (waiting_.empty()) return std::nullopt;
  auto at = waiting_.upper_bound(tried_);
  if (at == waiting_.end()) at = waiting_.begin();
  tried_ = at->first;
  leave_group(at);
  return move_out(at);
}

batch delivery_queue::take_group(std::uint64_t number) {
  batch taken;
  taken.apart = true;
  const auto found = groups_.find(number);
  assert(found != groups_.end());
  taken.tries = found->second.tries;
  taken.strikes = found->second.strikes;
  for (const auto& key : found->second.keys) {
    const auto at = waiting_.find(key);
    if (at == waiting_.end()) {  // not due yet: goes its own way later
      if (const auto late = resting_.find(key); late != resting_.end())
        late->second.extra().group = 0;
      continue;
    }
    at->second.more->group = 0;
    taken.rows.push_back(move_out(at));
  }
  groups_.erase(found);
  std::sort(taken.rows.begin(), taken.rows.end(),
            [](const batch_row& left, const batch_row& right) {
              return folded_less{}(left.what.key, right.what.key);
            });
  return taken;
}

batch delivery_queue::take(std::size_t most, groups_allowed groups) {
  batch taken;
  auto at = cursor_set_ ? waiting_.upper_bound(cursor_) : waiting_.begin();
  while (at != waiting_.end() && taken.rows.size() < most) {
    auto& [key, held] = *at;
    if (held.drain >= drain_) {
      ++at;
      continue;
    }
    const auto number = held.more ? held.more->group : 0;
    const bool apart = number != 0 || held.alone;
    if (apart && (!taken.rows.empty() || groups == groups_allowed::no)) break;
    cursor_ = key;
    cursor_set_ = true;
    if (number != 0) return take_group(number);
    taken.rows.push_back(move_out(at++));
    if (!apart) continue;
    taken.apart = true;
    break;
  }
  return taken;
}

void delivery_queue::remember_group(std::uint64_t number, int tries, int strikes) {
  groups_[number] = {tries, strikes, {}};
}

std::vector<delivery> delivery_queue::resolve(const key_result& result, time_point now) {
  std::vector<delivery> superseded;
  const auto at = resting_.find(result.key);
  assert(at != resting_.end() && at->second.now == state::in_flight);
  auto& held = at->second;
  --in_flight_;
  std::unique_ptr<delivery> next;
  if (held.more) next = std::move(held.more->next);
  if (result.fate == key_fate::ended) {
    const bool doubted = held.doubted && !held.verify;  // a letter: nobody has read it back
    resting_.erase(at);
    if (!next) return superseded;
    next->recovered = next->recovered || doubted;
    const auto key = next->key;
    add(std::move(*next));
    if (doubted) waiting_.find(key)->second.doubted = true;
    return superseded;
  }
  held.recovered = held.recovered || result.uncertain || result.doubted;
  held.doubted = held.doubted || result.doubted;
  ever_doubted_ = ever_doubted_ || held.doubted;
  if (!result.past.empty() || held.more) held.extra().past = result.past;
  if (result.given_up) held.extra().given_up = result.given_up;
  if (result.words.at_us != 0) held.extra().words = result.words;
  held.verify = held.verify || result.verify;
  held.alone = held.alone || result.alone;
  const bool newer = next && takes_over(how_, held.version, next->version);
  // As in add().
  const bool next_is_cure =
      next && (how_ == coalescing::merged || (newer && has_unknown_word(held)));
  if (next)
    if (auto loser = replace(at, std::move(*next))) superseded.push_back(std::move(*loser));
  switch (result.fate) {
    case key_fate::ended: break;
    case key_fate::held: to_waiting(at, drain_); break;
    case key_fate::again:
      if (newer && !result.rests && result.group == 0)
        to_waiting(at, drain_);
      else
        back_off(at, result);
      break;
    case key_fate::parked:
      if (held.extra().parked_at == time_point{}) held.extra().parked_at = now;
      if (next_is_cure) {
        to_waiting(at, drain_);
        break;
      }
      park(at, now);
      break;
  }
  return superseded;
}

/// For what the store does not know, or for an unknown word.
void delivery_queue::park(slots::iterator at, time_point now) {
  auto& held = at->second;
  held.now = state::parked;
  held.extra().asked_at = now;
  if (!has_unknown_word(held)) unknown_.emplace(now, at->first);
  ++parked_count_;
}

/// What it is then is for the caller to say.
void delivery_queue::leave_park(slots::iterator at) {
  unknown_.erase({at->second.more->asked_at, at->first});
  --parked_count_;
}

void delivery_queue::back_off(slots::iterator at, const key_result& result) {
  auto& held = at->second;
  held.now = state::backing_off;
  held.rests = result.rests;
  held.extra().again_at = result.again_at;
  held.extra().group = result.group;
  if (result.group != 0) groups_[result.group].keys.insert(at->first);
  backing_off_.emplace(result.again_at, at->first);
}

std::optional<time_point> delivery_queue::next_due() const {
  if (backing_off_.empty()) return std::nullopt;
  return backing_off_.begin()->first;
}

std::uint64_t delivery_queue::newest_acceptance(const std::string& key) const {
  const auto found = resting_.find(key);
  if (found == resting_.end() || found->second.now != state::in_flight) return 0;
  const auto& flying = found->second;
  auto newest = flying.version.sequence;
  if (flying.more)
    for (const auto& each : flying.more->also) newest = std::max(newest, each.version.sequence);
  return newest;
}

std::vector<std::uint64_t> delivery_queue::doubted_changes(const std::string& key) const {
  std::vector<std::uint64_t> changes;
  if (!ever_doubted_) return changes;
  for (const auto* each : {&waiting_, &resting_}) {
    const auto found = each->find(key);
    if (found == each->end() || !found->second.doubted) continue;
    const auto& held = found->second;
    changes.push_back(held.version.sequence);
    if (held.more && held.more->next) changes.push_back(held.more->next->version.sequence);
  }
  return changes;
}

std::int64_t delivery_queue::oldest_accepted_us() const {
  // A sample: a full scan of a million slots for one figure would cost more than it tells.
  std::int64_t oldest = 0;
  int looked = 0;
  for (const auto* side : {&waiting_, &resting_}) {
    looked = 0;
    for (auto at = side->begin(); at != side->end() && looked < 64; ++at, ++looked)
      if (oldest == 0 || at->second.accepted_at_us < oldest) oldest = at->second.accepted_at_us;
  }
  return oldest;
}

}  // namespace acumage::policy
