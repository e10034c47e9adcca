// What a careless connector doubles, loses or overwrites, from the notification to the store's records.
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace acumage::tests {
namespace {

struct shop_and_node {
  struck_shop store{sales_shop()};
  shop_node node;
  explicit shop_and_node(const std::vector<std::string>& more = {})
      : node{store, sales_settings(more)} {
    for (const auto* sku : {"LAMP-07", "DESK-01"}) store.shop.set_quantity(sku, "wh_east", 50);
  }
  /// "LAMP-07 5 2" per line: ordered and shipped.
  std::string order_lines() const {
    std::string text;
    const auto order = store.shop.sold.order_of("000000042");
    for (const auto& item : order->items)
      text += item.sku + " " + std::to_string(static_cast<int>(item.qty_ordered)) + " " +
              std::to_string(static_cast<int>(item.qty_shipped)) + "; ";
    return text;
  }
  std::string only_letter() {
    const auto letters = node.node().letters();
    REQUIRE(letters.size() == 1);
    return std::string{to_string(letters.front().reason)} + ": " + letters.front().error;
  }
  int in_source(const std::string& sku) const {
    return static_cast<int>(store.shop.stock.item_of(sku, "wh_east")->quantity);
  }
};

std::string stock_row(const std::string& sku, int on_hand) {
  return R"({"InventoryID":")" + sku + R"(","WarehouseID":"EAST","QtyOnHand":)" +
         std::to_string(on_hand) + "}";
}

TEST_CASE(
    "shipment: three parts of one order, out of order, one after an unknown outcome [SPEC 7 "
    "Shipment]") {
  for (const auto how : {blow::timeout_after, blow::applied_late, blow::reset_after}) {
    INFO(to_string(how));
    shop_and_node all;
    all.node.push(entity::shipment, {shipment_row("004419", 1, "LAMP-07", "1", "1Z3")}, 30);
    all.node.settle();
    all.store.forget();
    all.store.strike(2, how);  // the ship request of the next
    all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "1Z1")}, 10);
    all.node.settle();
    all.node.push(entity::shipment,
                  {shipment_row("004418", 1, "LAMP-07", "2", "1Z2"),
                   shipment_row("004418", 2, "DESK-01", "1", "1Z2")},
                  20);
    all.node.settle();
    CHECK(all.order_lines() == "LAMP-07 5 5; DESK-01 3 1; ");
    CHECK(all.store.shop.sold.shipments().size() == 3);
    CHECK(all.node.node().letters().empty());
    for (const auto& body : all.store.shipped()) {
      CHECK(body.find(R"("items":[{)") != std::string::npos);
      CHECK(body.find(R"("items":[])") == std::string::npos);
    }
  }
}

TEST_CASE("shipment: rows of lines and packages do not double goods [SPEC 7 Shipment]") {
  shop_and_node all;
  all.node.push(entity::shipment,
                {shipment_row("004417", 1, "LAMP-07", "2", "1Z1"),
                 shipment_row("004417", 1, "LAMP-07", "2", "1Z2"),
                 shipment_row("004417", 2, "DESK-01", "1", "1Z1"),
                 shipment_row("004417", 2, "DESK-01", "1", "1Z2")},
                10);
  all.node.settle();
  CHECK(all.order_lines() == "LAMP-07 5 2; DESK-01 3 1; ");
  REQUIRE(all.store.shop.sold.shipments().size() == 1);
  CHECK(all.store.shop.sold.shipments().front().tracks.size() == 2);
}

TEST_CASE(
    "shipment: Invoiced does not release an invoice, Completed does, once a line [SPEC 7 "
    "Shipment]") {
  shop_and_node all{{"shipment_sync.trigger=invoice_release"}};
  for (const auto* status : {"Confirmed", "Invoiced"}) {
    all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "", status)}, 10);
    all.node.settle();
    CHECK(all.order_lines() == "LAMP-07 5 0; DESK-01 3 0; ");
    CHECK(all.node.ends("004417@SO SO009120").front() == "filtered invoice not released");
  }
  for (const std::uint64_t stamp : {30, 40}) {
    all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "", "Completed")},
                  stamp);
    all.node.settle();
    CHECK(all.order_lines() == "LAMP-07 5 2; DESK-01 3 0; ");
  }
  all.node.push(entity::shipment, {shipment_row("004417", 2, "DESK-01", "1", "", "Completed")}, 50);
  all.node.settle();
  CHECK(all.order_lines() == "LAMP-07 5 2; DESK-01 3 1; ");
  CHECK(all.store.shop.sold.shipments().size() == 2);  // the supplement
}

TEST_CASE(
    "shipment: a quantity that changes after it was shipped is a conflict [SPEC 7 Shipment]") {
  shop_and_node all;
  all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
  all.node.settle();
  all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "3", "")}, 20);
  all.node.settle();
  CHECK(all.order_lines() == "LAMP-07 5 2; DESK-01 3 0; ");
  CHECK(all.only_letter().starts_with("conflict: "));
}

TEST_CASE(
    "shipment: nothing of it in the order is a conflict, and no request ships it [SPEC 7 "
    "Shipment]") {
  shop_and_node all;
  all.node.push(entity::shipment, {shipment_row("004417", 1, "CHAIR-02", "2", "")}, 10);
  all.node.settle();
  CHECK(all.only_letter().starts_with("conflict: "));
  CHECK(all.store.count("POST /V1/order/") == 0);
}

TEST_CASE(
    "stock: a quantity that has a shipment in it ends at the ERP's figure [SPEC 6 Shipments]") {
  shop_and_node all;
  const auto ship = [&] {
    all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
  };
  const auto count = [&] { all.node.push(entity::inventory, {stock_row("LAMP-07", 48)}, 11); };
  SUBCASE("the shipment comes first") {
    ship();
    count();
  }
  SUBCASE("the quantity comes first") {
    count();
    all.node.settle();
    ship();
  }
  SUBCASE("a restart between them") {
    ship();
    all.node.node().restart();
    count();
  }
  SUBCASE("the store answers nothing while both wait") {
    all.store.strike(2, blow::applied_late);
    ship();
    count();
  }
  all.node.settle();
  CHECK(all.order_lines() == "LAMP-07 5 2; DESK-01 3 0; ");
  CHECK(all.in_source("LAMP-07") == 48);
}

TEST_CASE(
    "stock: the quantity is told again after a shipment, though it did not change [SPEC 6 "
    "Shipments]") {
  shop_and_node all;
  all.node.push(entity::inventory, {stock_row("LAMP-07", 48)}, 5);
  all.node.settle();
  all.store.forget();
  all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
  all.node.settle();
  all.node.node().advance(std::chrono::seconds{5});
  CHECK(all.store.count("POST /V1/inventory/source-items") == 1);
  CHECK(all.in_source("LAMP-07") == 48);
}

TEST_CASE(
    "stock: nothing waits for a shipment that is parked, nor longer than the hold [SPEC 6 "
    "Shipments]") {
  shop_and_node all;
  auto foreign = shipment_row("004417", 1, "LAMP-07", "2", "");
  foreign.replace(foreign.find("000000042"), 9, "000009999");
  all.node.push(entity::shipment, {foreign}, 10);
  all.node.push(entity::inventory, {stock_row("LAMP-07", 48)}, 11);
  all.node.node().advance(std::chrono::seconds{10});
  CHECK(all.in_source("LAMP-07") == 48);
}

TEST_CASE("order: a number that is null creates nothing and waits [SPEC 7 Order]") {
  shop_and_node all{{"order_sync.create_erp_orders=true"}};
  auto row = born_row();
  row.replace(row.find(R"("ExternalRef":"")"), 16, R"("ExternalRef":null)");
  all.node.push(entity::order, {row}, 10);
  all.node.settle();
  CHECK(all.store.shop.sold.orders().size() == 1);
  CHECK(all.node.node().stats().lane(entity::order).parked == 1);
}

TEST_CASE(
    "order: a query without the column of the number creates nothing, the letter names it [SPEC 7 "
    "Order]") {
  shop_and_node all{{"order_sync.create_erp_orders=true"}};
  auto row = born_row();
  row.erase(row.find(R"("ExternalRef":"",)"), 17);
  all.node.push(entity::order, {row}, 10);
  all.node.settle();
  CHECK(all.store.shop.sold.orders().size() == 1);
  CHECK(all.only_letter().starts_with("data: "));
  CHECK(all.only_letter().find("ExternalRef") != std::string::npos);
}

TEST_CASE("order: one that has shipped is not cancelled, the letter says why [SPEC 7 Order]") {
  shop_and_node all;
  all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
  all.node.settle();
  all.node.push(entity::order, {order_row("Canceled")}, 20);
  all.node.settle();
  CHECK(all.store.count("POST /V1/orders/1/cancel") == 0);
  CHECK(all.only_letter().starts_with("conflict: "));
  CHECK(all.only_letter().find("ship") != std::string::npos);
}

TEST_CASE(
    "customer: the same update twice is one change, and no address is lost [SPEC 7 Customer]") {
  shop_and_node all;
  scenarios().at(5).before(all.store, all.node);
  for (const std::uint64_t stamp : {10, 20}) {
    all.node.push(entity::customer, {customer_row("ada@example.test", "12 Square", "GOLD")}, stamp);
    all.node.settle();
  }
  CHECK(all.store.count("PUT /V1/customers/") == 1);
  CHECK(all.node.ends("C000902") == std::vector<std::string>{"filtered unchanged", "delivered"});
  const auto accounts = all.store.accounts();
  CHECK(accounts.find("1 Old Road") != std::string::npos);
  CHECK(accounts.find("2 Work Lane") != std::string::npos);
  CHECK(accounts.find("12 Square") != std::string::npos);
}

TEST_CASE(
    "setting entities: an entity that is off is filtered, all five [setting entities.pricing] "
    "[setting entities.inventory] [setting entities.shipment] [setting entities.customer] [setting "
    "entities.order] [SPEC 8 Switches]") {
  shop_and_node all{{"entities.pricing=off", "entities.inventory=off", "entities.shipment=off",
                     "entities.customer=off", "entities.order=off"}};
  all.node.push(entity::pricing, {R"({"InventoryID":"LAMP-07","DefaultPrice":10})"}, 1);
  all.node.push(entity::inventory, {stock_row("LAMP-07", 48)}, 1);
  all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 1);
  all.node.push(entity::customer, {customer_row("ada@example.test", "12 Square")}, 1);
  all.node.push(entity::order, {order_row("On Hold")}, 1);
  all.node.settle();
  CHECK(all.store.exchanges().empty());
  for (const auto each : all_entities) {
    INFO(to_string(each));
    CHECK(all.node.node().stats().lane(each).filtered == 1);
  }
}

}  // namespace
}  // namespace acumage::tests
