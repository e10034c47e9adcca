// Percentiles stay within their bound, rows and counters are found again.
#include "messages/stats.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace acumage;
using std::chrono::microseconds;

TEST_CASE("histogram: nothing added is zero") {
  const latency_histogram empty;
  CHECK(empty.percentile_us(0.5) == 0);
  CHECK(empty.count() == 0);
}

TEST_CASE("histogram: one value is never understated and off by less than a quarter") {
  for (std::uint64_t us = 0; us < 3'000'000'000; us = us < 70 ? us + 1 : us + us / 7) {
    latency_histogram one;
    one.add(microseconds{static_cast<std::int64_t>(us)});
    CAPTURE(us);
    for (const auto share : {0.0, 0.5, 1.0}) {
      const auto shown = one.percentile_us(share);
      CHECK(shown >= us);
      CHECK(static_cast<double>(shown) <= static_cast<double>(us) * 1.25);
    }
  }
}

TEST_CASE("histogram: percentiles grow with their share and stay near the sorted values") {
  const unsigned seed = 662607;
  CAPTURE(seed);
  std::mt19937 random{seed};
  std::lognormal_distribution<double> latency{6.0, 1.5};
  latency_histogram many;
  std::vector<std::uint64_t> sorted;
  for (int i = 0; i < 20'000; ++i) {
    sorted.push_back(static_cast<std::uint64_t>(latency(random)));
    many.add(microseconds{static_cast<std::int64_t>(sorted.back())});
  }
  std::sort(sorted.begin(), sorted.end());
  CHECK(many.count() == sorted.size());
  std::uint64_t last = 0;
  for (const auto share : {0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    CAPTURE(share);
    const auto shown = many.percentile_us(share);
    const auto exact =
        sorted[static_cast<std::size_t>(static_cast<double>(sorted.size() - 1) * share)];
    CHECK(shown >= last);
    CHECK(shown >= exact);
    CHECK(static_cast<double>(shown) <= static_cast<double>(exact) * 1.25 + 1.0);
    last = shown;
  }
}

TEST_CASE("histogram: negative and endless durations land in the outer buckets") {
  latency_histogram odd;
  odd.add(microseconds{-5});
  CHECK(odd.percentile_us(1.0) == 0);
  odd.add(microseconds::max());
  CHECK(odd.count() == 2);
  CHECK(odd.percentile_us(1.0) > 1'000'000'000'000U);
}

TEST_CASE("histogram: threads add beside each other and none is lost") {
  latency_histogram shared;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&shared] {
      for (int i = 0; i < 10'000; ++i) shared.add(microseconds{i});
    });
  for (auto& each : threads) each.join();
  CHECK(shared.count() == 40'000);
}

TEST_CASE("actor row: the high water mark is the deepest mailbox seen at a send") {
  actor_row row{"batcher"};
  row.count_sent();
  row.count_sent();
  row.handled = 2;
  row.count_sent();
  CHECK(row.sent == 3);
  CHECK(row.mailbox_high == 2);
}

TEST_CASE("stats table: a name has one row, which stays where it is") {
  stats_table table;
  auto& first = table.actor("pricing");
  for (int i = 0; i < 100; ++i) table.actor("actor-" + std::to_string(i));
  CHECK(&table.actor("pricing") == &first);
  CHECK(table.actors().size() == 101);
  CHECK(table.actors().front()->name == "pricing");
}

TEST_CASE("lane row: filtered changes are counted whole and by reason") {
  stats_table table;
  auto& lane = table.lane(entity::inventory);
  lane.count_filtered("unchanged", 3);
  lane.count_filtered("no price", 1);
  lane.count_filtered("unchanged", 2);
  CHECK(lane.filtered == 6);
  CHECK(lane.filtered_by() ==
        std::map<std::string, std::uint64_t>{{"no price", 1}, {"unchanged", 5}});
  CHECK(table.lane(entity::pricing).filtered == 0);
}

TEST_CASE("lane counters: a new start in the process keeps them, and forgets what was under way") {
  lane_row lane;
  lane.begin(5);
  CHECK(lane.resumed == 5);
  lane.accepted = 10;
  lane.delivered = 7;
  lane.dead_lettered = 2;
  lane.waiting = 6;
  lane.parked = 1;
  lane.oldest_accepted_us = 3;
  lane.circuit = static_cast<std::uint8_t>(circuit_state::open);
  lane.begin(6);
  CHECK(lane.resumed == 5);  // accepted + resumed = ended + unsettled
  CHECK(lane.delivered == 7);
  CHECK(lane.waiting == 0);
  CHECK(lane.parked == 0);
  CHECK(lane.oldest_accepted_us == 0);
  CHECK(lane.circuit == 0);
}

TEST_CASE("circuit states: have the words of the API") {
  CHECK(to_string(circuit_state::closed) == "closed");
  CHECK(to_string(circuit_state::open) == "open");
  CHECK(to_string(circuit_state::half_open) == "half_open");
  CHECK(to_string(circuit_state::held) == "held");
}

TEST_CASE("histogram: counts below a bound are exact where buckets begin") {
  latency_histogram some;
  for (const auto us : {0, 3, 4, 63, 64, 65, 5'000'000}) some.add(microseconds{us});
  const std::vector<microseconds> bounds{microseconds{4}, microseconds{64}, microseconds{1 << 30}};
  const auto seen = some.counted(bounds);
  CHECK(seen.below == std::vector<std::uint64_t>{2, 4, 7});
  CHECK(seen.count == 7);
  CHECK(seen.sum_us == 5'000'199);
  CHECK(some.counted({}).count == 7);
}
