// Words of the ERP, from the row to the store, and what becomes of one that no table has (SPEC 5).
#include "node/conditions.hpp"
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

struct listening_node {
  struck_shop store{sales_shop()};
  shop_node node;
  std::vector<std::string> settings;
  std::uint64_t stamp = 0;

  explicit listening_node(std::vector<std::string> with = sales_settings())
      : node{store, with}, settings{std::move(with)} {
    for (const auto* source : {"default", "wh_east", "wh_west"})
      store.shop.set_quantity("LAMP-07", source, 50);
  }
  void ship(const std::string& status) {
    node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "1Z01", status)},
              ++stamp);
    node.settle();
  }
  void price(const std::string& status, const std::string& price) {
    node.push(entity::pricing,
              {R"({"InventoryID":"LAMP-07","DefaultPrice":)" + price + R"(,"ItemStatus":")" +
               status + "\"}"},
              ++stamp);
    node.settle();
  }
  std::size_t shipped() const { return store.shop.sold.shipments().size(); }
  std::string unmapped() {
    std::string all;
    for (const auto& each : node.node().stats().unmapped.list())
      all += each.kind + " " + each.value + " " + each.example + "; ";
    return all;
  }
  bool alerts(entity lane) {
    const auto wrong = node::lasting_conditions(settings_of(settings), node.node().stats(), {});
    return std::any_of(wrong.begin(), wrong.end(), [&](const condition& each) {
      return each.cause == alert_cause::unknown_word && each.lane == lane;
    });
  }
};

TEST_CASE(
    "words: every status that counts as confirmed ships, by text and by code [SPEC 5 Words]") {
  for (const auto* status : {"Confirmed", "F", "Partially Invoiced", "Y", "I", "Receipted", "C"}) {
    CAPTURE(status);
    listening_node all;
    all.ship(status);
    CHECK(all.shipped() == 1);
  }
}

TEST_CASE(
    "words: Confirmed followed by Partially Invoiced within the window ships [SPEC 5 Words]") {
  listening_node all;
  for (const auto* status : {"Confirmed", "Partially Invoiced"})
    all.node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "1Z01", status)},
                  ++all.stamp);
  all.node.settle();
  CHECK(all.shipped() == 1);
}

TEST_CASE(
    "words: an unknown status parks, is listed, alerts, and ends with a known one [SPEC 5 Words]") {
  listening_node all;
  all.ship("Handed Over");
  CHECK(all.shipped() == 0);
  CHECK(all.node.node().unsettled() == 1);
  const auto rows = all.node.node().waiting().rows;
  CHECK(all.unmapped() == "shipment_status Handed Over 004417@SO SO009120; ");
  CHECK(all.alerts(entity::shipment));
  CHECK_FALSE(all.alerts(entity::pricing));
  all.ship("Confirmed");
  CHECK(all.shipped() == 1);
  CHECK(all.node.node().unsettled() == 0);
  CHECK_FALSE(all.alerts(entity::shipment));
  CHECK(all.node.node().balanced());
}

TEST_CASE(
    "words: settings teach a word, and may give one another meaning [setting shipment_statuses]") {
  listening_node all{sales_settings(
      {"[shipment_statuses] Handed Over = confirmed", "[shipment_statuses] Invoiced = open"})};
  all.ship("Invoiced");
  CHECK(all.shipped() == 0);
  CHECK(all.node.ends("004417@SO SO009120").front() == "filtered not confirmed");
  all.ship("handed over");
  CHECK(all.shipped() == 1);
}

TEST_CASE(
    "words: settings teach types and operations [setting shipment_types] [setting "
    "shipment_operations]") {
  const auto german = [](std::vector<std::string> more) {
    listening_node all{sales_settings(std::move(more))};
    auto row = shipment_row("004417", 1, "LAMP-07", "2", "1Z01");
    row.insert(1, R"("Type":"Lieferung","Operation":"Ausgabe",)");
    all.node.push(entity::shipment, {row}, 1);
    all.node.settle();
    return all.shipped();
  };
  CHECK(german({}) == 0);
  CHECK(german({"[shipment_types] Lieferung = shipment",
                "[shipment_operations] Ausgabe = issue"}) == 1);
}

TEST_CASE(
    "words: a price of an item with an unknown status parks until a row has a known one [SPEC 5 "
    "Words]") {
  listening_node all;
  all.price("Phasing Out", "55");
  CHECK(all.unmapped() == "item_status Phasing Out LAMP-07; ");
  CHECK(all.alerts(entity::pricing));
  CHECK(*all.store.shop.goods.price_of("LAMP-07", 0) == 42);
  all.price("No Purchases", "55");
  CHECK(*all.store.shop.goods.price_of("LAMP-07", 0) == 55);
  CHECK(all.node.node().unsettled() == 0);
}

TEST_CASE("words: settings teach the status of an item [setting item_statuses]") {
  listening_node all{sales_settings({"[item_statuses] Phasing Out = sold"})};
  all.price("PHASING OUT", "55");
  CHECK(*all.store.shop.goods.price_of("LAMP-07", 0) == 55);
  all.price("NS", "60");
  CHECK(all.node.ends("LAMP-07").front() == "filtered inactive item");
}

TEST_CASE(
    "words: parked for longer than park_limit it is a dead letter `unmapped` [SPEC 5 Words]") {
  listening_node all{sales_settings({"delivery.park_limit=1200", "delivery.park_interval=60"})};
  all.price("Phasing Out", "55");
  all.ship("Handed Over");
  CHECK(all.node.node().letters().empty());
  all.node.node().advance(1300s);
  const auto letters = all.node.node().letters();
  REQUIRE(letters.size() == 2);
  for (const auto& each : letters) {
    CHECK(each.reason == letter_class::unmapped);
    CHECK(each.error.starts_with("unknown_word: "));
    CHECK(each.request.empty());
  }
  CHECK_FALSE(all.alerts(entity::pricing));
  all.node.node().replay();
  all.node.settle();
  CHECK(all.node.node().unsettled() == 2);  // the word is as unknown as it was
}

}  // namespace
}  // namespace acumage::tests
