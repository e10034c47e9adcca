// Late answers, trials, and what an operator does with what waits.
#include "policy/delivery_queue.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace acumage::policy {
namespace {

using namespace std::chrono_literals;

constexpr time_point now{1000s};

delivery price(const std::string& key, std::uint64_t stamp) {
  delivery what;
  what.key = key;
  what.version = {stamp, stamp};
  what.value = std::to_string(stamp);
  what.accepted_at_us = static_cast<std::int64_t>(stamp);
  return what;
}

key_result fate(const std::string& key, key_fate what) {
  key_result result;
  result.key = key;
  result.fate = what;
  result.again_at = now + 60s;
  return result;
}

/// Sent, and no answer: it may be applied late.
key_result unanswered(const std::string& key) {
  auto result = fate(key, key_fate::again);
  result.rests = true;
  result.uncertain = true;
  result.doubted = true;
  return result;
}

/// Delivered after that.
key_result to_verify(const std::string& key, time_point at) {
  auto result = fate(key, key_fate::again);
  result.again_at = at;
  result.doubted = true;
  result.verify = true;
  return result;
}

batch_row only(delivery_queue& queue, time_point at) {
  queue.begin_drain(at);
  auto taken = queue.take(10);
  REQUIRE(taken.rows.size() == 1);
  return taken.rows[0];
}

std::vector<std::string> keys(const waiting_rows& page) {
  std::vector<std::string> names;
  for (const auto& row : page.rows) names.push_back(row.key);
  return names;
}

TEST_CASE("queue: a doubted key is delivered, rests, is verified, and only then ends") {
  delivery_queue queue;
  queue.add(price("A", 1));
  CHECK_FALSE(only(queue, now).doubted);
  queue.resolve(unanswered("A"), now);
  const auto sent = only(queue, now + 60s);
  CHECK(sent.doubted);
  CHECK_FALSE(sent.what.verify);
  queue.resolve(to_verify("A", now + 120s), now + 60s);
  CHECK(queue.retrying() == 1);
  CHECK(queue.list({}).rows[0].state == waiting_state::resting);
  CHECK(queue.begin_drain(now + 119s) == 0);
  CHECK(only(queue, now + 120s).what.verify);
  queue.resolve(fate("A", key_fate::ended), now + 120s);
  CHECK(queue.empty());
}

TEST_CASE("queue: a newer version does not wait for the verification, which begins anew after it") {
  delivery_queue queue;
  queue.add(price("A", 1));
  only(queue, now);
  queue.resolve(unanswered("A"), now);
  only(queue, now + 60s);
  SUBCASE("it comes while the key rests") {
    queue.resolve(to_verify("A", now + 120s), now + 60s);
    CHECK(queue.add(price("A", 2)).has_value());
  }
  SUBCASE("it comes while the older one is in flight") {
    queue.add(price("A", 2));
    CHECK(queue.resolve(to_verify("A", now + 120s), now + 60s).size() == 1);
  }
  const auto newer = only(queue, now + 61s);
  CHECK(newer.what.version.stamp == 2);
  CHECK(newer.doubted);
  CHECK_FALSE(newer.what.verify);
}

TEST_CASE(
    "queue: what follows a letter of a doubted key is doubted, what follows a verified one is "
    "not") {
  delivery_queue queue;
  queue.add(price("A", 1));
  only(queue, now);
  queue.resolve(unanswered("A"), now);
  only(queue, now + 60s);
  queue.add(price("A", 2));
  SUBCASE("a letter") {
    queue.resolve(fate("A", key_fate::ended), now + 60s);
    const auto next = only(queue, now + 61s);
    CHECK(next.doubted);
    CHECK(next.what.recovered);
  }
  SUBCASE("verified") {
    queue.resolve(to_verify("A", now + 61s), now + 60s);
    only(queue, now + 61s);
    queue.resolve(to_verify("A", now + 62s), now + 61s);
    CHECK(only(queue, now + 62s).what.verify);
    queue.add(price("A", 3));
    queue.resolve(fate("A", key_fate::ended), now + 62s);
    CHECK_FALSE(only(queue, now + 63s).doubted);
  }
}

delivery since(const std::string& key, std::int64_t second) {
  auto what = price(key, 1);
  what.accepted_at_us = second * 1'000'000;
  return what;
}

TEST_CASE("queue: the oldest of many is known, wherever its key stands [SPEC 10 Lane state]") {
  delivery_queue queue;
  CHECK(queue.oldest_accepted_us() == 0);
  queue.add(since("ZZZ", 100));
  for (int i = 0; i < 200; ++i) queue.add(since("AAA-" + std::to_string(i), 500));
  CHECK(queue.oldest_accepted_us() == 100'000'000);
  queue.begin_drain(now);
  const auto taken = queue.take(201);
  REQUIRE(taken.rows.size() == 201);
  CHECK(queue.oldest_accepted_us() == 100'000'000);  // in flight
  queue.resolve(fate("ZZZ", key_fate::ended), now);
  CHECK(queue.oldest_accepted_us() == 500'000'000);
}

TEST_CASE("queue: what is parked or rests is not the oldest that waits [SPEC 10 Lane state]") {
  delivery_queue queue;
  for (const auto& [key, second] : {std::pair{"PARKED", 100}, std::pair{"RESTS", 200},
                                    std::pair{"VERIFY", 300}, std::pair{"RETRIES", 400}})
    queue.add(since(key, second));
  queue.begin_drain(now);
  REQUIRE(queue.take(4).rows.size() == 4);
  queue.resolve(fate("PARKED", key_fate::parked), now);
  auto rests = fate("RESTS", key_fate::again);
  rests.again_at = now + 60s;
  rests.rests = true;
  queue.resolve(rests, now);
  auto verify = fate("VERIFY", key_fate::again);
  verify.again_at = now + 60s;
  verify.verify = true;
  queue.resolve(verify, now);
  auto retries = fate("RETRIES", key_fate::again);
  retries.again_at = now + 60s;
  queue.resolve(retries, now);
  CHECK(queue.oldest_accepted_us() == 400'000'000);
  CHECK(queue.oldest_parked_us() == 100'000'000);
  CHECK(queue.resting() == 2);
  CHECK(queue.retrying() == 3);
  queue.unpark("PARKED");
  CHECK(queue.oldest_accepted_us() == 100'000'000);
  CHECK(queue.oldest_parked_us() == 0);
  queue.begin_drain(now + 60s);
  CHECK(queue.resting() == 0);
  CHECK(queue.oldest_accepted_us() == 100'000'000);
}

TEST_CASE("queue: ages are counted right whatever happens to a delivery") {
  for (const auto how : {coalescing::newest_version, coalescing::merged}) {
    std::mt19937 random{11};
    delivery_queue queue{how};
    std::vector<key_result> pending;  // in flight for longer
    auto at = now;
    for (int step = 0; step < 5000; ++step, at += 100ms) {
      INFO("step " << step);
      auto what = since("K" + std::to_string(random() % 6), 1 + static_cast<int>(random() % 900));
      what.version = {random() % 100 + 1, static_cast<std::uint64_t>(step)};
      what.force = how == coalescing::merged && random() % 4 == 0;
      if (random() % 2 == 0) queue.add(what);
      queue.begin_drain(at);
      for (const auto& row : queue.take(random() % 3).rows) {
        auto result = fate(row.what.key, static_cast<key_fate>(random() % 4));
        result.again_at = at + std::chrono::milliseconds{random() % 900};
        result.rests = random() % 2 == 0;
        result.verify = random() % 3 == 0;
        if (random() % 3 != 0)
          queue.resolve(result, at);
        else
          pending.push_back(result);
      }
      while (pending.size() > 2) {
        queue.resolve(pending.back(), at);
        pending.pop_back();
      }
      if (random() % 5 == 0) queue.unpark("K" + std::to_string(random() % 6));
      if (random() % 7 == 0) queue.hurry({});
      if (random() % 50 == 0)
        for (const auto& gone : queue.give_up({}).now)
          queue.resolve(fate(gone.row.what.key, key_fate::ended), at);
      std::int64_t oldest = 0;
      std::int64_t parked = 0;
      std::size_t resting = 0;
      for (const auto& row : queue.list({.filter = {}, .after = {}, .limit = 100}).rows) {
        auto& of = row.state == waiting_state::parked ? parked : oldest;
        if (row.state == waiting_state::resting)
          ++resting;
        else if (of == 0 || row.since_us < of)
          of = row.since_us;
      }
      REQUIRE(queue.oldest_accepted_us() == oldest);
      REQUIRE(queue.oldest_parked_us() == parked);
      REQUIRE(queue.resting() == resting);
    }
  }
}

TEST_CASE("queue: trials go round, one key after the other, outside any drain") {
  delivery_queue queue;
  CHECK_FALSE(queue.take_one(now));
  for (const auto* key : {"A", "B", "C"}) queue.add(price(key, 1));
  for (const auto* expected : {"A", "B", "C", "A"}) {
    const auto one = queue.take_one(now);
    REQUIRE(one);
    CHECK(one->what.key == expected);
    queue.resolve(fate(one->what.key, key_fate::held), now);
  }
  CHECK(queue.waiting() == 3);
}

TEST_CASE("queue: a trial takes its key out of its group, which stays whole without it") {
  delivery_queue queue;
  for (const auto* key : {"A", "B"}) queue.add(price(key, 1));
  queue.begin_drain(now);
  queue.take(2);
  queue.remember_group(3, {.tries = 1});
  for (const auto* key : {"A", "B"}) {
    auto again = fate(key, key_fate::again);
    again.group = 3;
    queue.resolve(again, now);
  }
  REQUIRE(queue.take_one(now + 60s)->what.key == "A");
  queue.resolve(fate("A", key_fate::ended), now + 60s);
  queue.add(price("A", 2));
  queue.begin_drain(now + 61s);
  CHECK(queue.take(9).rows.size() == 1);
  CHECK(queue.take(9).rows.size() == 1);
}

TEST_CASE("queue: what failed alone leaves alone, until it has a newer value") {
  delivery_queue queue;
  for (const auto* key : {"A", "B", "C"}) queue.add(price(key, 1));
  queue.begin_drain(now);
  queue.take(3);
  auto failed = fate("B", key_fate::again);
  failed.alone = true;
  queue.resolve(failed, now);
  for (const auto* key : {"A", "C"}) queue.resolve(fate(key, key_fate::held), now);
  SUBCASE("the same value") {
    queue.begin_drain(now + 60s);
    CHECK_FALSE(queue.take(9).apart);
    CHECK(queue.take(9, delivery_queue::groups_allowed::no).rows.empty());
    const auto alone = queue.take(9);
    CHECK(alone.apart);
    CHECK(alone.rows.size() == 1);
    CHECK(queue.take(9).rows.size() == 1);
  }
  SUBCASE("a newer one") {
    queue.add(price("B", 2));
    queue.begin_drain(now);
    CHECK(queue.take(9).rows.size() == 3);
  }
}

struct orders {
  orders() {
    for (const auto* key : {"A", "b", "C", "D", "E"}) queue.add(price(key, 1));
    queue.begin_drain(now);
    queue.take(4);
    auto failed = fate("A", key_fate::again);
    failed.past.push_back({1, 400, "no"});
    queue.resolve(failed, now);
    queue.resolve(unanswered("b"), now);
    auto parked = fate("C", key_fate::parked);
    parked.words = {1, 200, "unknown"};
    queue.resolve(parked, now);
  }
  delivery_queue queue;  // A retrying, b resting, C parked, D in flight, E waiting
};

TEST_CASE("queue: an operator sees each key with its state, page by page") {
  orders lane;
  waiting_query ask;
  ask.limit = 3;
  const auto page = lane.queue.list(ask);
  CHECK(keys(page) == std::vector<std::string>{"A", "b", "C"});
  CHECK(page.next == "C");
  CHECK(page.rows[0].state == waiting_state::retrying);
  CHECK(page.rows[0].last_error == "no");
  CHECK(page.rows[0].next_at == now + 60s);
  CHECK(page.rows[0].since_us == 1);
  CHECK(page.rows[1].state == waiting_state::resting);
  CHECK(page.rows[2].state == waiting_state::parked);
  CHECK(page.rows[2].last_error == "unknown");
  ask.after = page.next;
  const auto rest = lane.queue.list(ask);
  CHECK(keys(rest) == std::vector<std::string>{"D", "E"});
  CHECK(rest.next.empty());
  CHECK(rest.rows[0].state == waiting_state::in_flight);
  CHECK(rest.rows[1].state == waiting_state::waiting);
  ask = {};
  ask.filter.state = waiting_state::parked;
  CHECK(keys(lane.queue.list(ask)) == std::vector<std::string>{"C"});
  ask.filter = {.key = "B*"};
  CHECK(keys(lane.queue.list(ask)) == std::vector<std::string>{"b"});
}

TEST_CASE(
    "queue: what is hurried leaves with the next drain, what is in flight or rests is left alone") {
  orders lane;
  CHECK(lane.queue.hurry({}) == 3);
  CHECK(lane.queue.hurry({.key = "b"}) == 0);
  CHECK(lane.queue.parked_count() == 0);
  CHECK(lane.queue.begin_drain(now) == 3);
  for (const auto& each : lane.queue.take(9).rows) CHECK(each.what.key != "b");
}

TEST_CASE(
    "queue: what is given up is in flight until it has ended, and what is in flight already is "
    "left alone") {
  orders lane;
  auto [gone, later] = lane.queue.give_up({.key = "*"});
  REQUIRE(gone.size() == 3);
  CHECK(later == 1);
  for (const auto& each : gone) {
    CHECK(each.row.what.key != "D");
    CHECK(each.row.what.key != "b");
    CHECK(each.parked == (each.row.what.key == "C"));
    lane.queue.resolve(fate(each.row.what.key, key_fate::ended), now);
  }
  CHECK(lane.queue.in_flight() == 1);
  const auto again = lane.queue.give_up({});
  CHECK(again.now.empty());
  CHECK(again.later == 1);
}

TEST_CASE("queue: keys are found in any letter case wherever they are, with their newest values") {
  delivery_queue queue;
  queue.add(price("Lamp-07", 1));
  queue.add(price("DESK", 2));
  queue.add(price("BED", 3));
  queue.begin_drain(now);
  REQUIRE(queue.take(1).rows.front().what.key == "BED");
  queue.add(price("BED", 9));  // behind the one in flight
  const auto found = queue.find({"LAMP-07", "bed", "none"});
  REQUIRE(found.rows.size() == 2);
  CHECK(found.rows[0].key == "Lamp-07");
  CHECK(found.rows[0].value == "1");
  CHECK(found.rows[0].state == waiting_state::waiting);
  CHECK(found.rows[1].key == "BED");
  CHECK(found.rows[1].value == "9");
  CHECK(found.rows[1].state == waiting_state::in_flight);
  CHECK(found.next.empty());
}

}  // namespace
}  // namespace acumage::policy
