#include "policy/coalescing.hpp"

#include "policy/delivery_queue.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace acumage::policy {
namespace {

using namespace std::chrono_literals;

delivery quantity(const std::string& cell, version of, const std::string& value) {
  delivery what;
  what.entity = entity::inventory;
  what.key = "LAMP-07@wh_east";
  what.subject = cell;
  what.version = of;
  what.value = value;
  what.accepted_at_us = static_cast<std::int64_t>(of.sequence);
  return what;
}

std::vector<std::uint64_t> covered(const delivery& what) {
  std::vector<std::uint64_t> all{what.version.sequence};
  for (const auto& each : what.also) all.push_back(each.version.sequence);
  std::sort(all.begin(), all.end());
  return all;
}

TEST_CASE("coalescing: the later arrival has the value, whatever its version, and settles both") {
  auto held = quantity("LAMP-07@EAST", {9, 1}, "10");
  held.recovered = true;
  const auto loser =
      coalesce(held, quantity("LAMP-07@NORTH", {5, 2}, "14"), coalescing::latest_arrival);
  CHECK_FALSE(loser);
  CHECK(held.value == "14");
  CHECK(held.change_key() == "LAMP-07@NORTH");
  CHECK(covered(held) == std::vector<std::uint64_t>{1, 2});
  CHECK(held.accepted_at_us == 1);
  CHECK(held.recovered);
}

TEST_CASE("coalescing: a doubt of either stays with what is made of both [SPEC 6 Late]") {
  using enum coalescing;
  for (const auto how : {newest_version, latest_arrival, merged})
    for (const bool later_is_newer : {true, false})
      for (const bool held_doubted : {true, false})
        for (const bool later_doubted : {true, false}) {
          INFO(static_cast<int>(how) << later_is_newer << held_doubted << later_doubted);
          auto held = quantity("A@EAST", {5, 1}, "10");
          auto later = quantity("A@WEST", {later_is_newer ? 6U : 4U, 2}, "11");
          held.doubted = held.recovered = held_doubted;
          later.doubted = later.recovered = later_doubted;
          coalesce(held, std::move(later), how);
          CHECK(held.doubted == (held_doubted || later_doubted));
          CHECK(held.recovered == (held_doubted || later_doubted));
        }
}

TEST_CASE("coalescing: a quantity is sent unless every change in it shows the same as before") {
  for (const bool first : {true, false})
    for (const bool second : {true, false}) {
      auto held = quantity("A@EAST", {5, 1}, "10");
      auto later = quantity("A@WEST", {6, 2}, "11");
      held.if_changed = first;
      later.if_changed = second;
      coalesce(held, std::move(later), coalescing::latest_arrival);
      CHECK(held.if_changed == (first && second));
    }
}

TEST_CASE(
    "coalescing: an older change of the same cell is superseded, those of other cells are not") {
  auto held = quantity("LAMP-07@EAST", {5, 1}, "10");
  coalesce(held, quantity("LAMP-07@NORTH", {6, 2}, "11"), coalescing::latest_arrival);
  const auto loser =
      coalesce(held, quantity("lamp-07@east", {7, 3}, "12"), coalescing::latest_arrival);
  REQUIRE(loser);
  CHECK(loser->change_key() == "LAMP-07@EAST");
  CHECK(loser->key == "LAMP-07@wh_east");
  CHECK(covered(*loser) == std::vector<std::uint64_t>{1});
  CHECK(covered(held) == std::vector<std::uint64_t>{2, 3});
  CHECK(held.value == "12");
}

TEST_CASE("coalescing: the same change once more is settled once") {
  auto held = quantity("LAMP-07@EAST", {5, 1}, "10");
  CHECK_FALSE(coalesce(held, quantity("LAMP-07@EAST", {5, 1}, "11"), coalescing::latest_arrival));
  CHECK(covered(held) == std::vector<std::uint64_t>{1});
  CHECK(held.value == "11");
}

TEST_CASE("coalescing: of two prices the older is superseded with all it covers") {
  delivery held;
  held.key = "A";
  held.version = {5, 1};
  held.value = "5";
  held.accepted_at_us = 3;
  delivery older;
  older.key = "a";
  older.version = {4, 2};
  older.recovered = true;
  const auto loser = coalesce(held, std::move(older), coalescing::newest_version);
  REQUIRE(loser);
  CHECK(loser->version.stamp == 4);
  CHECK(held.value == "5");
  CHECK(held.recovered);  // of the key, not of the value
}

/// Random arrivals of cells on a few keys, while deliveries are in flight, fail and end.
struct merging_lane {
  explicit merging_lane(std::uint32_t seed) : random{seed} {}

  void end(const delivery& what) {
    for (const auto sequence : covered(what)) REQUIRE(ended.insert(sequence).second);
  }

  void arrive() {
    static const std::vector<std::string> cells{"A", "B", "C"};
    ++arrivals;
    auto what = quantity(cells[random() % 3], {random() % 100, arrivals}, std::to_string(arrivals));
    what.key = "K" + std::to_string(random() % 4);
    last_arrival[what.key] = what.value;
    if (const auto loser = queue.add(what)) end(*loser);
  }

  void leave() {
    queue.begin_drain(now);
    for (auto taken = queue.take(2); !taken.rows.empty(); taken = queue.take(2))
      for (auto& row : taken.rows) {
        REQUIRE(flying.count(row.what.key) == 0);
        auto key = row.what.key;
        flying.emplace(std::move(key), std::move(row.what));
      }
  }

  void resolve(const delivery& what, key_fate fate) {
    key_result result;
    result.key = what.key;
    result.fate = fate;
    result.again_at = now + std::chrono::seconds{random() % 5};
    result.rests = random() % 2 == 0;
    result.alone = random() % 4 == 0;
    if (fate == key_fate::again && !result.alone) result.group = group;
    if (fate == key_fate::ended) {
      end(what);
      last_delivered[what.key] = what.value;
    }
    for (const auto& loser : queue.resolve(result, now)) end(loser);
  }

  void answer_all(bool well) {
    group = random() % 2 == 0 ? 0 : ++groups;
    if (group != 0) queue.remember_group(group, {.tries = 1});
    for (const auto& [key, what] : std::exchange(flying, {}))
      resolve(what, well ? key_fate::ended : static_cast<key_fate>(random() % 4));
    for (const auto& key : queue.parked(10).keys) queue.unpark(key);
  }

  void interfere() {
    if (random() % 2 == 0) queue.hurry({.key = "K1"});
    if (random() % 4 == 0)
      for (auto& gone : queue.give_up({.key = "K2"}).now) resolve(gone.row.what, key_fate::ended);
    if (auto one = queue.take_one(now)) {
      auto key = one->what.key;
      REQUIRE(flying.emplace(std::move(key), std::move(one->what)).second);
    }
  }

  std::mt19937 random;
  time_point now{1000s};
  delivery_queue queue{coalescing::latest_arrival};
  std::map<std::string, delivery> flying;
  std::map<std::string, std::string> last_arrival, last_delivered;
  std::set<std::uint64_t> ended;
  std::uint64_t arrivals = 0, groups = 0, group = 0;
};

TEST_CASE(
    "coalescing: every change of a cell ends once, and the last arrival is what is delivered "
    "last") {
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  merging_lane lane{seed};
  for (int step = 0; step < 20'000; ++step) {
    lane.now += 1s;
    switch (lane.random() % 5) {
      case 0:
      case 1: lane.arrive(); break;
      case 2: lane.leave(); break;
      case 3: lane.interfere(); break;
      default: lane.answer_all(false);
    }
  }
  for (int round = 0; round < 4; ++round) {
    lane.answer_all(true);
    lane.now += 1h;
    lane.leave();
  }
  CHECK(lane.queue.empty());
  CHECK(lane.ended.size() == lane.arrivals);
  CHECK(lane.last_delivered == lane.last_arrival);
}

}  // namespace
}  // namespace acumage::policy
