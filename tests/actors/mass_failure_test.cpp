// A lane that fails as a whole is held: no flood of letters, one trial at a time (SPEC 6, "Mass failure").
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

/// What a store says row by row to a store view it does not have.
magento::answer no_such_store(const std::vector<sent_row>& rows) {
  std::string failures;
  for (const auto& row : rows)
    failures += (failures.empty() ? "" : ",") +
                std::string{R"({"message":"Requested store is not found. Row ID: SKU = %SKU, )"
                            R"(Store ID: %storeId.","parameters":[")"} +
                row.sku + R"(","99"]})";
  return replied(200, "[" + failures + "]");
}

pipe_options batches_of(std::size_t rows) {
  pipe_options options;
  options.plan = {0, rows};
  return options;
}

/// 500 prices, none of which the store takes.
struct held_lane {
  explicit held_lane(std::size_t rows = 500) : node{batches_of(rows)} {
    node.store.before = no_such_store;
    node.pause();
    node.push_all(500, 10);
    node.resume();
    REQUIRE(node.circuit() == circuit_state::held);
    written = node.letters().size();
    node.store.requests.clear();
  }
  pipe node;
  std::size_t written = 0;
};

TEST_CASE(
    "pipe: a lane whose rows all fail is held at the 20th key, and writes no more letters [SPEC 6 "
    "Mass]") {
  held_lane lane;
  auto& node = lane.node;
  CHECK(lane.written == 20);
  CHECK(node.lane().waiting == 480);
  CHECK(node.lane().attempts_failed == 0);  // refused for good: those became letters at once
  CHECK(node.lane().last_error.get().find("mass failure: ") == 0);
  CHECK(node.lane().last_error.get().find("Requested store is not found") != std::string::npos);
  node.advance(10min);
  CHECK(node.letters().size() == 20);
  CHECK(node.unsettled() == 480);
  CHECK(node.circuit() == circuit_state::held);
  // One trial an interval, alone, each time another key.
  std::set<std::string> tried;
  for (const auto& rows : node.store.requests) {
    REQUIRE(rows.size() == 1);
    tried.insert(rows[0].sku);
  }
  CHECK(node.store.requests.size() == 40);
  CHECK(tried.size() == 40);
  CHECK(node.store.probes == 0);
}

TEST_CASE("pipe: a held lane goes on by itself within a probe interval after the cause is gone") {
  held_lane lane;
  auto& node = lane.node;
  node.advance(2min);
  node.store.before = {};
  node.store.requests.clear();
  node.advance(15s);
  CHECK(node.circuit() == circuit_state::closed);
  CHECK(node.store.sizes() == std::vector<std::size_t>{1, 479});
  CHECK(node.lane().delivered == 480);
  CHECK(node.letters().size() == 20);
  CHECK(node.unsettled() == 0);
  for (const auto& row : node.store.requests[1]) CHECK(node.ends_of(row.sku).size() == 1);
}

TEST_CASE("pipe: prices that go one by one, too, hold the lane at the 20th key") {
  pipe node;
  node.store.before = no_such_store;
  node.pause();
  node.push_all(25, 10);
  node.resume();
  CHECK(node.store.requests.size() == 20);
  CHECK(node.letters().size() == 20);
  CHECK(node.circuit() == circuit_state::held);
  CHECK(node.lane().waiting == 5);
}

TEST_CASE("pipe: an operator's resume releases a held lane and empties the window") {
  held_lane lane;
  auto& node = lane.node;
  node.resume();  // the cause is still there: it takes 20 keys again
  CHECK(node.circuit() == circuit_state::held);
  CHECK(node.letters().size() == 40);
  node.store.before = {};
  node.resume();
  CHECK(node.circuit() == circuit_state::closed);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: a paused lane makes no trials, held or not") {
  held_lane lane;
  auto& node = lane.node;
  node.pause();
  node.advance(5min);
  CHECK(node.store.requests.empty());
  node.store.before = {};
  node.resume();
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: a trial that meets an outage keeps the lane held, nobody's attempt") {
  held_lane lane;
  auto& node = lane.node;
  SUBCASE("maintenance") {
    node.store.before = [](const auto&) { return maintenance(); };
  }
  SUBCASE("no answer") {
    node.store.before = [](const auto&) { return broken(magento::carried::read_timeout); };
  }
  SUBCASE("throttled") {
    node.store.before = [](const auto&) {
      return replied(429, R"({"message":"Too Many Requests"})");
    };
  }
  node.advance(5min);
  CHECK(node.circuit() == circuit_state::held);
  CHECK(node.store.requests.size() >= 9);
  CHECK(node.store.requests.size() <= 20);
  CHECK(node.letters().size() == 20);
  CHECK(node.lane().attempts_failed == 0);
  node.store.before = {};
  node.advance(3min);
  CHECK(node.circuit() == circuit_state::closed);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: an unknown record in a trial is parked and releases nothing") {
  held_lane lane;
  auto& node = lane.node;
  node.store.unknown.insert("SKU-0021");
  node.store.before = {};
  node.advance(15s);
  CHECK(node.lane().parked == 1);
  CHECK(node.circuit() == circuit_state::held);
  node.advance(15s);
  CHECK(node.circuit() == circuit_state::closed);
  CHECK(node.unsettled() == 1);
}

TEST_CASE("pipe: what arrives while the lane is held waits, coalesces and is tried in its turn") {
  held_lane lane;
  auto& node = lane.node;
  node.push("SKU-0100", "7", 20);
  node.push("AAA", "7", 20);
  CHECK(node.store.requests.empty());
  node.store.before = {};
  node.advance(15s);
  CHECK(node.store.prices["SKU-0100"] == "7");
  CHECK(node.store.prices["AAA"] == "7");
  CHECK(node.lane().superseded == 1);
}

TEST_CASE("pipe: a held lane can be drained, and after a restart it begins anew") {
  held_lane lane;
  auto& node = lane.node;
  CHECK(node.drain());
  node.advance(1min);
  CHECK(node.store.requests.empty());
  CHECK(node.unsettled() == 480);
  node.store.before = {};
  node.restart();
  node.advance(1s);
  CHECK(node.unsettled() == 0);
  CHECK(node.circuit() == circuit_state::closed);
}

TEST_CASE("pipe: a held lane holds no other") {
  held_lane lane;
  for (const auto each : all_entities) {
    if (each == entity::pricing) continue;
    CHECK(lane.node.stats().lane(each).circuit == static_cast<std::uint8_t>(circuit_state::closed));
  }
  auto what = price_change("C000902", "1", 5);
  what.entity = entity::customer;
  lane.node.push_changes({what});
  CHECK(lane.node.stats().lane(entity::customer).dead_lettered == 1);
}

TEST_CASE("pipe: a few bad rows among many good ones hold nothing") {
  pipe node{batches_of(500)};
  node.store.before = [](const auto& rows) -> std::optional<magento::answer> {
    std::vector<sent_row> bad;
    for (const auto& row : rows)
      if (row.sku.back() == '3') bad.push_back(row);
    return no_such_store(bad);
  };
  node.pause();
  node.push_all(500, 10);
  node.resume();
  CHECK(node.circuit() == circuit_state::closed);
  CHECK(node.letters().size() == 50);
  CHECK(node.lane().delivered == 450);
}

}  // namespace
}  // namespace acumage::tests
