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

/// The order of the folded keys, found in one pass: a million keys are compared twenty million
/// times. Up to the first byte beyond ASCII a key and its folded form have the same length.
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
  what.source = from.source;
  if (from.more) {
    what.subject = from.more->subject;
    what.also = from.more->also;
    what.unknown_word = from.more->unknown_word;
  }
  what.accepted_at_us = from.accepted_at_us;
  what.recovered = from.recovered;
  what.force = from.force;
  what.if_changed = from.if_changed;
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

void delivery_queue::to_waiting(slots::iterator resting, std::uint32_t drain) {
  auto node = resting_.extract(resting);
  auto& held = node.mapped();
  uncount(held);
  held.now = state::waiting;
  held.rests = false;
  held.drain = drain;
  count(held);
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

/// It is no longer part of its group.
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
  taken.been = found->second.been;
  for (const auto& key : found->second.keys) {
    const auto at = waiting_.find(key);
    if (at == waiting_.end()) {  // not due yet: leaves separately later
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
    if (apart && held.more) taken.been = held.more->been;
    taken.rows.push_back(move_out(at++));
    if (!apart) continue;
    taken.apart = true;
    break;
  }
  return taken;
}

void delivery_queue::remember_group(std::uint64_t number, const request_past& been) {
  groups_[number] = {been, {}};
}

std::vector<delivery> delivery_queue::resolve(const key_result& result, time_point now) {
  std::vector<delivery> superseded;
  const auto at = resting_.find(result.key);
  assert(at != resting_.end() && at->second.now == state::in_flight);
  auto& held = at->second;
  --in_flight_;
  if (result.fate == key_fate::ended) {
    const bool doubted = held.doubted && !held.verify;  // a dead letter: it was not read back
    std::vector<delivery> behind;
    if (held.more) behind = std::move(held.more->behind);
    uncount(held);
    resting_.erase(at);
    for (auto& each : behind) {
      each.recovered = each.recovered || doubted;
      add(std::move(each));
    }
    if (doubted && !behind.empty()) waiting_.find(result.key)->second.doubted = true;
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
  const auto before = held.version;
  const bool word = has_unknown_word(held);
  take_behind(at, result.fate, superseded);
  const bool newer = held.version != before;
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
      if (newer && is_cure(held, word)) {
        to_waiting(at, drain_);
        break;
      }
      park(at, now);
      break;
  }
  return superseded;
}

/// For a record that the store does not know, or for an unknown word.
void delivery_queue::park(slots::iterator resting, time_point now) {
  auto& held = resting->second;
  uncount(held);
  held.now = state::parked;
  count(held);
  held.extra().asked_at = now;
  if (!has_unknown_word(held)) unknown_.emplace(now, resting->first);
}

void delivery_queue::back_off(slots::iterator at, const key_result& result) {
  auto& held = at->second;
  uncount(held);
  held.now = state::backing_off;
  held.rests = result.rests;
  count(held);
  held.extra().again_at = result.again_at;
  held.extra().group = result.group;
  held.extra().been = result.been;
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
    if (!held.more) continue;
    for (const auto& later : held.more->behind) changes.push_back(later.version.sequence);
  }
  return changes;
}

age_census& delivery_queue::census_of(const slot& held) {
  switch (standing(held)) {
    case waiting_state::parked: return parked_;
    case waiting_state::resting: return at_rest_;
    case waiting_state::waiting:
    case waiting_state::retrying:
    case waiting_state::in_flight: break;
  }
  return backlog_;
}

}  // namespace acumage::policy
