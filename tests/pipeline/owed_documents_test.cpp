// What a newer row that needed no request, or a letter, must not take from the store: a document, a quantity.
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

change baseline_of(entity which, const std::string& columns, std::uint64_t stamp) {
  auto what = row_of(which, columns, stamp);
  what.kind = change_kind::baseline;
  return what;
}

struct owing_node {
  struck_shop store{sales_shop()};
  shop_node node;
  explicit owing_node(const std::vector<std::string>& more = {})
      : node{store, sales_settings(more)} {
    for (const auto* sku : {"LAMP-07", "DESK-01"}) store.shop.set_quantity(sku, "wh_east", 50);
  }
  /// It waits, a baseline says the same, and the node is killed.
  void overtake_by_baseline(entity which, const std::string& row) {
    node.node().set_sending(which, false);
    node.push(which, {row}, 10);
    node.node().advance(std::chrono::seconds{10});
    node.node().push_changes({baseline_of(which, row, 11)});
    node.node().advance(std::chrono::seconds{10});
    node.node().restart();
    node.node().advance(std::chrono::seconds{10});
    node.node().set_sending(which, true);
    node.settle();
  }
};

TEST_CASE(
    "shipment: one that waits is shipped, though a baseline and a restart came in between [SPEC 7 "
    "Shipment]") {
  owing_node all;
  all.overtake_by_baseline(entity::shipment, shipment_row("004417", 1, "LAMP-07", "2", ""));
  CHECK(all.store.shop.sold.shipments().size() == 1);
  CHECK(all.node.ends("004417@SO SO009120").back() == "filtered baseline");
  CHECK(all.node.ends("004417@SO SO009120").front() == "delivered");
}

TEST_CASE(
    "order: a status that waits is told, though a baseline and a restart came in between [SPEC 7 "
    "Order]") {
  owing_node all;
  all.overtake_by_baseline(entity::order, order_row("On Hold"));
  CHECK(all.store.count("POST /V1/orders/1/hold") == 1);
  CHECK(all.node.ends("SO SO009120").front() == "delivered");
}

TEST_CASE("prices, documents: a change that comes after a baseline that knew it is sent [SPEC 2]") {
  struct told {
    entity which;
    std::string row;
    std::string key;
  };
  const std::vector<told> all{
      {entity::pricing, R"({"InventoryID":"LAMP-07","DefaultPrice":70})", "LAMP-07"},
      {entity::shipment, shipment_row("004417", 1, "LAMP-07", "2", ""), "004417@SO SO009120"},
      {entity::order, order_row("On Hold"), "SO SO009120"},
      {entity::customer,
       R"({"CustomerID":"C1","CustomerName":"Ada L","Email":"a@example.com","CustomerClass":"RETAIL"})",
       "C1"}};
  for (const auto& [which, row, key] : all) {
    CAPTURE(key);
    owing_node at{{"customer_sync.classes=RETAIL"}};
    at.node.node().push_changes({baseline_of(which, row, 11)});
    at.node.settle();
    CHECK(at.store.exchanges().empty());
    at.node.push(which, {row}, 10);
    at.node.settle();
    CHECK(at.node.ends(key).front() == "delivered");
    at.node.push(which, {row}, 9);  // told by now
    at.node.settle();
    CHECK(at.node.ends(key).front() == "superseded a newer version is known");
  }
}

TEST_CASE(
    "prices: a dead letter that the store may have is replayed, though a baseline knows it [SPEC "
    "9]") {
  owing_node all;
  all.store.strike(0, blow::timeout_after);
  all.node.push(entity::pricing, {R"({"InventoryID":"LAMP-07","DefaultPrice":70})"}, 10);
  all.node.node().advance(std::chrono::seconds{5});
  all.node.node().order(waiting_order::verb::fail, {}, entity::pricing);
  all.node.settle();
  REQUIRE(all.node.node().letters().size() == 1);
  all.node.node().push_changes(
      {baseline_of(entity::pricing, R"({"InventoryID":"LAMP-07","DefaultPrice":71})", 11)});
  all.node.settle();
  all.node.node().replay();
  all.node.settle();
  CHECK(all.node.ends("LAMP-07").front() == "delivered");
  CHECK(all.store.shop.goods.price_of("LAMP-07", 0) == 71);
}

TEST_CASE(
    "stock: the quantity is told again after a shipment whose invoice failed for good [SPEC 6 "
    "Shipments]") {
  owing_node all{{"queue.retry_count=1"}};
  all.node.push(entity::inventory,
                {R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":48})"}, 5);
  all.node.settle();
  all.store.forget();
  all.store.strike(5, blow::report_id);  // the invoice
  all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
  all.node.settle();
  all.node.node().advance(std::chrono::seconds{5});
  REQUIRE(all.store.count("POST /V1/order/1/ship") == 1);
  REQUIRE(all.node.node().letters().size() == 1);
  CHECK(all.store.shop.stock.item_of("LAMP-07", "wh_east")->quantity == 48);
}

}  // namespace
}  // namespace acumage::tests
