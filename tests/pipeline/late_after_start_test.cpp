// A request that got no answer is applied after the node has ended and come up again (SPEC 6, "Late answers").
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <chrono>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

std::string price_row(const std::string& price) {
  return R"({"InventoryID":"LAMP-07","DefaultPrice":)" + price + "}";
}

TEST_CASE(
    "late: a key without an answer rests over a start, and its newest is told [SPEC 6 Late]") {
  struck_shop store{sales_shop()};
  shop_node node{store, sales_settings()};
  store.strike(0, blow::applied_late);
  node.push(entity::pricing, {price_row("10")}, 10);
  node.node().advance(2s);
  SUBCASE("the doubted price is the newest") {}
  SUBCASE("a newer one has taken its place") {
    node.push(entity::pricing, {price_row("11")}, 20);
    node.node().advance(2s);
  }
  node.node().restart();
  node.push(entity::pricing, {price_row("12")}, 30);
  node.node().advance(10s);
  CHECK(store.shop.goods.price_of("LAMP-07", 0) ==
        42);  // nothing is told that could be overwritten
  store.apply_late();
  CHECK(store.shop.goods.price_of("LAMP-07", 0) == 10);
  node.settle();
  CHECK(store.shop.goods.price_of("LAMP-07", 0) == 12);
}

std::string stock_row(const std::string& warehouse, const std::string& quantity) {
  return R"({"InventoryID":"LAMP-07","WarehouseID":")" + warehouse + R"(","QtyOnHand":)" +
         quantity + "}";
}

TEST_CASE("late: a quantity of several cells without an answer rests over a start [SPEC 6 Late]") {
  struck_shop store{sales_shop()};
  shop_node node{store, sales_settings({"[warehouse_sources] NORTH = wh_east",
                                        "[warehouse_sources] SOUTH = wh_east",
                                        "inventory_sync.warehouses=EAST, WEST, NORTH, SOUTH"})};
  node.push(entity::inventory, {stock_row("EAST", "1")}, 5);
  node.settle();
  node.node().set_sending(entity::inventory, false);
  node.push(entity::inventory, {stock_row("EAST", "10"), stock_row("NORTH", "20")}, 10);
  node.push(entity::inventory, {stock_row("SOUTH", "30")}, 11);
  store.strike(0, blow::applied_late);
  node.node().set_sending(entity::inventory, true);
  node.node().advance(2s);
  REQUIRE(store.has_late());
  SUBCASE("told to stop") {}
  SUBCASE("killed") { node.node().note_death(); }
  node.node().restart();
  node.push(entity::inventory, {stock_row("SOUTH", "0")}, 30);
  node.node().advance(10s);
  CHECK(store.shop.stock.item_of("LAMP-07", "wh_east")->quantity == 1);
  store.apply_late();
  CHECK(store.shop.stock.item_of("LAMP-07", "wh_east")->quantity == 60);
  node.settle();
  CHECK(store.shop.stock.item_of("LAMP-07", "wh_east")->quantity == 30);
}

TEST_CASE(
    "late: a shipment without an answer is not repeated too soon after a start [SPEC 6 Late]") {
  struck_shop store{sales_shop()};
  for (const auto* sku : {"LAMP-07", "DESK-01"}) store.shop.set_quantity(sku, "wh_east", 50);
  shop_node node{store, sales_settings()};
  store.strike(2, blow::applied_late);
  node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
  node.node().advance(5s);
  REQUIRE(store.has_late());
  node.node().restart();
  node.node().advance(10s);
  store.apply_late();
  node.settle();
  CHECK(store.shop.sold.orders().front().items.front().qty_shipped == 2);
  CHECK(store.shop.sold.shipments().size() == 1);
}

TEST_CASE(
    "late: a shipment without an answer that is given up is not made twice by its replay [SPEC 6 "
    "Late]") {
  struck_shop store{sales_shop()};
  for (const auto* sku : {"LAMP-07", "DESK-01"}) store.shop.set_quantity(sku, "wh_east", 50);
  std::vector<std::string> more;
  bool by_operator = false;
  SUBCASE("by its last attempt") { more = {"queue.retry_count=1"}; }
  SUBCASE("by an operator") { by_operator = true; }
  shop_node node{store, sales_settings(more)};
  store.strike(2, by_operator ? blow::applied_late : blow::reset_before);
  node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
  node.node().advance(5s);
  for (const auto how : {blow::reset_before, blow::applied_late}) {  // three are an attempt
    if (by_operator) break;
    store.strike(2, how);
    node.node().advance(60s);
  }
  REQUIRE(store.has_late());
  if (by_operator) CHECK(node.node().order(waiting_order::verb::fail, {}, entity::shipment) == 1);
  node.node().advance(1s);
  node.node().replay();
  node.node().advance(10s);
  store.apply_late();
  node.settle();
  CHECK(node.node().letters().size() == 1);
  node.node().replay();
  node.settle();
  CHECK(store.shop.sold.orders().front().items.front().qty_shipped == 2);
  CHECK(store.shop.sold.shipments().size() == 1);
}

}  // namespace
}  // namespace acumage::tests
