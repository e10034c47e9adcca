// A request that got no answer in time is applied later, after the newer value (SPEC 6, Late answers).
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

/// The first write times out after 1 s and is applied 4 s after it came; its key rests until 3 s, and what
/// was sent then is read back at 5 s.
void strike_first(simulator::store& store, const std::string& path) {
  simulator::fault late;
  late.answer = simulator::fault_answer::internal_error;
  late.effect = simulator::fault_effect::late;
  late.latency = 1500ms;
  late.late_by = 2500ms;
  late.where.method = "POST";
  late.where.path = path;
  late.when.count = 1;
  store.inject(late);
}

std::map<std::string, std::string> impatient() {
  return stock_settings({{"connection.read_timeout", "1"}, {"delivery.settle_time", "2"}});
}

TEST_CASE("a quantity that timed out and is applied after the newer one: the newer one stays") {
  stock_rig all{stock_shop(1), impatient()};
  strike_first(all.store, "source-items");
  REQUIRE(all.node.push(stock_notification("a", 1, {stock_row("SKU-1001", "EAST", "11")})).status ==
          200);
  REQUIRE(all.store.wait_for([](const auto& seen) { return seen.faults == 1; }));
  REQUIRE(all.node.push(stock_notification("b", 2, {stock_row("SKU-1001", "EAST", "22")})).status ==
          200);
  REQUIRE(all.node.wait_until_settled());
  REQUIRE(all.node.wait_for([&] { return all.store.stock_history().size() >= 3; }));
  std::vector<double> applied;
  for (const auto& each : all.store.stock_history()) applied.push_back(each.quantity.value());
  CHECK(applied == std::vector<double>{22, 11, 22});
  CHECK(all.store.quantity_of("SKU-1001", "wh_one") == "22");
  CHECK(all.node.stat("dead_letters/total") == 0);
}

TEST_CASE("a price that timed out and is applied after the newer one: the newer one stays") {
  stock_rig all{stock_shop(1), impatient()};
  strike_first(all.store, "base-prices");
  const auto row = [](const std::string& price) {
    return R"({"InventoryID":"SKU-1001","DefaultPrice":)" + price + "}";
  };
  REQUIRE(all.node.push(price_notification("a", 1, {row("11")})).status == 200);
  REQUIRE(all.store.wait_for([](const auto& seen) { return seen.faults == 1; }));
  REQUIRE(all.node.push(price_notification("b", 2, {row("22")})).status == 200);
  REQUIRE(all.node.wait_until_settled());
  REQUIRE(all.node.wait_for([&] { return all.store.history().size() >= 3; }));
  std::vector<double> applied;
  for (const auto& each : all.store.history()) applied.push_back(each.price);
  CHECK(applied == std::vector<double>{22, 11, 22});
  CHECK(all.store.price_of("SKU-1001") == "22");
  CHECK(all.node.stat("dead_letters/total") == 0);
}

TEST_CASE(
    "a request on its way when the process dies is applied after the newer one: the newer one "
    "stays") {
  stock_rig all{stock_shop(1), stock_settings({{"delivery.settle_time", "6"}})};
  strike_first(all.store, "base-prices");
  const auto row = [](const std::string& price) {
    return R"({"InventoryID":"SKU-1001","DefaultPrice":)" + price + "}";
  };
  REQUIRE(all.node.push(price_notification("a", 1, {row("11")})).status == 200);
  REQUIRE(all.store.wait_for([](const auto& seen) { return seen.faults == 1; }));
  REQUIRE(all.node.push(price_notification("b", 2, {row("22")})).status == 200);
  all.node.kill();
  all.node.start();
  REQUIRE(all.node.wait_until_settled());
  std::vector<double> applied;
  for (const auto& each : all.store.history()) applied.push_back(each.price);
  CHECK(applied == std::vector<double>{11, 22});  // it waited for the late one
  CHECK(all.store.price_of("SKU-1001") == "22");
}

}  // namespace
}  // namespace acumage::tests
