// How an arriving delivery is combined with one of its key that waits, is in flight, or is a forced
// replay.
#include "policy/delivery_queue.hpp"

#include <algorithm>
#include <utility>

namespace acumage::policy {

void delivery_queue::fill(slot& held, delivery&& what) {
  held.version = what.version;
  held.source = what.source;
  held.value = std::move(what.value);
  held.accepted_at_us = what.accepted_at_us;
  held.recovered = what.recovered;
  held.force = what.force;
  held.if_changed = what.if_changed;
  held.doubted = held.doubted || what.doubted;
  if (!held.more && what.also.empty() && what.subject.empty() && what.unknown_word.empty()) return;
  held.extra().subject = std::move(what.subject);
  held.extra().also = std::move(what.also);
  held.extra().unknown_word = std::move(what.unknown_word);
}

/// A forced document contains values older than the rest of its key: it is never merged with
/// another change.
bool delivery_queue::may_merge(bool force, const version& at, const delivery& other) const {
  if (how_ != coalescing::merged || at == other.version) return true;
  return !force && !other.force;
}

/// One of the two stays, the other is returned. What is known of the key (its group, whether the
/// store may hold another value, how long it has waited) stays with it; a new value starts its own
/// attempts.
std::optional<delivery> delivery_queue::replace(slots::iterator at, delivery&& what) {
  auto& [key, held] = *at;
  if (!may_merge(held.force, held.version, what)) return line_up(at, std::move(what));
  const bool fresh = takes_over(how_, held.version, what.version);
  auto kept = to_delivery(key, held);
  auto loser = coalesce(kept, std::move(what), how_);
  uncount(held);
  fill(held, std::move(kept));
  if (fresh) begin_anew(held);
  count(held);
  return loser;
}

void delivery_queue::begin_anew(slot& held) {
  held.verify = false;
  held.alone = false;
  if (!held.more) return;
  held.more->past.clear();
  held.more->been = {};
  held.more->given_up.reset();
}

/// Returns what was in the place before.
delivery delivery_queue::take_place(slots::iterator at, delivery&& what) {
  auto& held = at->second;
  auto before = to_delivery(at->first, held);
  what.recovered = what.recovered || held.recovered;
  uncount(held);
  fill(held, std::move(what));
  begin_anew(held);
  count(held);
  return before;
}

/// Of two that cannot be merged, the forced one leaves first. If it is parked it gives way, because
/// the store may know the other, which would otherwise wait for `park_limit`.
std::optional<delivery> delivery_queue::line_up(slots::iterator at, delivery&& what) {
  auto& held = at->second;
  if (held.force && held.now == state::parked) return take_place(at, std::move(what));
  if (held.force) return follow(held, std::move(what));
  return follow(held, take_place(at, std::move(what)));
}

/// What arrives while its key is in flight waits behind it, forced ones first.
std::optional<delivery> delivery_queue::follow(slot& first, delivery&& what) {
  auto& behind = first.extra().behind;
  for (auto& each : behind)
    if (may_merge(each.force, each.version, what)) return coalesce(each, std::move(what), how_);
  const auto last =
      std::find_if(behind.begin(), behind.end(), [](const delivery& each) { return !each.force; });
  behind.insert(what.force ? last : behind.end(), std::move(what));
  return std::nullopt;
}

/// A key continues to wait: what has arrived for it takes its place, or stays behind it.
void delivery_queue::take_behind(slots::iterator at, key_fate fate, std::vector<delivery>& losers) {
  auto& held = at->second;
  if (!held.more || held.more->behind.empty()) return;
  auto& behind = held.more->behind;
  if (may_merge(held.force, held.version, behind.back())) {
    auto next = std::move(behind.back());
    behind.pop_back();
    if (auto loser = replace(at, std::move(next))) losers.push_back(std::move(*loser));
  }
  const bool gives_way = held.force && fate == key_fate::parked;
  if (behind.empty() || (held.force && !gives_way)) return;
  auto next = std::move(behind.front());
  behind.erase(behind.begin());
  auto before = take_place(at, std::move(next));
  if (gives_way)
    losers.push_back(std::move(before));
  else
    follow(held, std::move(before));
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
    count(fresh);
    waiting_.emplace(std::move(key), std::move(fresh));
    return std::nullopt;
  }
  auto& held = found->second;
  if (held.now == state::in_flight) return follow(held, std::move(what));
  const auto before = held.version;
  const bool word = has_unknown_word(held);
  auto loser = replace(found, std::move(what));
  const bool newer = held.version != before;
  // A newer value may fix the failure: it does not wait out the older one's backoff, unless the
  // store may still apply a late request, or the batch is being tried as a whole.
  if (how_ == coalescing::merged || (newer && is_cure(held, word))) unpark(found->first);
  if (newer && held.now == state::backing_off && !held.rests && held.more->group == 0) {
    backing_off_.erase({held.more->again_at, found->first});
    to_waiting(found, drain_);
  }
  return loser;
}

}  // namespace acumage::policy
