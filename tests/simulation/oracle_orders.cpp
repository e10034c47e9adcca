// What an operator's orders permit, and nothing more: forced old values, forgotten versions, and what only a baseline told.
#include "messages/key.hpp"
#include "tests/simulation/oracle.hpp"

#include <algorithm>

namespace acumage::tests {

namespace {

/// The later of two; of two halves of one row, the one that was inserted.
bool is_older(const saying& left, const saying& right) {
  return left.stamp < right.stamp || (left.stamp == right.stamp && left.removal && !right.removal);
}

template <class Some>
const saying* newest_of(const std::vector<saying>& all, Some wanted) {
  const saying* found = nullptr;
  for (const auto& each : all)
    if (wanted(each) && (found == nullptr || is_older(*found, each))) found = &each;
  return found;
}

bool is_pushed(const saying& each) { return !each.baseline; }

/// A baseline sends nothing. What it told is known from then on: later requests may send it, and a row that came after
/// it with an older stamp and another value never leaves.
texts without_orders(const std::vector<saying>& all) {
  const auto* pushed = newest_of(all, is_pushed);
  std::set<std::string> may;
  if (pushed != nullptr) may.insert(pushed->text);
  for (const auto& each : all) {
    if (!each.baseline) continue;
    if (pushed != nullptr && (each.stamp < pushed->stamp || each.text == pushed->text)) continue;
    if (pushed != nullptr && pushed->ended >= each.sent) return std::nullopt;
    may.insert(each.text);
  }
  if (pushed == nullptr) may.insert("");  // nothing of it need be in the store
  return may;
}

/// After forget-versions older stamps count again. What was sent to the node after the order had its answer counts over
/// all that had ended before it; by stamps again among itself. What was in between is on either side.
texts with_orders(const std::vector<saying>& all, std::vector<const forgetting*> orders) {
  if (orders.empty()) return without_orders(all);
  const auto& last = *orders.back();
  orders.pop_back();
  const auto over = last.over ? last.over->at : moment::max();
  std::vector<saying> before, between, after;
  for (const auto& each : all) {
    auto& side = each.sent > over ? after : each.ended < last.ordered.at ? before : between;
    side.push_back(each);
  }
  const auto* newest = newest_of(after, is_pushed);
  if (newest != nullptr) {
    auto may = without_orders(after);
    if (!may) return may;
    for (const auto& each : between)
      if (is_older(*newest, each)) may->insert(each.text);
    return may;
  }
  auto may = with_orders(before, orders);
  if (!may) return may;
  for (const auto* side : {&between, &after})
    for (const auto& each : *side) may->insert(each.text);
  return may;
}

}  // namespace

/// When all entries of that version had ended, of which the node may have made some itself.
moment oracle::ended(entity lane, const std::string& key, std::uint64_t stamp) const {
  auto last = moment{};
  const auto found = all_ends_.at(index_of(lane)).find(key);
  if (found != all_ends_.at(index_of(lane)).end())
    for (const auto& each : found->second)
      if (each.number.stamp == stamp) last = std::max(last, each.at);
  for (const auto& [sequence, letter] : letters_) {
    if (letter.change.what.stamp != stamp || fold_key(letter.change.what.key) != key) continue;
    if (letter.state == letter_state::open) return moment::max();
    last = std::max(last, since_beginning(letter.last_at_us));
  }
  return last;
}

std::vector<saying> oracle::sayings_of(entity lane, const std::string& key,
                                       const std::string& column) const {
  std::vector<saying> all;
  for (const auto& each : rows_of(lane, key)) {
    const auto told = each.told->fields.find(column);
    if (told == each.told->fields.end() || (each.told->bad && lane != entity::customer)) continue;
    if (lane == entity::pricing && each.told->removal) continue;
    const bool gone = each.told->removal;
    all.push_back({each.stamp, gone ? "0" : told->second, gone, false, each.sent,
                   ended(lane, key, each.stamp)});
  }
  for (const auto& load : sender_.baselines())
    for (const auto& part : load.parts)
      for (const auto& row : part.rows) {
        const auto told = row.fields.find(column);
        if (load.lane != lane || row.key != key || told == row.fields.end() || !part.maybe())
          continue;
        all.push_back(
            {load.stamp, told->second, false, true, part.sent, ended(lane, key, load.stamp)});
      }
  return all;
}

std::vector<const forgetting*> oracle::forgettings_of(entity lane, const std::string& key) const {
  std::vector<const forgetting*> all;
  for (const auto& each : orders_.forgotten)
    if (each.means(lane, key)) all.push_back(&each);
  return all;
}

/// The texts of which the store may hold one, forced ones aside. Nothing was told: the empty one.
texts oracle::newest(entity lane, const std::string& key, const std::string& column) const {
  return with_orders(sayings_of(lane, key, column), forgettings_of(lane, key));
}

/// The ends of its changes, for a person.
std::string oracle::ends_in_words(entity lane, const std::string& key) const {
  std::string text;
  const auto found = all_ends_.at(index_of(lane)).find(key);
  if (found != all_ends_.at(index_of(lane)).end())
    for (const auto& each : found->second)
      text = "; " + std::to_string(each.at.count() / 1000) +
             " ms: " + std::to_string(each.number.stamp % 100'000) + " number " +
             std::to_string(each.number.sequence) + " " + std::string{to_string(each.outcome)} +
             " " + each.reason + text;
  return text;
}

std::size_t oracle::times_forced(std::uint64_t number) const {
  std::size_t times = 0;
  for (const auto& order : orders_.forced)
    times += static_cast<std::size_t>(
        std::count_if(order.letters.begin(), order.letters.end(),
                      [&](const forced_letter& each) { return each.number == number; }));
  return times;
}

/// The row that a forced replay sent, when the store has had nothing of this record since, and had the newest before: a
/// newer change that was waiting then, or came later, follows it. Null: there is none.
const told_row* oracle::forced_at_last(entity lane, const std::string& key) const {
  const auto found = all_ends_.at(index_of(lane)).find(key);
  if (found == all_ends_.at(index_of(lane)).end()) return nullptr;
  moment at{};
  for (const auto& each : found->second)
    if (each.reached()) at = std::max(at, each.at);
  const known_end* last = nullptr;
  for (const auto& each : found->second) {
    if (!each.reached() || each.at != at) continue;
    if (last != nullptr) return nullptr;  // merged with another
    last = &each;
  }
  if (last == nullptr) return nullptr;
  const bool ordered =
      std::any_of(orders_.forced.begin(), orders_.forced.end(), [&](const forced_replay& order) {
        return order.ordered.at <= at &&
               std::any_of(order.letters.begin(), order.letters.end(),
                           [&](const auto& each) { return each.number == last->number.sequence; });
      });
  if (!ordered) return nullptr;
  const auto rows = rows_of(lane, key);
  const told_row* forced = nullptr;
  std::uint64_t newest_stamp = 0;
  for (const auto& each : rows) {
    if (each.stamp == last->number.stamp && !each.told->removal) forced = each.told;
    if (!each.told->bad && !each.told->removal && !each.told->fields.empty())
      newest_stamp = std::max(newest_stamp, each.stamp);
  }
  const bool newest_went =
      newest_stamp == last->number.stamp || !forgettings_of(lane, key).empty() ||
      std::any_of(found->second.begin(), found->second.end(), [&](const known_end& each) {
        return each.reached() && each.at < at && each.number.stamp >= newest_stamp;
      });
  return newest_went ? forced : nullptr;
}

texts oracle::expected(entity lane, const std::string& key, const std::string& column) const {
  if (const auto* forced = forced_at_last(lane, key))
    if (const auto told = forced->fields.find(column); told != forced->fields.end())
      return std::set{told->second};
  return newest(lane, key, column);
}

bool oracle::delivered_since(entity lane, const std::string& target, moment since) const {
  for (const auto& [key, ends] : all_ends_.at(index_of(lane)))
    for (const auto& each : ends)
      if (each.outcome == end_kind::delivered && each.at >= since && each.target == target)
        return true;
  return false;
}

/// Whatever they tell is known and ends as such; that is all that becomes of it.
void oracle::check_baselines() {
  for (const auto& load : sender_.baselines())
    for (const auto& part : load.parts)
      for (const auto& row : part.rows) {
        const auto found = ends_.find({load.stamp, row.key});
        const auto count = found == ends_.end() ? 0 : found->second.size();
        if (count < (part.accepted ? 1U : 0U) || count > (part.maybe() ? part.tries : 0U))
          world_.fail("baseline: " + row.key + " ended " + std::to_string(count) + " times");
        if (found == ends_.end()) continue;
        for (const auto& [sequence, ends] : found->second)
          for (const auto& each : ends)
            if (each.outcome != end_kind::filtered || each.reason != "baseline" || ends.size() != 1)
              world_.fail("baseline: " + row.key + " ended as " +
                          std::string{to_string(each.outcome)} + " " + each.reason);
      }
}

/// The warehouses that whole baselines named, from begin to end.
oracle::seen_warehouses oracle::seen_by_baselines() const {
  seen_warehouses known, under_way;
  for (const auto& load : sender_.baselines())
    for (const auto& part : load.parts) {
      if (!part.maybe()) continue;
      for (const auto& row : part.rows) {
        const auto warehouse = row.key.substr(row.key.rfind('@') + 1);
        if (load.lane != entity::inventory) continue;
        under_way.perhaps.insert(warehouse);
        if (part.accepted) under_way.surely.insert(warehouse);
      }
      if (part.kind == change_kind::baseline_begin) {
        under_way.surely.clear();
        if (part.accepted && !part.unsure) under_way.perhaps.clear();
      }
      if (part.kind != change_kind::baseline_end) continue;
      known.perhaps.insert(under_way.perhaps.begin(), under_way.perhaps.end());
      if (part.accepted && !part.unsure)
        known.surely.insert(under_way.surely.begin(), under_way.surely.end());
      under_way.surely.clear();
      if (part.accepted && !part.unsure) under_way.perhaps.clear();
    }
  return known;
}

}  // namespace acumage::tests
