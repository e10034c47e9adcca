#include "reconcile/comparer.hpp"

#include "messages/stock_place.hpp"
#include "policy/sync_text.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <utility>

namespace acumage::reconcile {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr std::size_t records_at_once = 500;
constexpr std::chrono::seconds lane_takes_in{5};

bool names_source(entity which, const std::string& key) {
  return which != entity::inventory || key.find('@') != std::string::npos;
}

}  // namespace

policy::compared joined(entity which, const actors::erp_value* erp, const actors::held_value& held,
                        const magento::present_value& present, bool asked) {
  auto one = actors::compared_of(which, held, present);
  one.erp_asked = asked;
  if (erp == nullptr) return one;
  one.erp = erp->value;
  one.erp_suffices =
      one.store && erp->record && policy::suffices(*erp->record, present.state, *one.store);
  if (erp->not_mapped && !one.not_mapped) {
    one.not_mapped = true;
    one.words = erp->words;
  }
  return one;
}

comparer::comparer(entity which, compared_sides sides) : which_{which}, sides_{std::move(sides)} {
  if (sides_.erp != nullptr) erp_.emplace(*sides_.erp, sides_.rest);
}

std::uint64_t comparer::hash_of(const std::string& key) const {
  return std::hash<std::string>{}(policy::joining_key(which_, key));
}

status comparer::all(const sink& to) {
  seen_.clear();
  if (sides_.erp != nullptr && !sides_.by_key)
    if (auto walked = walk_erp(to); !walked) return walked;
  std::sort(seen_.begin(), seen_.end());
  return walk_node(to);
}

status comparer::all_of(const std::unordered_set<std::uint64_t>& wanted, const sink& to) {
  wanted_ = &wanted;
  auto walked = all(to);
  wanted_ = nullptr;
  return walked;
}

status comparer::walk_erp(const sink& to) {
  return erp_->each_value(which_, sides_.rules, sides_.aliases,
                          [&](std::vector<actors::erp_value> values) {
                            for (const auto& each : values) seen_.push_back(hash_of(each.key));
                            return compare(std::move(values), true, to);
                          });
}

/// With an ERP: the keys that it does not have.
status comparer::walk_node(const sink& to) {
  std::string cursor;
  do {
    auto page = sides_.held.keys(which_, cursor, records_at_once);
    if (!page) return page.problem();
    if (sides_.erp != nullptr && sides_.by_key) {
      if (auto compared = some(page->keys, to); !compared) return compared;
      page->keys.clear();
    }
    std::vector<actors::erp_value> values;
    for (auto& key : page->keys)
      if (!std::binary_search(seen_.begin(), seen_.end(), hash_of(key)))
        values.push_back({std::move(key)});
    if (auto compared = compare(std::move(values), sides_.erp != nullptr, to); !compared)
      return compared;
    cursor = std::move(page->next);
    if (!sides_.rest(0ms)) return ended();
  } while (!cursor.empty());
  return done();
}

status comparer::some(std::span<const std::string> keys, const sink& to) {
  std::vector<actors::erp_value> values;
  for (const auto& key : keys) {
    std::vector<actors::erp_value> found;
    if (sides_.erp != nullptr) {
      auto page = erp_->ask([&](pull::erp_session& erp) { return erp.by_key(which_, key); });
      if (!page) return page.problem();
      actors::erp_records records{which_, sides_.rules, sides_.aliases};
      for (const auto& row : page->rows) records.add(row);
      found = records.take();
    }
    const bool whole = !names_source(which_, key);
    const auto wanted = policy::joining_key(which_, key);
    const auto others = std::remove_if(found.begin(), found.end(), [&](const auto& each) {
      return !whole && policy::joining_key(which_, each.key) != wanted;
    });
    found.erase(others, found.end());
    if (found.empty() && whole && which_ == entity::inventory) {
      auto sources = sides_.held.keys_of(key);
      if (!sources) return sources.problem();
      for (auto& each : *sources) found.push_back({std::move(each)});
    } else if (found.empty()) {
      found.push_back({key});
    }
    std::move(found.begin(), found.end(), std::back_inserter(values));
  }
  return compare(std::move(values), sides_.erp != nullptr, to);
}

status comparer::compare(std::vector<actors::erp_value> values, bool asked, const sink& to) {
  if (wanted_ != nullptr) {
    const auto others = std::remove_if(values.begin(), values.end(), [&](const auto& each) {
      return wanted_->count(hash_of(each.key)) == 0;
    });
    values.erase(others, values.end());
  }
  const std::span<const actors::erp_value> all{values};
  for (std::size_t at = 0; at < all.size(); at += magento::present_values::most_keys) {
    const auto count = std::min(magento::present_values::most_keys, all.size() - at);
    if (auto compared = compare_some(all.subspan(at, count), asked, to); !compared) return compared;
  }
  return done();
}

status comparer::compare_some(std::span<const actors::erp_value> values, bool asked,
                              const sink& to) {
  std::vector<std::string> keys;
  for (const auto& each : values) keys.push_back(each.key);
  result<std::vector<actors::held_value>> held = std::vector<actors::held_value>{};
  for (milliseconds waited{0};;) {
    held = sides_.held.of(which_, keys, std::chrono::steady_clock::now() + lane_takes_in);
    if (held) break;
    if (held.problem().code != errc::unavailable) return held.problem();
    if (auto paused = wait_again(sides_.rest, waited, held.problem().message, 0ms); !paused)
      return paused;
  }
  std::vector<magento::present_question> questions;
  for (std::size_t i = 0; i < values.size(); ++i) {
    questions.push_back(actors::question_of(held->at(i)));
    // The node does not know the order of a record that never reached it.
    if (!values[i].order.empty()) questions.back().order = values[i].order;
  }
  magento::present_page present;
  for (milliseconds waited{0};;) {
    present = sides_.store.of(which_, questions);
    if (!present.outage) break;
    if (auto paused = wait_again(sides_.rest, waited, "store: " + present.outage->message, 0ms);
        !paused)
      return paused;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& erp = values[i];
    // What neither side would send is not for the store.
    if (!erp.value && !erp.not_mapped && !held->at(i).is_known()) continue;
    const auto one = joined(which_, &erp, held->at(i), present.values.at(i), asked);
    if (auto taken = to(one, policy::compare(one)); !taken) return taken;
  }
  return done();
}

result<std::vector<std::string>> comparer::sample(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 draw{seed};
  std::vector<std::string> chosen;
  std::uint64_t passed = 0;
  std::string cursor;
  do {  // each key has the same chance, however many there are
    auto page = sides_.held.keys(which_, cursor, records_at_once);
    if (!page) return page.problem();
    for (auto& key : page->keys) {
      ++passed;
      if (chosen.size() < count) {
        chosen.push_back(std::move(key));
        continue;
      }
      const auto place = std::uniform_int_distribution<std::uint64_t>{0, passed - 1}(draw);
      if (place < count) chosen[place] = std::move(key);
    }
    cursor = std::move(page->next);
    if (!sides_.rest(0ms)) return ended();
  } while (!cursor.empty());
  return chosen;
}

}  // namespace acumage::reconcile
