// Documents that are replayed by force: they leave before what is newer, and are never one with it.
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

delivery status(std::uint64_t version, const std::string& value = "") {
  delivery what;
  what.entity = entity::order;
  what.key = "SO 1";
  what.version = {version, version};
  what.value = value.empty() ? std::to_string(version) : value;
  return what;
}

delivery forced(std::uint64_t version) {
  auto what = status(version);
  what.force = true;
  return what;
}

key_result fate(key_fate what) {
  key_result result;
  result.key = "SO 1";
  result.fate = what;
  return result;
}

/// What leaves next: "9", or "9+7" when it settles both; "-": nothing.
std::string leaves(delivery_queue& queue) {
  queue.begin_drain(now);
  const auto taken = queue.take(1);
  if (taken.rows.empty()) return "-";
  const auto& what = taken.rows.front().what;
  auto text = what.value;
  for (const auto& each : what.also) text += "+" + std::to_string(each.version.stamp);
  return text + (what.force ? "!" : "");
}

/// All that leaves, each delivered.
std::string all_that_leaves(delivery_queue& queue) {
  std::string all;
  for (auto next = leaves(queue); next != "-"; next = leaves(queue)) {
    all += next + " ";
    CHECK(queue.resolve(fate(key_fate::ended), now).empty());
  }
  CHECK(queue.empty());
  return all;
}

TEST_CASE("queue: a forced document leaves before the newer one that waits, which follows") {
  delivery_queue queue{coalescing::merged};
  CHECK_FALSE(queue.add(status(2)));
  CHECK_FALSE(queue.add(forced(1)));
  CHECK(all_that_leaves(queue) == "1! 2 ");
}

TEST_CASE(
    "queue: what takes the place of a forced document that may be in the store is sent in any "
    "case") {
  delivery_queue queue{coalescing::merged};
  auto first = forced(1);
  first.recovered = true;
  queue.add(first);
  REQUIRE(leaves(queue) == "1!");
  queue.resolve(fate(key_fate::parked), now);
  queue.add(status(2));
  queue.begin_drain(now);
  const auto taken = queue.take(1);
  REQUIRE(taken.rows.size() == 1);
  CHECK(taken.rows.front().what.value == "2");
  CHECK(taken.rows.front().what.recovered);
}

TEST_CASE("queue: what comes after a forced document follows it, as one") {
  delivery_queue queue{coalescing::merged};
  CHECK_FALSE(queue.add(forced(1)));
  CHECK_FALSE(queue.add(status(2)));
  CHECK_FALSE(queue.add(status(3)));
  CHECK(all_that_leaves(queue) == "1! 3+2 ");
}

TEST_CASE("queue: forced documents of one key leave in the order they came, each alone") {
  delivery_queue queue{coalescing::merged};
  queue.add(status(9));
  queue.add(forced(1));
  queue.add(forced(2));
  queue.add(forced(2));  // the same once more
  CHECK(all_that_leaves(queue) == "1! 2! 9 ");
}

TEST_CASE(
    "queue: a forced document waits behind the one in flight, before the one that came later") {
  delivery_queue queue{coalescing::merged};
  queue.add(status(8));
  REQUIRE(leaves(queue) == "8");
  queue.add(status(9));
  queue.add(forced(1));
  SUBCASE("which is delivered") {
    CHECK(queue.resolve(fate(key_fate::ended), now).empty());
    CHECK(all_that_leaves(queue) == "1! 9 ");
  }
  SUBCASE("which fails, and goes with the later one") {
    auto failed = fate(key_fate::again);
    failed.again_at = now + 60s;
    failed.past = {{1, 500, "no", {}}};
    CHECK(queue.resolve(failed, now).empty());
    CHECK(all_that_leaves(queue) == "1! 9+8 ");
  }
}

TEST_CASE("queue: a forced document keeps its backoff and its attempts when a newer one comes") {
  delivery_queue queue{coalescing::merged};
  queue.add(forced(1));
  REQUIRE(leaves(queue) == "1!");
  auto failed = fate(key_fate::again);
  failed.again_at = now + 60s;
  failed.past = {{1, 500, "no", {}}};
  queue.resolve(failed, now);
  queue.add(status(2));
  CHECK(leaves(queue) == "-");
  CHECK(queue.begin_drain(now + 60s) == 1);
  const auto taken = queue.take(1);
  REQUIRE(taken.rows.size() == 1);
  CHECK(taken.rows.front().what.force);
  CHECK(taken.rows.front().past.size() == 1);
  queue.resolve(fate(key_fate::ended), now);
  CHECK(all_that_leaves(queue) == "2 ");
}

TEST_CASE("queue: a forced document that is parked gives way to a newer one, superseded") {
  delivery_queue queue{coalescing::merged};
  queue.add(forced(1));
  REQUIRE(leaves(queue) == "1!");
  SUBCASE("that comes later") {
    CHECK(queue.resolve(fate(key_fate::parked), now).empty());
    const auto loser = queue.add(status(2));
    REQUIRE(loser);
    CHECK(loser->version.stamp == 1);
  }
  SUBCASE("that waits behind it") {
    queue.add(status(2));
    const auto losers = queue.resolve(fate(key_fate::parked), now);
    REQUIRE(losers.size() == 1);
    CHECK(losers.front().version.stamp == 1);
  }
  CHECK(queue.parked_count() == 0);
  CHECK(all_that_leaves(queue) == "2 ");
}

TEST_CASE("queue: what a forced document left in doubt is in doubt for the one behind it") {
  delivery_queue queue{coalescing::merged};
  queue.add(forced(1));
  REQUIRE(leaves(queue) == "1!");
  queue.add(status(2));
  auto unsure = fate(key_fate::again);
  unsure.again_at = now;
  unsure.doubted = unsure.rests = true;
  queue.resolve(unsure, now);
  CHECK(queue.doubted_changes("SO 1") == std::vector<std::uint64_t>{1, 2});
  REQUIRE(leaves(queue) == "1!");
  queue.resolve(fate(key_fate::ended), now);
  queue.begin_drain(now);
  const auto taken = queue.take(1);
  REQUIRE(taken.rows.size() == 1);
  CHECK(taken.rows.front().doubted);
  CHECK(taken.rows.front().what.recovered);
}

TEST_CASE("queue: forced or not, each document ends once, and no forced one stands for another") {
  std::mt19937 random{7};
  for (int round = 0; round < 300; ++round) {
    INFO("round " << round);
    delivery_queue queue{coalescing::merged};
    std::map<std::uint64_t, int> ends;
    std::uint64_t newest = 0;
    std::uint64_t told = 0;
    const auto end = [&](const delivery& what) {
      ++ends[what.version.stamp];
      for (const auto& each : what.also) ++ends[each.version.stamp];
    };
    std::uint64_t next = 100;
    std::uint64_t letter = 1;
    for (int step = 0; step < 40; ++step) {
      const bool force = random() % 4 == 0;
      const auto what = force ? forced(letter++) : status(next++);
      if (!force) newest = what.version.stamp;
      if (const auto loser = queue.add(what)) end(*loser);
      if (random() % 2 == 0) continue;
      queue.begin_drain(now + std::chrono::seconds{step});
      const auto taken = queue.take(1);
      if (taken.rows.empty()) continue;
      const auto& row = taken.rows.front().what;
      if (random() % 3 == 0) queue.add(status(newest = next++));
      auto result = fate(static_cast<key_fate>(random() % 4));
      result.again_at = now + std::chrono::seconds{step + 3};
      if (result.fate == key_fate::ended) {
        CHECK((!row.force || row.also.empty()));
        end(row);
        if (!row.force) told = row.version.stamp;
      }
      for (const auto& loser : queue.resolve(result, now + std::chrono::seconds{step})) end(loser);
      if (random() % 3 == 0) queue.unpark("SO 1");
    }
    queue.unpark("SO 1");
    for (queue.begin_drain(now + 1h); !queue.empty(); queue.begin_drain(now + 1h)) {
      const auto taken = queue.take(1);
      REQUIRE(taken.rows.size() == 1);
      const auto& row = taken.rows.front().what;
      CHECK((!row.force || row.also.empty()));
      end(row);
      told = row.force ? told : row.version.stamp;
      queue.resolve(fate(key_fate::ended), now);
      if (queue.empty()) CHECK(!row.force);
    }
    CHECK(told == newest);
    CHECK(ends.size() == letter - 1 + next - 100);
    for (const auto& [version, times] : ends) CHECK_MESSAGE(times == 1, version);
  }
}

}  // namespace
}  // namespace acumage::policy
