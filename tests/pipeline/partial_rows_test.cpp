// Rows of shipments that do not say everything: completed from what is known, or parked until it comes.
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::tests {
namespace {

struct shop_and_node {
  struck_shop store{sales_shop()};
  shop_node node{store, sales_settings()};
  shop_and_node() {
    for (const auto* sku : {"LAMP-07", "DESK-01"}) store.shop.set_quantity(sku, "wh_east", 50);
  }
};

TEST_CASE("shipment: a row whose order is null is completed from what is known [SPEC 7 Shipment]") {
  shop_and_node all;
  all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "", "Open")}, 10);
  all.node.settle();
  CHECK(all.node.ends("004417@SO SO009120").front() == "filtered not confirmed");
  all.node.push(
      entity::shipment,
      {R"({"ShipmentNbr":"004417","OrderType":null,"OrderNbr":null,"ExternalRef":null,)"
       R"("Status":"Confirmed","InventoryID":null,"OrderLineNbr":null,"ShippedQty":null})"},
      20);
  all.node.settle();
  REQUIRE(all.store.shop.sold.shipments().size() == 1);
  CHECK(all.store.shop.sold.shipments().front().items.front().qty == 2);
  CHECK(all.node.ends("004417").front() == "delivered");
}

TEST_CASE(
    "shipment: a row of nulls at first sight is parked, and goes on with the next [SPEC 7 "
    "Shipment]") {
  shop_and_node all;
  const std::string nulls =
      R"({"ShipmentNbr":"004417","OrderType":"SO","OrderNbr":"SO009120","ExternalRef":"000000042",)"
      R"("Status":null,"InventoryID":"LAMP-07","OrderLineNbr":1,"ShippedQty":null,"WarehouseID":"EAST",)"
      R"("TrackingNbr":"1Z01"})";
  all.node.push(entity::shipment, {nulls}, 10);
  all.node.settle();
  CHECK(all.node.node().stats().lane(entity::shipment).parked == 1);
  CHECK(all.store.exchanges().empty());
  all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "1Z01")}, 20);
  all.node.settle();
  REQUIRE(all.store.shop.sold.shipments().size() == 1);
  CHECK(all.store.shop.sold.shipments().front().tracks.size() == 1);
  CHECK(all.node.node().unsettled() == 0);
}

}  // namespace
}  // namespace acumage::tests
