#include "pull/lost_push_rows.hpp"

#include "messages/json_text.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <functional>

namespace acumage::pull {

namespace {

constexpr std::int64_t minute_us = 60'000'000;
/// Periods of refusal with less between them are one.
constexpr std::int64_t one_period_us = 5 * minute_us;
/// How long after its TimeStamp Acumatica may still try to deliver a notification.
constexpr std::int64_t attempts_us = 10 * minute_us;
constexpr std::size_t most_periods = 64;

std::size_t hash_of(std::string_view query) {
  return std::hash<std::string>{}(fold_key(trimmed(query)));
}

}  // namespace

bool lost_push_rows::knows(const lost_push& what) const {
  const auto one = key_of(what);
  return all_.count(one) > 0 || (all_.size() >= most && one < all_.begin()->first);
}

void lost_push_rows::put(known_lost_push what) {
  auto one = key_of(what.what);
  all_.insert_or_assign(std::move(one), std::move(what));
}

std::vector<known_lost_push> lost_push_rows::surplus(std::size_t added) const {
  std::vector<known_lost_push> gone;
  for (auto at = all_.begin(); at != all_.end() && all_.size() + added > most + gone.size(); ++at)
    gone.push_back(at->second);
  return gone;
}

void lost_push_rows::drop(const std::vector<known_lost_push>& which) {
  for (const auto& each : which) all_.erase(key_of(each.what));
}

void recent_pushes::note(std::string_view query, std::uint64_t stamp) {
  ring_.at(next_) = {stamp, hash_of(query)};
  next_ = (next_ + 1) % ring_.size();
}

bool recent_pushes::has(std::string_view query, std::uint64_t stamp) const {
  const auto name = hash_of(query);
  return std::any_of(ring_.begin(), ring_.end(),
                     [&](const push& each) { return each.stamp == stamp && each.query == name; });
}

void refused_pushes::note(int status, std::int64_t now_us) {
  if (!periods_.empty() && now_us - periods_.back().last_us < one_period_us) {
    periods_.back().last_us = now_us;
    periods_.back().status = status;
    return;
  }
  periods_.push_back({now_us, now_us, status});
  if (periods_.size() > most_periods) periods_.pop_front();
}

std::string refused_pushes::words_around(std::int64_t at_us) const {
  for (const auto& each : periods_)
    if (at_us - minute_us <= each.last_us && each.first_us <= at_us + attempts_us)
      return "; this node answered " + std::to_string(each.status) + " between " +
             rfc3339(each.first_us) + " and " + rfc3339(each.last_us);
  return {};
}

}  // namespace acumage::pull
