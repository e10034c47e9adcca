#include "policy/coalescing.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace acumage::policy {

namespace {

std::vector<covered_change> changes_of(const delivery& what) {
  auto all = what.also;
  all.push_back({what.version, what.change_key(), what.source});
  return all;
}

enum class relation : std::uint8_t { apart, the_same, superseded };

/// An older change of a cell is superseded only by a newer one of the same cell.
relation against(const covered_change& held, const std::vector<covered_change>& later,
                 coalescing how) {
  auto found = relation::apart;
  for (const auto& each : later) {
    if (each.version == held.version) return relation::the_same;
    if (how == coalescing::latest_arrival && held.version < each.version &&
        fold_key(each.key) == fold_key(held.key))
      found = relation::superseded;
  }
  return found;
}

delivery alone(const delivery& from, covered_change&& one) {
  delivery what;
  what.entity = from.entity;
  what.key = from.key;
  what.version = one.version;
  what.source = one.source;
  what.value = from.value;
  if (one.key != from.key) what.subject = std::move(one.key);
  what.accepted_at_us = from.accepted_at_us;
  return what;
}

std::optional<delivery> merge(delivery& held, delivery&& later, coalescing how) {
  const auto arrived = changes_of(later);
  std::optional<delivery> losers;
  for (auto& each : changes_of(held)) {
    switch (against(each, arrived, how)) {
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
  later.if_changed = held.if_changed && later.if_changed;
  held = std::move(later);
  return losers;
}

}  // namespace

std::string remembered(const std::string& value) {
  constexpr std::size_t short_enough = 64;
  if (value.size() <= short_enough) return value;
  // Two FNV-1a hashes from different starts: 128 bits against chance; there is no attacker here.
  std::string digest = "#";
  for (const auto start : {0xcbf29ce484222325ULL, 0x9ae16a3b2f90404fULL}) {
    auto hash = start;
    for (const auto byte : value)
      hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    for (unsigned shift = 0; shift < 64; shift += 4)
      digest += "0123456789abcdef"[(hash >> shift) & 15U];
  }
  return digest;
}

bool takes_over(coalescing how, const version& held, const version& later) {
  return how != coalescing::newest_version || held < later;
}

std::optional<delivery> coalesce(delivery& held, delivery&& later, coalescing how) {
  if (how != coalescing::newest_version) return merge(held, std::move(later), how);
  if (later.version == held.version) return std::nullopt;  // the same change again
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
