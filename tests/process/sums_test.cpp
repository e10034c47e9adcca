// What is published for a source: sums of its warehouses, removals, baselines, other settings; with
// restarts in between (SPEC 7, Inventory).
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

const std::string lamp = "SKU-1001";
const std::string chair = "SKU-1002";

void push(stock_rig& to, std::uint64_t stamp, const std::vector<std::string>& inserted,
          const std::vector<std::string>& deleted = {}) {
  REQUIRE(
      to.node.push(stock_notification(std::to_string(stamp), stamp, inserted, deleted)).status ==
      200);
}

TEST_CASE("sums: warehouses of a source add up, and an older row of one never steps back") {
  stock_rig all{stock_shop(2), stock_settings()};
  push(all, 10, {stock_row(lamp, "EAST", "10")});
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.quantity_of(lamp, "wh_one") == "10");
  CHECK(all.node.stop() == 0);
  all.node.start();
  push(all, 9, {stock_row(lamp, "WEST", "5"), stock_row(lamp, "NORTH", "3")});
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.quantity_of(lamp, "wh_one") == "15");
  CHECK(all.store.quantity_of(lamp, "wh_north") == "3");
  all.node.kill();
  all.node.start();
  push(all, 8, {stock_row(lamp, "EAST", "700")});
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("lanes/inventory/superseded") == 1);
  CHECK(all.store.quantity_of(lamp, "wh_one") == "15");
  push(all, 11, {stock_row(lamp, "WEST", "6")}, {stock_row(lamp, "WEST", "5")});
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.quantity_of(lamp, "wh_one") == "16");
  CHECK(all.node.stat("dead_letters/total") == 0);
}

TEST_CASE("sums: a lone Deleted is 0 after the pair window, which begins anew after a restart") {
  stock_rig all{stock_shop(2), stock_settings({{"intake.pair_window", "1"}})};
  push(all, 10, {stock_row(lamp, "EAST", "10"), stock_row(lamp, "WEST", "4")});
  REQUIRE(all.node.wait_until_settled());
  push(all, 11, {}, {stock_row(lamp, "WEST", "4")});
  all.node.kill();
  CHECK(all.store.quantity_of(lamp, "wh_one") == "14");
  all.node.start();
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.quantity_of(lamp, "wh_one") == "10");
}

TEST_CASE("sums: a lone Deleted whose other half comes late is no removal") {
  stock_rig all{stock_shop(2), stock_settings({{"intake.pair_window", "60"}})};
  push(all, 10, {stock_row(lamp, "EAST", "10")});
  REQUIRE(all.node.wait_until_settled());
  push(all, 11, {}, {stock_row(lamp, "EAST", "10")});
  REQUIRE(
      all.node.push(stock_notification("other half", 11, {stock_row(lamp, "EAST", "9")})).status ==
      200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.quantity_of(lamp, "wh_one") == "9");
  CHECK(all.node.stat("lanes/inventory/superseded") == 1);
  for (const auto& each : all.store.stock_history()) CHECK(each.quantity != 0);
}

TEST_CASE("sums: a baseline sends nothing, and a held figure goes once when it is complete") {
  stock_rig all{stock_shop(2), stock_settings({{"inventory_sync.incomplete", "hold"}})};
  push(all, 10, {stock_row(lamp, "EAST", "10")});
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.quantity_writes().empty());
  all.node.kill();  // what is held back survives
  all.node.start();
  const temp_dir folder;
  std::ofstream{folder / "stock.ndjson"}
      << R"({"entity":"inventory","version":4,"fields":)" << stock_row(chair, "EAST", "4") << "}\n"
      << R"({"entity":"inventory","version":5,"fields":)" << stock_row(chair, "WEST", "3") << "}\n"
      << R"({"entity":"inventory","version":6,"fields":)" << stock_row(lamp, "EAST", "99") << "}\n";
  const auto sent = all.node.command({"send", "--baseline", (folder / "stock.ndjson").string()});
  CHECK_MESSAGE(sent.code == 0, sent.out, sent.err);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.quantity_writes() == std::vector<std::size_t>{1});
  CHECK(all.store.quantity_of(lamp, "wh_one") == "10");  // the baseline's 99 was older
  CHECK(all.store.quantity_of(chair, "wh_one").empty());
  CHECK(all.node.stop() == 0);
  all.node.start();
  push(all, 12, {stock_row(chair, "EAST", "6")}, {stock_row(chair, "EAST", "4")});
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.quantity_writes() == std::vector<std::size_t>{1, 1});
  CHECK(all.store.quantity_of(chair, "wh_one") == "9");
}

TEST_CASE("sums: a republish right after a baseline is of all that it brought [SPEC 7 Memory]") {
  stock_rig all{stock_shop(1), stock_settings()};
  REQUIRE(all.node.post("/lanes/inventory/pause").status == 200);
  const temp_dir folder;
  std::ofstream file{folder / "stock.ndjson"};
  for (int i = 0; i < 20'000; ++i)
    file << R"({"entity":"inventory","version":4,"fields":)"
         << stock_row("SKU-" + std::to_string(100'000 + i), "EAST", "4") << "}\n";
  file.close();
  SUBCASE("with the command, which waits") {
    const auto sent = all.node.command({"send", "--baseline", (folder / "stock.ndjson").string()});
    CHECK_MESSAGE(sent.code == 0, sent.out, sent.err);
    CHECK(sent.out.find("known now: 0 prices, 20,000 items, ") != std::string::npos);
  }
  SUBCASE("with a request, which does not") {
    std::ifstream from{folder / "stock.ndjson"};
    const std::string rows{std::istreambuf_iterator<char>{from}, {}};
    REQUIRE(all.node.changes(rows, "?baseline=true").status == 200);
  }
  const auto counted = all.node.post("/republish", R"({"entity":"inventory","dry_run":true})");
  CHECK(counted.body == R"({"count":20000})");
  const auto put = all.node.post("/republish", R"({"entity":"inventory"})");
  CHECK(put.status == 202);
  CHECK(put.body.find(R"("count":20000})") != std::string::npos);
}

TEST_CASE("sums: after quantity was set to another one, republish sends that") {
  stock_rig all{stock_shop(1), stock_settings()};
  push(all, 10,
       {R"({"InventoryID":"SKU-1001","WarehouseID":"EAST","QtyOnHand":60,"QtyAvailable":51})",
        R"({"InventoryID":"SKU-1001","WarehouseID":"WEST","QtyOnHand":7,"QtyAvailable":2})"});
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.quantity_of(lamp, "wh_one") == "67");
  CHECK(all.node.stop() == 0);
  all.node.set("inventory_sync.quantity", "available");
  all.node.start();
  const auto dry = all.node.command({"republish", "--entity", "inventory", "--dry-run"});
  CHECK_MESSAGE(dry.code == 0, dry.out, dry.err);
  CHECK(all.node.wait_until_settled());
  CHECK(all.store.quantity_of(lamp, "wh_one") == "67");
  const auto meant = all.node.command({"republish", "--entity", "inventory"});
  CHECK_MESSAGE(meant.code == 0, meant.out, meant.err);
  CHECK(all.node.wait_for([&] { return all.store.quantity_of(lamp, "wh_one") == "53"; }));
  REQUIRE(all.node.wait_until_settled());
}

TEST_CASE("a receipt that brings on hand back to what was last delivered is sent all the same") {
  stock_rig all{stock_shop(1), stock_settings()};
  push(all, 10, {stock_row(lamp, "EAST", "10")});
  REQUIRE(all.node.wait_until_settled());
  REQUIRE(all.store.set_quantity(lamp, "wh_one", 8));  // the store sold two
  REQUIRE(all.node.post("/lanes/inventory/pause").status == 200);
  push(all, 11, {stock_row(lamp, "EAST", "8")}, {stock_row(lamp, "EAST", "10")});
  push(all, 12, {stock_row(lamp, "EAST", "10")}, {stock_row(lamp, "EAST", "8")});
  REQUIRE(all.node.wait_for([&] { return all.node.stat("lanes/inventory/superseded") == 1; }));
  REQUIRE(all.node.wait_for([&] { return all.node.stat("lanes/inventory/waiting") == 1; }));
  REQUIRE(all.node.post("/lanes/inventory/resume").status == 200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.quantity_of(lamp, "wh_one") == "10");
  push(all, 13, {stock_row(lamp, "EAST", "10")}, {stock_row(lamp, "EAST", "10")});
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("lanes/inventory/filtered_by/unchanged") == 1);
  CHECK(all.quantity_writes().size() == 2);
}

}  // namespace
}  // namespace acumage::tests
