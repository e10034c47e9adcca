// Shipments, customers and orders through the real program, which is killed at each exchange of a conversation.
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

simulator::store_options shop_of_lamps() {
  simulator::store_options shop;
  shop.products = {{.sku = "LAMP-07", .quantity = 50}};
  shop.sources = {{.code = "wh_east"}};
  simulator::order_draft order;
  order.increment_id = "000000042";
  order.lines = {{.sku = "LAMP-07", .qty = 5, .price = 42}};
  shop.orders.push_back(order);
  return shop;
}

std::map<std::string, std::string> document_settings() {
  return {{"entities.shipment", "true"},       {"entities.customer", "true"},
          {"entities.order", "true"},          {"shipment_sync.create_invoice", "true"},
          {"customer_sync.classes", "RETAIL"}, {"order_sync.order_types", "SO"},
          {"order_statuses.On Hold", "hold"},  {"intake.assemble_window", "0.1"},
          {"delivery.settle_time", "1"},       {"delivery.backoff_base", "0.1"}};
}

const std::string shipment =
    R"({"entity":"shipment","version":10,"fields":{"ShipmentNbr":"004417","Status":"Confirmed",)"
    R"("ShipVia":"GROUND","OrderType":"SO","OrderNbr":"SO009120","ExternalRef":"000000042",)"
    R"("InventoryID":"LAMP-07","OrderLineNbr":1,"ShippedQty":2,"TrackingNbr":"1Z01"}})";
const std::string customer =
    R"({"entity":"customer","version":10,"fields":{"CustomerID":"C000902","Email":"ada@example.test",)"
    R"("CustomerName":"Ada Lovelace","CustomerClass":"RETAIL"}})";
const std::string order =
    R"({"entity":"order","version":10,"fields":{"OrderType":"SO","OrderNbr":"SO009120",)"
    R"("Status":"On Hold","ExternalRef":"000000042"}})";

std::string sold(const simulator::store& store) {
  std::string text;
  for (const auto& each : store.orders()) text += each.increment_id + " " + each.status + "\n";
  for (const auto& each : store.shipments()) {
    text += "shipment";
    for (const auto& item : each.items) text += " " + item.sku + "=" + std::to_string(item.qty);
    for (const auto& track : each.tracks) text += " " + track.number;
    text += "\n";
  }
  for (const auto& each : store.invoices())
    text += "invoice " + std::to_string(each.items.at(0).qty) + "\n";
  for (const auto& each : store.customers()) text += each.email + "\n";
  return text;
}

/// Killed while the exchange of this number is on its way: applied already, its answer dripping. Returns what the
/// store has at the end.
std::string killed_at(const std::string& change, std::uint64_t exchange, std::uint64_t& exchanges) {
  checked_store store{shop_of_lamps()};
  REQUIRE(store.start());
  node_process node{store.url(), document_settings()};
  node.start();
  simulator::fault slow;
  slow.answer = simulator::fault_answer::drip;
  slow.latency = 1s;
  slow.limit = 1;
  slow.when.skip = exchange;
  slow.when.count = 1;
  const auto before = store.count().arrived;
  if (exchange > 0) {
    --slow.when.skip;
    store.inject(slow);
  }
  REQUIRE(node.changes(change).status == 200);
  if (exchange > 0) {
    REQUIRE(store.wait_for([](const auto& seen) { return seen.faults == 1; }));
    node.kill();
    store.clear_faults();
    node.start();
  }
  REQUIRE(node.wait_until_settled());
  if (exchange == 0) exchanges = store.count().arrived - before;
  CHECK(node.stat("dead_letters/total") == 0);
  return sold(store);
}

void kill_at_each(const std::string& change) {
  std::uint64_t exchanges = 0;
  const auto clean = killed_at(change, 0, exchanges);
  REQUIRE(exchanges >= 2);
  for (std::uint64_t at = 1; at <= exchanges; ++at) {
    INFO("killed at exchange " << at << " of " << exchanges);
    CHECK(killed_at(change, at, exchanges) == clean);
  }
}

TEST_CASE(
    "killed at each exchange of a shipment, the program ships and invoices once [SPEC 7 "
    "Shipment]") {
  kill_at_each(shipment);
}

TEST_CASE("killed at each exchange of a customer, the program creates one [SPEC 7 Customer]") {
  kill_at_each(customer);
}

TEST_CASE("killed at each exchange of an order, the program holds it once [SPEC 7 Order]") {
  kill_at_each(order);
}

std::string shipment_numbered(int number) {
  auto text = shipment;
  text.replace(text.find("004417"), 6, "00441" + std::to_string(number));
  text.replace(text.find("1Z01"), 4, "1Z0" + std::to_string(number));
  text.replace(text.find(R"("ShippedQty":2)"), 14, R"("ShippedQty":1)");
  return text + "\n";
}

TEST_CASE("killed with several shipments of one order in hand, the program ships each after it") {
  checked_store store{shop_of_lamps()};
  REQUIRE(store.start());
  node_process node{store.url(), document_settings()};
  node.start();
  simulator::fault slow;
  slow.latency = 200ms;
  slow.effect = simulator::fault_effect::applied;
  store.inject(slow);
  std::string all;
  for (int i = 1; i <= 4; ++i) all += shipment_numbered(i);
  REQUIRE(node.changes(all).status == 200);
  for (int kills = 0; kills < 2; ++kills) {
    const auto before = store.count().arrived;
    REQUIRE(store.wait_for([&](const auto& seen) { return seen.arrived > before + 1; }));
    node.kill();
    node.start();
  }
  REQUIRE(node.wait_until_settled());
  CHECK(store.shipments().size() == 4);
  CHECK(store.invoices().size() == 4);
  CHECK(node.stat("dead_letters/total") == 0);
}

TEST_CASE(
    "after settings changed, a republish tells what is remembered, and ships nothing twice [SPEC 7 "
    "Memory]") {
  auto shop = shop_of_lamps();
  shop.customer_groups.push_back({2, "Wholesale"});
  checked_store store{shop};
  REQUIRE(store.start());
  node_process node{store.url(), document_settings()};
  node.start();
  REQUIRE(node.changes(shipment + "\n" + customer).status == 200);
  REQUIRE(node.wait_until_settled());
  REQUIRE(store.customers().size() == 1);
  CHECK(store.customers().front().group_id == 1);
  const auto before = sold(store);
  node.stop();
  node.set("customer_groups.RETAIL", "2");
  node.start();
  CHECK(node.command({"republish", "--all", "--dry-run"}).code == 0);
  CHECK(node.command({"republish", "--all"}).code == 0);
  REQUIRE(node.wait_until_settled());
  CHECK(store.customers().front().group_id == 2);
  CHECK(sold(store) == before);
  CHECK(node.stat("dead_letters/total") == 0);
}

}  // namespace
}  // namespace acumage::tests
