// Promises where two things meet: parts of an order, stock and shipments, a restart, the store's own doings.
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace acumage::tests {
namespace {

using strike = std::optional<std::pair<std::size_t, blow>>;

struct busy_node {
  struck_shop store{sales_shop()};
  shop_node node;

  explicit busy_node(const std::vector<std::string>& more = {})
      : node{store, sales_settings(more)} {
    for (const auto* sku : {"LAMP-07", "DESK-01"}) store.shop.set_quantity(sku, "wh_east", 50);
  }
  /// "ordered/shipped/invoiced" of each line.
  std::string order_lines() const {
    const auto piece = [](double quantity) { return std::to_string(static_cast<int>(quantity)); };
    std::string text;
    const auto order = store.shop.sold.order_of("000000042");
    for (const auto& item : order->items)
      text += item.sku + " " + piece(item.qty_ordered) + "/" + piece(item.qty_shipped) + "/" +
              piece(item.qty_invoiced) + "; ";
    return text;
  }
  int lamps() const {
    return static_cast<int>(store.shop.stock.item_of("LAMP-07", "wh_east")->quantity);
  }
  std::string letters() {
    std::string all;
    for (const auto& each : node.node().letters())
      all += std::string{to_string(each.reason)} + "; ";
    return all;
  }
  void ship(const std::string& row, std::uint64_t stamp) {
    node.push(entity::shipment, {row}, stamp);
  }
  void count(int on_hand, std::uint64_t stamp) {
    node.push(entity::inventory,
              {R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":)" +
               std::to_string(on_hand) + "}"},
              stamp);
  }
};

bool has_items(const std::string& body) {
  return body.find(R"("items":[{)") != std::string::npos &&
         body.find(R"("items":[])") == std::string::npos;
}

/// Three parts, the last one first; the exchanges that the second one took.
std::size_t ship_three(const strike& struck) {
  busy_node all;
  all.ship(shipment_row("004419", 1, "LAMP-07", "1", "1Z3"), 30);
  all.node.settle();
  all.store.forget();
  if (struck) all.store.strike(struck->first, struck->second);
  all.ship(shipment_row("004417", 1, "LAMP-07", "2", "1Z1"), 10);
  all.node.settle();
  const auto took = all.store.exchanges().size();
  all.node.push(entity::shipment,
                {shipment_row("004418", 1, "LAMP-07", "2", "1Z2"),
                 shipment_row("004418", 2, "DESK-01", "1", "1Z2")},
                20);
  all.node.settle();
  CHECK(all.order_lines() == "LAMP-07 5/5/5; DESK-01 3/1/1; ");
  CHECK(all.store.shop.sold.shipments().size() == 3);
  CHECK(all.store.shop.sold.invoices().size() == 3);
  CHECK(all.letters().empty());
  CHECK(std::all_of(all.store.shipped().begin(), all.store.shipped().end(), has_items));
  CHECK(std::all_of(all.store.invoiced().begin(), all.store.invoiced().end(), has_items));
  return took;
}

TEST_CASE(
    "shipment: three parts with their invoices, out of order, whatever befalls the second [SPEC 7 "
    "Shipment]") {
  const auto exchanges = ship_three(std::nullopt);
  REQUIRE(exchanges >= 4);
  for (std::size_t at = 0; at < exchanges; ++at)
    for (const auto how : all_blows) {
      INFO("exchange " << at << ": " << to_string(how));
      ship_three(std::pair{at, how});
    }
}

enum class first : std::uint8_t { shipment, quantity, together };

/// The ERP counts 48 with the shipment in it; the exchanges that it took.
std::size_t ship_and_count(first which, const strike& struck) {
  busy_node all;
  all.store.forget();
  if (struck) all.store.strike(struck->first, struck->second);
  const auto row = shipment_row("004417", 1, "LAMP-07", "2", "");
  if (which == first::quantity) all.count(48, 11);
  if (which == first::quantity) all.node.settle();
  all.ship(row, 10);
  if (which == first::shipment) all.node.settle();
  if (which != first::quantity) all.count(48, 11);
  all.node.settle();
  all.node.node().advance(std::chrono::minutes{3});  // what is told again after the shipment
  CHECK(all.order_lines() == "LAMP-07 5/2/2; DESK-01 3/0/0; ");
  CHECK(all.lamps() == 48);
  CHECK(all.letters().empty());
  CHECK(all.node.node().unsettled() == 0);
  return all.store.exchanges().size();
}

void meet_in_the_order(first which) {
  const auto exchanges = ship_and_count(which, std::nullopt);
  REQUIRE(exchanges >= 4);
  for (std::size_t at = 0; at < exchanges; ++at)
    for (const auto how : all_blows) {
      INFO("exchange " << at << ": " << to_string(how));
      ship_and_count(which, std::pair{at, how});
    }
}

TEST_CASE(
    "stock: it ends at the ERP's figure when the shipment comes first, whatever goes wrong [SPEC 6 "
    "Shipments]") {
  meet_in_the_order(first::shipment);
}

TEST_CASE(
    "stock: it ends at the ERP's figure when the quantity comes first, whatever goes wrong [SPEC 6 "
    "Shipments]") {
  meet_in_the_order(first::quantity);
}

TEST_CASE(
    "stock: it ends at the ERP's figure when both come together, whatever goes wrong [SPEC 6 "
    "Shipments]") {
  meet_in_the_order(first::together);
}

TEST_CASE("stock: a quantity that has a shipment in it waits for it [SPEC 6 Shipments]") {
  busy_node all;
  all.store.forget();
  all.ship(shipment_row("004417", 1, "LAMP-07", "2", ""), 10);
  all.count(48, 11);
  all.node.settle();
  const auto& said = all.store.exchanges();
  const auto shipped = std::find(said.begin(), said.end(), "POST /V1/order/1/ship");
  REQUIRE(shipped != said.end());
  const std::string told = "POST /V1/inventory/source-items";
  CHECK(std::find(said.begin(), shipped, told) == shipped);
  CHECK(std::find(shipped, said.end(), told) != said.end());
}

TEST_CASE(
    "stock: a parked shipment whose order comes ships, and the ERP's figure stands [SPEC 6 "
    "Shipments]") {
  busy_node all;
  auto row = shipment_row("004417", 1, "LAMP-07", "2", "");
  row.replace(row.find("000000042"), 9, "000000043");
  all.ship(row, 10);
  all.count(48, 11);
  all.node.settle();
  CHECK(all.lamps() == 48);
  CHECK(all.node.node().stats().lane(entity::shipment).parked == 1);
  simulator::order_draft order;
  order.increment_id = "000000043";
  order.lines = {{.sku = "LAMP-07", .qty = 2, .price = 42}};
  all.store.shop.add_order(order);
  all.node.node().advance(std::chrono::minutes{12});
  CHECK(all.store.shop.sold.shipments().size() == 1);
  CHECK(all.node.node().unsettled() == 0);
  CHECK(all.lamps() == 48);
}

TEST_CASE(
    "shipment: fewer pieces after it was shipped are a conflict, after a restart, too [SPEC 7 "
    "Shipment]") {
  busy_node all;
  all.ship(shipment_row("004417", 1, "LAMP-07", "2", ""), 10);
  all.node.settle();
  all.node.node().restart();
  all.ship(shipment_row("004417", 1, "LAMP-07", "1", ""), 20);
  all.node.settle();
  CHECK(all.order_lines() == "LAMP-07 5/2/2; DESK-01 3/0/0; ");
  CHECK(all.letters() == "conflict; ");
}

TEST_CASE(
    "order: a number that comes after a null is told its status, and none is created [SPEC 7 "
    "Order]") {
  busy_node all{{"order_sync.create_erp_orders=true"}};
  auto row = order_row("On Hold");
  row.replace(row.find(R"("000000042")"), 11, "null");
  all.node.push(entity::order, {row}, 10);
  all.node.settle();
  CHECK(all.store.count("POST ") == 0);
  all.node.push(entity::order, {order_row("On Hold")}, 20);
  all.node.settle();
  CHECK(all.store.shop.sold.orders().size() == 1);
  CHECK(all.store.shop.sold.order_of("000000042")->status == "holded");
  CHECK(all.node.node().unsettled() == 0);
}

TEST_CASE(
    "customer: the same update after a restart changes nothing in the store [SPEC 7 Customer]") {
  busy_node all;
  scenarios().at(5).before(all.store, all.node);
  const auto row = customer_row("ada@example.test", "12 Square", "GOLD");
  all.node.push(entity::customer, {row}, 10);
  all.node.settle();
  const auto before = all.store.accounts();
  all.node.node().restart();
  all.node.push(entity::customer, {row}, 20);
  all.node.settle();
  CHECK(all.store.accounts() == before);
  CHECK(all.store.count("PUT /V1/customers/") == 1);
  CHECK(all.store.shop.accounts.list().front().addresses.size() == 3);
}

}  // namespace
}  // namespace acumage::tests
