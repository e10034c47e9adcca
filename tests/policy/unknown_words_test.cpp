// Deliveries that wait for a word of the ERP (SPEC 5, "Words of the ERP"): parked, and the store is not asked.
#include "policy/delivery_queue.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::policy {
namespace {

using namespace std::chrono_literals;

constexpr time_point now{1000s};

delivery price(std::uint64_t stamp, const std::string& unknown_word) {
  delivery what;
  what.key = "A";
  what.version = {stamp, stamp};
  if (unknown_word.empty()) what.value = std::to_string(stamp);
  what.unknown_word = unknown_word;
  return what;
}

void park(delivery_queue& queue, const std::string& key) {
  key_result result;
  result.key = key;
  result.fate = key_fate::parked;
  CHECK(queue.resolve(result, now).empty());
}

/// Leaves with the next drain.
std::optional<batch_row> leave(delivery_queue& queue) {
  queue.begin_drain(now);
  auto taken = queue.take(10);
  if (taken.rows.empty()) return std::nullopt;
  return std::move(taken.rows.front());
}

TEST_CASE("unknown words: what waits for one is parked, and no look-up names it") {
  delivery_queue queue;
  queue.add(price(10, "odd"));
  auto other = price(11, "");
  other.key = "B";
  queue.add(std::move(other));
  const auto row = leave(queue);
  REQUIRE(row.has_value());
  CHECK(row->what.unknown_word == "odd");
  park(queue, "A");
  park(queue, "B");
  CHECK(queue.parked_count() == 2);
  CHECK(queue.unknown_words() == 1);
  CHECK(queue.parked(10).keys == std::vector<std::string>{"B"});
}

TEST_CASE("unknown words: a newer value that has none leaves, one that is older does not") {
  delivery_queue queue;
  queue.add(price(10, "odd"));
  leave(queue);
  park(queue, "A");
  CHECK(queue.add(price(9, "")).has_value());  // superseded
  CHECK(queue.unknown_words() == 1);
  const auto loser = queue.add(price(12, ""));
  REQUIRE(loser.has_value());
  CHECK(loser->version.stamp == 10);
  CHECK(queue.unknown_words() == 0);
  CHECK(queue.parked_count() == 0);
  const auto row = leave(queue);
  REQUIRE(row.has_value());
  CHECK(row->what.value == "12");
  CHECK(row->what.unknown_word.empty());
}

TEST_CASE("unknown words: a newer value that came while it was on its way is not parked with it") {
  delivery_queue queue;
  queue.add(price(10, "odd"));
  leave(queue);
  queue.add(price(12, ""));
  key_result parked;
  parked.key = "A";
  parked.fate = key_fate::parked;
  CHECK(queue.resolve(parked, now).size() == 1);
  CHECK(queue.parked_count() == 0);
  CHECK(queue.waiting() == 1);
}

TEST_CASE("unknown words: a newer value with an unknown word takes the place of a parked one") {
  delivery_queue queue;
  queue.add(price(10, ""));
  leave(queue);
  park(queue, "A");  // the store has no such product
  CHECK(queue.parked(10).keys.size() == 1);
  queue.add(price(11, "odd"));
  leave(queue);
  park(queue, "A");
  CHECK(queue.unknown_words() == 1);
  CHECK(queue.parked(10).keys.empty());
}

TEST_CASE("unknown words: given up when they have been parked for long enough") {
  delivery_queue queue;
  queue.add(price(10, "odd"));
  leave(queue);
  park(queue, "A");
  CHECK(queue.words_overdue(now - 1s).empty());
  const auto rows = queue.words_overdue(now);
  REQUIRE(rows.size() == 1);
  CHECK(rows.front().what.unknown_word == "odd");
  CHECK(queue.in_flight() == 1);
  CHECK(queue.parked_count() == 0);
}

}  // namespace
}  // namespace acumage::policy
