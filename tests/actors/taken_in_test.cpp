// What a lane remembers is complete for whoever waits until it has read so far.
#include "actors/taken_in.hpp"
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

TEST_CASE("taken in: who waits for a lane goes on when it has come so far, or when time is up") {
  actors::taken_in lanes;
  const auto soon = [] { return std::chrono::steady_clock::now(); };
  CHECK(lanes.wait(entity::order, 0, soon()));
  CHECK_FALSE(lanes.wait(entity::order, 1, soon()));
  lanes.note(entity::order, 5);
  lanes.note(entity::order, 3);  // never back
  CHECK(lanes.wait(entity::order, 5, soon()));
  CHECK_FALSE(lanes.wait(entity::order, 6, soon()));
  CHECK_FALSE(lanes.wait(entity::inventory, 5, soon()));
  std::thread lane{[&] { lanes.note(entity::inventory, 7); }};
  CHECK(lanes.wait(entity::inventory, 7, soon() + 60s));
  lane.join();
}

TEST_CASE("pipe: what was pulled breaks no silence, of the node or of its entity") {
  pipe node;
  pull_job job;
  job.id = "00000001";
  node.push_changes({price_change("LAMP-07", "5", 10)}, job);
  CHECK(node.stats().last_heard_us == 0);
  CHECK(node.lane().last_push_us == 0);
  node.push("LAMP-07", "6", 20);
  CHECK(node.stats().last_heard_us > 0);
  CHECK(node.lane().last_push_us > 0);
  CHECK(node.stats().lane(entity::order).last_push_us == 0);
}

TEST_CASE("pipe: each lane tells how far it has taken in what was accepted, paused or not") {
  pipe node{stock_options()};
  const auto reached = [&](entity which) {
    return node.shared().taken_in.wait(which, node.ledger().bounds(which).second,
                                       std::chrono::steady_clock::now());
  };
  for (const auto each : all_entities) CHECK(reached(each));
  node.pause();
  std::vector<change> rows;
  for (int i = 0; i < 1000; ++i)
    rows.push_back(stock_change("SKU-" + std::to_string(i), "EAST", "5", 10));
  node.push_changes(std::move(rows));
  CHECK(reached(entity::inventory));
  CHECK(*node.ledger().count_remembered(entity::inventory) == 1000);
  node.restart();
  CHECK(reached(entity::inventory));
}

}  // namespace
}  // namespace acumage::tests
