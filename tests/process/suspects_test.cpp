// What was in hand at a kill -9 is taken alone after the next start, and only until it is settled (SPEC 6).
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

std::string price_row(const std::string& price) {
  return R"({"InventoryID":"SKU-1001","DefaultPrice":)" + price + "}";
}

/// Price requests get no answer until faults are cleared.
void hang_prices(simulator::store& store) {
  simulator::fault hang;
  hang.answer = simulator::fault_answer::locked;
  hang.latency = 60s;
  hang.where.path = "base-prices";
  hang.where.method = "POST";
  store.inject(hang);
}

/// Kills the node while a price request is on its way.
void kill_in_flight(stock_rig& all) {
  hang_prices(all.store);
  const auto struck = all.store.count().faults;
  REQUIRE(all.node.push(price_notification("a", 1, {price_row("11")})).status == 200);
  REQUIRE(all.store.wait_for([&](const auto& seen) { return seen.faults > struck; }));
}

/// A price request that hangs must not keep a quantity waiting.
void check_lanes_are_independent(stock_rig& all) {
  hang_prices(all.store);
  const auto struck = all.store.count().faults;
  REQUIRE(all.node.push(price_notification("z", 100, {price_row("99")})).status == 200);
  REQUIRE(all.store.wait_for([&](const auto& seen) { return seen.faults > struck; }));
  REQUIRE(all.node.push(stock_notification("q", 1, {stock_row("SKU-1001", "EAST", "7")})).status ==
          200);
  CHECK(all.node.wait_for([&] { return all.store.quantity_of("SKU-1001", "wh_one") == "7"; }, 10s));
  all.store.clear_faults();
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.price_of("SKU-1001") == "99");
}

TEST_CASE("suspects: one that was delivered is none any more") {
  stock_rig all{stock_shop(1), stock_settings()};
  kill_in_flight(all);
  all.node.kill();
  all.store.clear_faults();
  all.node.start();
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.price_of("SKU-1001") == "11");
  check_lanes_are_independent(all);
}

TEST_CASE("suspects: one that a newer change superseded is none any more") {
  stock_rig all{stock_shop(1), stock_settings()};
  kill_in_flight(all);
  REQUIRE(all.node.push(price_notification("b", 2, {price_row("22")})).status == 200);
  all.node.kill();
  all.store.clear_faults();
  all.node.start();
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.price_of("SKU-1001") == "22");
  check_lanes_are_independent(all);
}

TEST_CASE("suspects: kills alone, however many while one change is in hand, make no letter") {
  stock_rig all{stock_shop(1), stock_settings()};
  kill_in_flight(all);
  for (int again = 0; again < 5; ++again) {
    const auto struck = all.store.count().faults;
    all.node.kill();
    all.node.start();
    CHECK(all.store.wait_for([&](const auto& seen) { return seen.faults > struck; }, 5s));
  }
  all.store.clear_faults();
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("dead_letters/total") == 0);
  CHECK(all.store.price_of("SKU-1001") == "11");
}

}  // namespace
}  // namespace acumage::tests
