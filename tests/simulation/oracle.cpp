#include "tests/simulation/oracle.hpp"

#include "messages/key.hpp"

#include <algorithm>

namespace acumage::tests {

namespace {

std::string words_of(const history_record& end) {
  return std::string{to_string(end.outcome)} + (end.reason.empty() ? "" : " ") + end.reason;
}

}  // namespace

oracle::oracle(world& in, simulated_node& node, flaky_store& store, const erp& sender,
               const order_book& orders)
    : world_{in}, node_{node}, store_{store}, sender_{sender}, orders_{orders} {
  for (const auto& each : sender_.notices())
    if (each.accepted) take(each);
}

void oracle::take(const notice& what) {
  for (const auto& row : what.rows) accepted_.push_back({what.lane, what.stamp, &row, what.sent});
}

/// One that lost its connection and was discarded later may have been accepted before: whole or not at all.
void oracle::settle_unsure() {
  std::map<name, std::size_t> certain;  // halves have the same name
  for (const auto& each : accepted_) ++certain[{each.stamp, each.told->key}];
  for (const auto& each : sender_.notices()) {
    if (each.accepted || !each.unsure) continue;
    const auto known = static_cast<std::size_t>(
        std::count_if(each.rows.begin(), each.rows.end(), [&](const told_row& row) {
          const auto found = ends_.find({each.stamp, row.key});
          return found != ends_.end() && found->second.size() > certain[{each.stamp, row.key}];
        }));
    if (known == each.rows.size()) take(each);
    if (known != 0 && known != each.rows.size())
      world_.fail("notification " + each.id + " was accepted in part");
  }
}

void oracle::judge() {
  read_book();
  settle_unsure();
  check_ends();
  check_letters();
  check_baselines();
  check_prices();
  check_quantities();
  check_shipments();
  check_invoices();
  check_orders();
  check_customers();
  for (const auto& each : store_.schema_violations()) world_.fail("schema: " + each);
}

void oracle::read_book() {
  std::string cursor;
  do {
    const auto page = node_.ledger().history({}, cursor, 1000);
    if (!page) return world_.fail("history cannot be read");
    for (const auto& each : page->items) {
      const auto key = fold_key(each.key);
      all_ends_.at(index_of(each.entity))[key].push_back(
          {key, fold_key(each.target.empty() ? each.key : each.target), each.version, each.outcome,
           each.reason, since_beginning(each.at_us)});
      if (!orders_.own.contains({each.version.sequence, key}))
        ends_[{each.version.stamp, key}][each.version.sequence].push_back(each);
    }
    cursor = page->next;
  } while (!cursor.empty());
  letter_filter all;
  all.state.reset();
  const auto page = node_.ledger().letters(all, 0, 10'000);
  if (!page) return world_.fail("letters cannot be read");
  for (const auto& each : page->items) {
    letters_[each.change.sequence] = each;
    if (each.state != letter_state::superseded && each.state != letter_state::resolved)
      lost_.emplace(each.change.what.stamp, fold_key(each.change.what.key));
  }
}

bool oracle::is_lost(std::uint64_t stamp, const std::string& key) const {
  return lost_.contains({stamp, key});
}

/// Promise 1: each accepted change has one end, and a letter has none beside it.
void oracle::check_ends() {
  std::map<name, std::size_t> expected;
  for (const auto& each : accepted_) ++expected[{each.stamp, each.told->key}];
  for (const auto& [which, count] : expected) {
    const auto words = std::to_string(which.first % 100'000) + " " + which.second;
    const auto found = ends_.find(which);
    const auto ended = found == ends_.end() ? 0 : found->second.size();
    if (ended != count)
      world_.fail("accepted is kept: " + words + " was accepted " + std::to_string(count) +
                  " times and ended " + std::to_string(ended) + " times");
    if (found == ends_.end()) continue;
    for (const auto& [sequence, ends] : found->second) check_entry(words, sequence, ends);
  }
}

/// A replay with force also puts back what had ended as superseded: each permits one such end more.
void oracle::check_entry(const std::string& words, std::uint64_t sequence,
                         const std::vector<history_record>& ends) {
  std::string all;
  std::size_t final_ones = 0;
  std::size_t overtaken = 0;
  for (const auto& each : ends) {
    all += " [" + words_of(each) + "]";
    final_ones += each.outcome == end_kind::dead_lettered ? 0U : 1U;
    overtaken += each.outcome == end_kind::superseded ? 1U : 0U;
    if (each.outcome == end_kind::filtered && each.reason.empty())
      world_.fail("filtered has a reason: " + words);
  }
  const auto letter = letters_.find(sequence);
  const auto state = letter == letters_.end() ? letter_state::resolved : letter->second.state;
  // One that was overtaken may have been replayed before.
  const bool as_letter = state == letter_state::open || state == letter_state::discarded ||
                         (state == letter_state::superseded && final_ones == 0);
  const auto count = final_ones + (as_letter ? 1U : 0U);
  const auto put_back = std::min(overtaken, times_forced(sequence));
  if (count < 1 || count > 1 + put_back)
    world_.fail("one end: " + words + " number " + std::to_string(sequence) + " has" + all +
                " and a letter that is " +
                (letter == letters_.end() ? "not there" : std::string{to_string(state)}));
}

/// Everything was replayed while nothing went wrong: what is left makes no sense, or is not known in the store.
void oracle::check_letters() {
  std::set<name> bad;
  for (const auto& each : accepted_)
    if (each.told->bad) bad.emplace(each.stamp, each.told->key);
  for (const auto& [sequence, letter] : letters_) {
    if (letter.state != letter_state::open) continue;
    const auto key = fold_key(letter.change.what.key);
    const auto lane = letter.change.what.entity;
    if (bad.contains({letter.change.what.stamp, key}) && letter.reason == letter_class::data)
      continue;
    if (key.starts_with(fold_key(ghost_sku)) && letter.reason == letter_class::unknown_record)
      continue;
    const bool unnumbered = lane == entity::order &&
                            letter.reason == letter_class::unknown_record &&
                            !known_of(lane, key).contains("ExternalRef");
    const bool told_badly =
        lane == entity::customer &&
        (letter.reason == letter_class::data || letter.reason == letter_class::unknown_record);
    if (told_badly || unnumbered) continue;  // see check_customers
    world_.fail("letter left: " + std::string{to_string(lane)} + " " + letter.change.what.key +
                " " + std::to_string(letter.change.what.stamp % 100'000) + " " +
                std::string{to_string(letter.reason)} + ": " + letter.error);
  }
}

std::vector<accepted_row> oracle::rows_of(entity lane, const std::string& key) const {
  std::vector<accepted_row> rows;
  for (const auto& each : accepted_)
    if (each.lane == lane && each.told->key == key) rows.push_back(each);
  std::stable_sort(
      rows.begin(), rows.end(),
      [](const accepted_row& left, const accepted_row& right) { return left.stamp < right.stamp; });
  return rows;
}

std::map<std::string, std::string> oracle::known_of(entity lane, const std::string& key) const {
  std::map<std::string, std::string> known;
  for (const auto& each : rows_of(lane, key))
    for (const auto& [column, text] : each.told->fields) known[column] = text;
  return known;
}

}  // namespace acumage::tests
