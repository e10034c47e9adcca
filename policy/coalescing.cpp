#include "policy/coalescing.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace acumage::policy {

namespace {

std::vector<covered_change> changes_of(const delivery& what) {
  auto all = what.also;
  all.push_back({what.version, what.change_key()});
  return all;
}

enum class relation : std::uint8_t { apart, the_same, superseded };

/// A cell's older change is overtaken by a newer one of the same cell, and by no other.
relation against(const covered_change& held, const std::vector<covered_change>& later) {
  auto found = relation::apart;
  for (const auto& each : later) {
    if (each.version == held.version) return relation::the_same;
    if (held.version < each.version && fold_key(each.key) == fold_key(held.key))
      found = relation::superseded;
  }
  return found;
}

delivery alone(const delivery& from, covered_change&& one) {
  delivery what;
  what.entity = from.entity;
  what.key = from.key;
  what.version = one.version;
  if (one.key != from.key) what.subject = std::move(one.key);
  what.accepted_at_us = from.accepted_at_us;
  return what;
}

std::optional<delivery> merge(delivery& held, delivery&& later) {
  const auto arrived = changes_of(later);
  std::optional<delivery> losers;
  for (auto& each : changes_of(held)) {
    switch (against(each, arrived)) {
      case relation::the_same: break;
      case relation::apart: later.also.push_back(std::move(each)); break;
      case relation::superseded:
        if (losers)
          losers->also.push_back(std::move(each));
        else
          losers = alone(held, std::move(each));
    }
  }
  later.key = std::move(held.key);
  later.accepted_at_us = std::min(held.accepted_at_us, later.accepted_at_us);
  later.recovered = held.recovered || later.recovered;
  later.doubted = held.doubted || later.doubted;
  held = std::move(later);
  return losers;
}

}  // namespace

bool takes_over(coalescing how, const version& held, const version& later) {
  return how == coalescing::latest_arrival || held < later;
}

std::optional<delivery> coalesce(delivery& held, delivery&& later, coalescing how) {
  if (how == coalescing::latest_arrival) return merge(held, std::move(later));
  if (later.version == held.version) return std::nullopt;  // the same change once more
  held.recovered = held.recovered || later.recovered;
  held.doubted = held.doubted || later.doubted;
  if (later.version < held.version) return std::move(later);
  later.key = held.key;
  later.recovered = held.recovered;
  later.doubted = held.doubted;
  const auto since = held.accepted_at_us;
  auto loser = std::exchange(held, std::move(later));
  held.accepted_at_us = since;
  return loser;
}

}  // namespace acumage::policy
