// Runs, thresholds and batches as requests at the store (SPEC 6).
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

std::vector<std::size_t> sizes(std::size_t waiting, std::size_t threshold, std::size_t batch) {
  pipe_options options;
  options.plan = {threshold, batch};
  pipe node{options};
  node.pause();
  node.push_all(waiting, 10);
  node.resume();
  CHECK(node.store.prices.size() == waiting);
  return node.store.sizes();
}

TEST_CASE("pipe: the table of SPEC 6 as requests, after a pause [SPEC 6 Threshold]") {
  CHECK(sizes(50, 25, 25) == std::vector<std::size_t>{25, 25});
  CHECK(sizes(50, 25, 5) == std::vector<std::size_t>(10, 5));
  CHECK(sizes(25, 25, 5) == std::vector<std::size_t>(25, 1));
  CHECK(sizes(26, 25, 25) == std::vector<std::size_t>{25, 1});
  CHECK(sizes(3, 0, 100) == std::vector<std::size_t>{3});
}

TEST_CASE("pipe: rows of a batch are sorted by SKU") {
  pipe_options options;
  options.plan = {0, 100};
  pipe node{options};
  node.pause();
  for (const auto* sku : {"b", "C", "A"}) node.push(sku, "1", 10);
  node.resume();
  REQUIRE(node.store.requests.size() == 1);
  CHECK(node.store.requests[0] == std::vector<sent_row>{{"A", "1"}, {"b", "1"}, {"C", "1"}});
}

TEST_CASE("pipe: with a schedule a price waits for the next look [SPEC 6 Run]") {
  pipe_options options;
  options.schedule = {10s, 1s, 60s};
  pipe node{options};
  node.advance(1ms);  // the first look is at the start
  node.push("A", "1", 10);
  CHECK(node.store.requests.empty());
  node.advance(900ms);
  CHECK(node.store.requests.empty());
  node.advance(101ms);
  CHECK(node.store.requests.size() == 1);
  node.advance(10s);  // the check time is over: no look before the next run
  node.push("B", "1", 10);
  node.advance(48s);
  CHECK(node.store.requests.size() == 1);
  node.advance(1s);
  CHECK(node.store.requests.size() == 2);
}

TEST_CASE("pipe: what arrives while a drain is under way waits for the next look [SPEC 6 Run]") {
  pipe_options options;
  options.schedule = {59s, 1s, 60s};
  options.plan = {0, 10};
  pipe node{options};
  node.advance(1ms);
  node.push_all(5, 10);
  node.advance(1001ms);
  CHECK(node.store.sizes() == std::vector<std::size_t>{5});
  node.push("LATE", "1", 10);
  CHECK(node.store.sizes().size() == 1);
  node.advance(1s);
  CHECK(node.store.sizes() == std::vector<std::size_t>{5, 1});
}

pipe_options every_ten_minutes() {
  pipe_options options;
  options.schedule = {3s, 1s, 600s};
  return options;
}

/// A has just left, outside the runs at 0 s and 600 s; `passed` since the start.
void waits_for_the_next_run(pipe& node, std::chrono::milliseconds passed) {
  REQUIRE(node.store.prices.count("A") == 1);
  node.store.requests.clear();
  for (const auto* sku : {"B", "C"}) {
    node.push(sku, "1", 20);
    node.advance(2s);
  }
  node.advance(599s - 4s - passed);
  CHECK(node.store.requests.empty());
  node.advance(1s);
  CHECK(node.store.requests.size() == 2);
  // … and the run goes on as any other.
  node.push("D", "1", 20);
  node.advance(1s);
  CHECK(node.store.prices.count("D") == 1);
}

TEST_CASE("pipe: what arrives after a resume's drain waits for the next run [SPEC 6 Run]") {
  pipe node{every_ten_minutes()};
  node.advance(10s);
  node.pause();
  node.push("A", "1", 10);
  node.advance(10s);
  CHECK(node.store.requests.empty());
  node.resume();
  SUBCASE("once") {}
  SUBCASE("and it makes no difference that it is resumed again") { node.resume(); }
  waits_for_the_next_run(node, 20s);
}

TEST_CASE(
    "pipe: a resume of a lane that sends makes nothing leave before the next run [SPEC 6 Run]") {
  pipe node{every_ten_minutes()};
  node.advance(10s);
  node.push("A", "1", 10);
  node.resume();
  node.advance(1s);
  CHECK(node.store.requests.empty());
}

TEST_CASE("pipe: what arrives after an outage's drain waits for the next run [SPEC 6 Run]") {
  pipe node{every_ten_minutes()};
  node.store.before = [](const auto&) { return maintenance(); };
  node.store.probe = maintenance();
  node.push("A", "1", 10);
  node.advance(10s);
  CHECK(node.circuit() == circuit_state::open);
  node.store.before = {};
  node.store.probe.reset();
  node.advance(10s);
  waits_for_the_next_run(node, 20s);
}

TEST_CASE("pipe: what arrives after a Retry-After's drain waits for the next run [SPEC 6 Run]") {
  pipe node{every_ten_minutes()};
  auto throttled = replied(429, R"({"message":"Too Many Requests"})");
  throttled.retry_after = 10s;
  node.store.before = [&](const auto&) { return throttled; };
  node.push("A", "1", 10);
  node.advance(5s);
  node.store.before = {};
  node.advance(15s);
  waits_for_the_next_run(node, 20s);
}

TEST_CASE("pipe: what arrives after an operator's retry waits for the next run [SPEC 6 Run]") {
  pipe node{every_ten_minutes()};
  node.advance(10s);
  node.push("A", "1", 10);
  node.advance(10s);
  CHECK(node.store.requests.empty());
  CHECK(node.order(waiting_order::verb::retry, {}) == 1);
  waits_for_the_next_run(node, 20s);
}

TEST_CASE("pipe: one odd answer of a store that is well begins no drain of its own [SPEC 6 Run]") {
  pipe node{every_ten_minutes()};
  node.push("A", "1", 10);
  bool once = true;
  node.store.before = [&](const auto&) -> std::optional<magento::answer> {
    if (!std::exchange(once, false)) return std::nullopt;
    return maintenance();
  };
  node.store.requests.clear();
  node.advance(1ms);  // the first look, whose drain goes on after the probe
  CHECK(node.store.probes == 1);
  node.push("B", "1", 10);
  CHECK(node.store.prices.count("B") == 0);
  node.advance(1s);
  CHECK(node.store.prices.count("B") == 1);
}

TEST_CASE("pipe: unchanged prices leave no gaps in batches") {
  pipe_options options;
  options.plan = {0, 10};
  pipe node{options};
  node.pause();
  node.push_all(20, 10);
  node.resume();
  node.pause();
  node.store.requests.clear();
  node.push_all(20, 20);  // the same prices once more
  for (int i = 21; i <= 30; ++i) node.push("SKU-00" + std::to_string(i), "7", 20);
  node.resume();
  CHECK(node.store.sizes() == std::vector<std::size_t>{10});
  CHECK(node.lane().filtered_by().at("unchanged") == 20);
}

TEST_CASE("pipe: a paused lane keeps everything over a restart [SPEC 8 Switches]") {
  pipe node;
  node.pause();
  node.push_all(30, 10);
  node.restart();
  node.advance(5s);
  CHECK(node.store.requests.empty());
  CHECK(node.unsettled() == 30);
  node.resume();
  CHECK(node.unsettled() == 0);
  CHECK(node.lane().resumed == 30);
  CHECK(node.lane().delivered == 30);
}

}  // namespace
}  // namespace acumage::tests
