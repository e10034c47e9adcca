// What operators ordered goes on after kill -9: the end of a baseline, a republish, a replay.
#include "tests/process/history_ends.hpp"
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <map>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t items = 600;

simulator::fault on_quantities(simulator::fault_answer answer) {
  simulator::fault what;
  what.answer = answer;
  what.where.method = "POST";
  what.where.path = "source-items";
  return what;
}

/// Requests take so long that kills meet a lane at work.
void make_slow(simulator::store& store) {
  auto slow = on_quantities(simulator::fault_answer::as_usual);
  slow.latency = 15ms;
  store.inject(slow);
}

std::vector<std::string> rows_at_east(const std::string& fields) {
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < items; ++i)
    rows.push_back(R"({"InventoryID":")" + stock_sku(i) + R"(","WarehouseID":"EAST",)" + fields +
                   "}");
  return rows;
}

std::size_t how_many_hold(const simulator::store& store, const std::string& quantity) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < items; ++i)
    if (store.quantity_of(stock_sku(i), "wh_one") == quantity) ++count;
  return count;
}

/// Kills the node at once, and again each time some more have arrived at the store.
void kill_on_the_way(stock_rig& all, const std::string& quantity) {
  std::size_t seen = 0;
  for (int kills = 0; kills < 4; ++kills) {
    all.node.kill();
    REQUIRE(all.store.wait_for([](const auto& now) { return now.arrived == now.answered; }));
    all.node.start();
    REQUIRE(all.node.wait_for([&] { return how_many_hold(all.store, quantity) > seen; }));
    seen = how_many_hold(all.store, quantity);
  }
  CHECK(seen < items);  // else the kills met nothing
  REQUIRE(all.node.wait_until_settled());
  CHECK(how_many_hold(all.store, quantity) == items);
  CHECK(all.node.stat("dead_letters/total") == 0);
}

TEST_CASE("orders: a baseline's end releases every held figure, whenever the process dies") {
  stock_rig all{stock_shop(items), stock_settings({{"inventory_sync.incomplete", "hold"}})};
  REQUIRE(all.node.push(stock_notification("n", 1, rows_at_east(R"("QtyOnHand":8)"))).status ==
          200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.quantity_writes().empty());
  make_slow(all.store);
  const temp_dir folder;
  std::ofstream{folder / "stock.ndjson"} << R"({"entity":"inventory","version":4,"fields":)"
                                         << stock_row("SKU-1001", "WEST", "0") << "}\n";
  REQUIRE(all.node.command({"send", "--baseline", (folder / "stock.ndjson").string()}).code == 0);
  kill_on_the_way(all, "8");
}

TEST_CASE("orders: a republish that was answered is carried out, whenever the process dies") {
  stock_rig all{stock_shop(items), stock_settings({{"queue.batch_count", "100"}})};
  REQUIRE(
      all.node.push(stock_notification("n", 1, rows_at_east(R"("QtyOnHand":8,"QtyAvailable":5)")))
          .status == 200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(how_many_hold(all.store, "8") == items);
  CHECK(all.node.stop() == 0);
  all.node.set("inventory_sync.quantity", "available");
  all.node.set("queue.batch_count", "25");
  all.node.start();
  make_slow(all.store);
  REQUIRE(all.node.command({"republish", "--entity", "inventory", "--no-wait"}).code == 0);
  kill_on_the_way(all, "5");
}

TEST_CASE("orders: a replay goes on after each kill, and every letter is delivered once") {
  stock_rig all{stock_shop(items), stock_settings({{"queue.retry_count", "1"},
                                                   {"queue.threshold_count", "0"},
                                                   {"queue.batch_count", "1000"},
                                                   {"delivery.park_interval", "3600"}})};
  for (std::size_t i = 0; i < items; ++i) all.store.remove_product(stock_sku(i));
  REQUIRE(all.node.push(stock_notification("n", 1, rows_at_east(R"("QtyOnHand":8)"))).status ==
          200);
  REQUIRE(all.node.wait_for([&] { return all.node.stat("lanes/inventory/parked") == items; }));
  REQUIRE(all.node.command({"waiting", "fail", "--all"}).code == 0);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("dead_letters/total") == items);
  for (std::size_t i = 0; i < items; ++i) all.store.add_product({.sku = stock_sku(i)});
  CHECK(all.node.stop() == 0);
  all.node.set("queue.batch_count", "25");
  all.node.start();
  make_slow(all.store);
  REQUIRE(
      all.node.command({"dead-letters", "replay", "--all", "--rate", "2000", "--no-wait"}).code ==
      0);
  std::size_t seen = 0;
  for (int kills = 0; kills < 4; ++kills) {
    REQUIRE(all.node.wait_for([&] { return how_many_hold(all.store, "8") > seen; }));
    seen = how_many_hold(all.store, "8");
    all.node.kill();
    REQUIRE(all.store.wait_for([](const auto& now) { return now.arrived == now.answered; }));
    all.node.start();
  }
  CHECK(seen < items);
  REQUIRE(all.node.wait_for([&] { return all.node.stat("dead_letters/total") == 0; }));
  REQUIRE(all.node.wait_until_settled());
  CHECK(how_many_hold(all.store, "8") == items);
  std::map<std::string, int> delivered;
  for (const auto& [number, each] : all_ends(all.node, "inventory"))
    if (each.outcome == "delivered") ++delivered[each.key];
  CHECK(delivered.size() == items);
  for (const auto& [key, times] : delivered) CHECK(times == 1);
}

}  // namespace
}  // namespace acumage::tests
