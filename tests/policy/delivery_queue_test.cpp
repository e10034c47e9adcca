#include "policy/delivery_queue.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace acumage::policy {
namespace {

using namespace std::chrono_literals;

constexpr time_point now{1000s};

delivery price(const std::string& key, std::uint64_t stamp, const std::string& value = "1") {
  delivery what;
  what.key = key;
  what.version = {stamp, stamp};
  what.value = value;
  return what;
}

key_result fate(const std::string& key, key_fate what) {
  key_result result;
  result.key = key;
  result.fate = what;
  return result;
}

key_result again(const std::string& key, time_point at) {
  auto result = fate(key, key_fate::again);
  result.again_at = at;
  return result;
}

std::vector<std::string> keys(const batch& taken) {
  std::vector<std::string> names;
  for (const auto& row : taken.rows) names.push_back(row.what.key);
  return names;
}

TEST_CASE("queue: a newer version takes the older one's place, an older one is superseded itself") {
  delivery_queue queue;
  CHECK_FALSE(queue.add(price("LAMP-07", 5)));
  const auto older = queue.add(price("lamp-07", 4));
  REQUIRE(older);
  CHECK(older->version.stamp == 4);
  const auto replaced = queue.add(price("LAMP-07", 6, "2"));
  REQUIRE(replaced);
  CHECK(replaced->version.stamp == 5);
  CHECK(queue.begin_drain(now) == 1);
  const auto taken = queue.take(10);
  REQUIRE(taken.rows.size() == 1);
  CHECK(taken.rows[0].what.value == "2");
}

TEST_CASE("queue: equal time stamps are decided by the acceptance number") {
  delivery_queue queue;
  auto first = price("A", 5, "first");
  first.version.sequence = 1;
  auto second = price("A", 5, "second");
  second.version.sequence = 2;
  queue.add(second);
  const auto loser = queue.add(first);
  REQUIRE(loser);
  CHECK(loser->value == "first");
}

TEST_CASE("queue: a drain takes what waited when it began, sorted without regard to case") {
  delivery_queue queue;
  for (const auto* key : {"b", "A", "C"}) queue.add(price(key, 1));
  CHECK(queue.begin_drain(now) == 3);
  CHECK(keys(queue.take(2)) == std::vector<std::string>{"A", "b"});
  queue.add(price("Z", 1));  // waits for the next drain
  CHECK(keys(queue.take(2)) == std::vector<std::string>{"C"});
  CHECK(queue.take(2).rows.empty());
  CHECK(queue.begin_drain(now) == 1);
  CHECK(keys(queue.take(2)) == std::vector<std::string>{"Z"});
}

TEST_CASE("queue: a key in flight is not sent twice at the same time") {
  delivery_queue queue;
  queue.add(price("A", 1));
  queue.begin_drain(now);
  CHECK(queue.take(1).rows.size() == 1);
  CHECK_FALSE(queue.add(price("A", 3, "3")));
  CHECK(queue.add(price("A", 2)).has_value());  // older than what waits behind it
  CHECK(queue.begin_drain(now) == 0);
  CHECK(queue.resolve(fate("A", key_fate::ended), now).empty());
  CHECK(queue.begin_drain(now) == 1);
  const auto taken = queue.take(1);
  REQUIRE(taken.rows.size() == 1);
  CHECK(taken.rows[0].what.value == "3");
}

TEST_CASE("queue: a failed attempt makes room for a newer value, which starts its own attempts") {
  delivery_queue queue;
  queue.add(price("A", 1, "old"));
  queue.begin_drain(now);
  queue.take(1);
  queue.add(price("A", 2, "new"));
  auto failed = again("A", now + 60s);
  failed.past.push_back({1, 500, "broken"});
  const auto losers = queue.resolve(failed, now);
  REQUIRE(losers.size() == 1);
  CHECK(losers[0].value == "old");
  CHECK(queue.begin_drain(now) == 1);  // does not sit out the old one's backoff
  const auto taken = queue.take(1);
  REQUIRE(taken.rows.size() == 1);
  CHECK(taken.rows[0].what.value == "new");
  CHECK(taken.rows[0].past.empty());
}

TEST_CASE("queue: backoff keeps a delivery back until it is due, and keeps its attempts") {
  delivery_queue queue;
  queue.add(price("A", 1));
  queue.begin_drain(now);
  queue.take(1);
  auto failed = again("A", now + 60s);
  failed.past.push_back({1, 400, "no"});
  queue.resolve(failed, now);
  CHECK(queue.retrying() == 1);
  CHECK(queue.next_due() == now + 60s);
  CHECK(queue.begin_drain(now + 59s) == 0);
  CHECK(queue.begin_drain(now + 60s) == 1);
  const auto taken = queue.take(1);
  REQUIRE(taken.rows.size() == 1);
  CHECK(taken.rows[0].past.size() == 1);
}

TEST_CASE("queue: a key at rest after an unknown outcome waits even with a newer value") {
  delivery_queue queue;
  queue.add(price("A", 1));
  queue.begin_drain(now);
  queue.take(1);
  auto unknown = again("A", now + 60s);
  unknown.rests = true;
  unknown.uncertain = true;
  queue.resolve(unknown, now);
  queue.add(price("A", 2, "2"));
  CHECK(queue.begin_drain(now + 30s) == 0);
  CHECK(queue.begin_drain(now + 60s) == 1);
  const auto taken = queue.take(1);
  REQUIRE(taken.rows.size() == 1);
  CHECK(taken.rows[0].what.value == "2");
  CHECK(taken.rows[0].what.recovered);  // never filtered as unchanged: the store may hold version 1
}

TEST_CASE("queue: what an outage gives back waits as if it had never left") {
  delivery_queue queue;
  queue.add(price("A", 1));
  queue.begin_drain(now);
  queue.take(1);
  queue.resolve(fate("A", key_fate::held), now);
  CHECK(queue.waiting() == 1);
  CHECK(queue.in_flight() == 0);
  CHECK(queue.take(1).rows.empty());  // one attempt a drain
  CHECK(queue.begin_drain(now) == 1);
}

TEST_CASE("queue: a group leaves as the batch it was, apart from the others") {
  delivery_queue queue;
  for (const auto* key : {"A", "B", "C", "D"}) queue.add(price(key, 1));
  queue.begin_drain(now);
  CHECK(queue.take(3).rows.size() == 3);
  queue.remember_group(7, {.tries = 1});
  for (const auto* key : {"A", "B", "C"}) {
    auto result = again(key, now + 5s);
    result.group = 7;
    queue.resolve(result, now);
  }
  queue.add(price("B", 2, "newer"));  // coalesces, and stays in its group
  queue.add(price("AA", 1));
  CHECK(queue.begin_drain(now + 5s) == 5);
  const auto group = queue.take(1);
  CHECK(keys(group) == std::vector<std::string>{"A", "B", "C"});
  CHECK(group.been.tries == 1);
  CHECK(group.rows[1].what.value == "newer");
  CHECK(keys(queue.take(9)) == std::vector<std::string>{"AA", "D"});
}

TEST_CASE(
    "queue: a parked record waits for the store to know it, and is given up after the limit") {
  delivery_queue queue;
  queue.add(price("A", 1));
  queue.add(price("B", 1));
  queue.begin_drain(now);
  queue.take(2);
  for (const auto* key : {"A", "B"}) {
    auto parked = fate(key, key_fate::parked);
    parked.words = {1, 200, "SKU unknown"};
    queue.resolve(parked, now);
  }
  CHECK(queue.parked_count() == 2);
  CHECK(queue.begin_drain(now + 1h) == 0);
  CHECK(queue.parked(1).keys.size() == 1);
  CHECK_FALSE(queue.add(price("A", 2, "2")) == std::nullopt);  // coalesces while parked
  queue.unpark("A");
  CHECK(queue.begin_drain(now + 1h) == 1);
  CHECK_FALSE(queue.still_unknown("B", now + 1h, now - 23h));
  const auto given_up = queue.still_unknown("B", now + 24h, now);
  REQUIRE(given_up);
  CHECK(given_up->words.message == "SKU unknown");
  CHECK(queue.parked_count() == 0);
  queue.resolve(fate("B", key_fate::ended), now);
  CHECK(queue.take(5).rows.size() == 1);
}

TEST_CASE("queue: a parked document is tried again when more of it is known, and keeps its limit") {
  delivery_queue queue{coalescing::merged};
  queue.add(price("A", 1));
  queue.begin_drain(now);
  queue.take(1);
  SUBCASE("a row that comes while it is parked") {
    queue.resolve(fate("A", key_fate::parked), now);
    queue.add(price("A", 2, "2"));
  }
  SUBCASE("a row that came during the attempt") {
    queue.add(price("A", 2, "2"));
    queue.resolve(fate("A", key_fate::parked), now);
  }
  CHECK(queue.parked_count() == 0);
  REQUIRE(queue.begin_drain(now + 1h) == 1);
  CHECK(queue.take(1).rows.at(0).what.value == "2");
  CHECK(queue.newest_acceptance("A") == 2);
  queue.resolve(fate("A", key_fate::parked), now + 23h);
  CHECK_FALSE(queue.still_unknown("A", now + 23h, now - 1h));
  CHECK(queue.still_unknown("A", now + 25h, now));
}

TEST_CASE("queue: being parked again does not start the limit anew") {
  delivery_queue queue;
  queue.add(price("A", 1));
  for (int round = 0; round < 2; ++round) {
    queue.begin_drain(now + round * 1h);
    queue.take(1);
    queue.resolve(fate("A", key_fate::parked), now + round * 1h);
    if (round == 0) queue.unpark("A");
  }
  CHECK(queue.still_unknown("A", now + 2h, now).has_value());
}

/// What the queue promises, on random operations: nothing is lost, one delivery of a key in flight, and
/// each key's versions leave in growing order.
TEST_CASE("queue: random operations lose nothing and never step back") {
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random{seed};
  delivery_queue queue;
  std::map<std::string, std::uint64_t> newest, sent, ended;
  std::map<std::string, std::uint64_t> flying;
  std::size_t unsettled = 0;
  auto clock = now;
  std::uint64_t groups = 0;
  for (std::uint64_t step = 1; step < 20'000; ++step) {
    clock += 1s;
    const auto pick = random() % 10;
    if (pick < 5) {
      const auto key = "K" + std::to_string(random() % 20);
      const auto stamp = step + random() % 50;
      auto what = price(key, stamp);
      what.version.sequence = step;
      ++unsettled;
      if (queue.add(what)) --unsettled;
      newest[key] = std::max(newest[key], stamp);
    } else if (pick < 7) {
      queue.begin_drain(clock);
      for (auto taken = queue.take(1 + random() % 5); !taken.rows.empty(); taken = queue.take(3))
        for (const auto& row : taken.rows) {
          REQUIRE(flying.count(row.what.key) == 0);
          if (row.what.version.stamp <
              ended[row.what.key]) {  // the version gate, as the batcher has it
            queue.resolve(fate(row.what.key, key_fate::ended), clock);
            --unsettled;
            continue;
          }
          flying[row.what.key] = row.what.version.stamp;
          REQUIRE(row.what.version.stamp >= sent[row.what.key]);
          sent[row.what.key] = row.what.version.stamp;
        }
    } else {
      const auto group = random() % 2 == 0 ? 0 : ++groups;
      if (group != 0) queue.remember_group(group, {.tries = 1});
      for (const auto& [key, stamp] : std::exchange(flying, {})) {
        auto result = fate(key, static_cast<key_fate>(random() % 4));
        result.again_at = clock + std::chrono::seconds{random() % 20};
        result.rests = random() % 2 == 0;
        if (result.fate == key_fate::again) result.group = group;
        if (result.fate == key_fate::ended) {
          ended[key] = stamp;
          --unsettled;
        }
        unsettled -= queue.resolve(result, clock).size();
      }
      for (const auto& key : queue.parked(100).keys) queue.unpark(key);
    }
    // One slot a key, and at most one newer delivery behind the one in flight.
    const auto slots =
        queue.waiting() + queue.in_flight() + queue.parked_count() + queue.retrying();
    REQUIRE(slots <= unsettled);
    REQUIRE(unsettled <= slots + queue.in_flight());
  }
  // Let everything out: each key ends at its newest version, unless it had ended there already.
  for (int round = 0; round < 3; ++round) {
    for (const auto& [key, stamp] : std::exchange(flying, {})) {
      ended[key] = stamp;
      queue.resolve(fate(key, key_fate::ended), clock);
    }
    for (const auto& key : queue.parked(100).keys) queue.unpark(key);
    clock += 1h;
    queue.begin_drain(clock);
    for (auto taken = queue.take(4); !taken.rows.empty(); taken = queue.take(4))
      for (const auto& row : taken.rows) flying[row.what.key] = row.what.version.stamp;
  }
  CHECK(queue.empty());
}

}  // namespace
}  // namespace acumage::policy
