// What is remembered of finished documents is removed, and what comes after that does nothing twice (SPEC 7).
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t day_us = 86'400'000'000;

struct forgetful_node {
  struck_shop store{sales_shop()};
  shop_node node{store, sales_settings({"history.retention_days=1"})};
  std::uint64_t stamp = 0;

  forgetful_node() { store.shop.set_quantity("LAMP-07", "wh_east", 50); }

  void tell(entity which, const std::string& row) {
    node.push(which, {row}, ++stamp);
    node.settle();
  }
  std::size_t known(entity which) {
    const auto page = node.node().ledger().documents(which, "", 100);
    REQUIRE(page.ok());
    return page->documents.size();
  }
  /// As if what is known had last changed so long ago, and a minute or two had passed.
  void age(entity which, std::int64_t by_us) {
    auto& ledger = node.node().ledger();
    const auto page = ledger.documents(which, "", 100);
    REQUIRE(page.ok());
    storage::document_news old;
    for (const auto& each : page->documents) old.documents.push_back(&each);
    old.at_us = node.node().now_us() - by_us;
    REQUIRE(ledger.keep_documents(which, old).ok());
    node.node().advance(130s);
  }
};

const std::string key = "004417@SO SO009120";

TEST_CASE(
    "memory: a shipment that is shipped and invoiced is forgotten after a while [SPEC 7 Memory]") {
  forgetful_node all;
  const auto row = shipment_row("004417", 1, "LAMP-07", "2", "1Z01", "Completed");
  all.tell(entity::shipment, row);
  CHECK(all.known(entity::shipment) == 1);
  all.age(entity::shipment, day_us / 2);
  CHECK(all.known(entity::shipment) == 1);
  all.age(entity::shipment, 2 * day_us);
  CHECK(all.known(entity::shipment) == 0);
  CHECK_FALSE(all.node.node().ledger().mark_of(entity::shipment, key)->has_value());
  CHECK_FALSE(all.node.node().ledger().link_of("order of shipment", "004417")->has_value());
  // The store's marker is the memory now.
  all.tell(entity::shipment, row);
  CHECK(all.store.shop.sold.shipments().size() == 1);
  CHECK(all.node.ends(key).front() == "delivered");
}

TEST_CASE("memory: what is not finished stays, however old [SPEC 7 Memory]") {
  forgetful_node all;
  all.tell(entity::shipment, shipment_row("004417", 1, "LAMP-07", "2", "1Z01", "Open"));
  all.tell(entity::order, order_row("Shipping"));
  all.tell(entity::customer, customer_row("ada@example.com", "12 St James Square"));
  for (const auto which : {entity::shipment, entity::order, entity::customer}) {
    all.age(which, 40 * day_us);
    CHECK(all.known(which) == 1);
  }
}

TEST_CASE("memory: canceled documents, and those of no use to the store, are forgotten") {
  forgetful_node all;
  all.tell(entity::shipment, shipment_row("004417", 1, "LAMP-07", "2", "1Z01", "Canceled"));
  all.tell(entity::order, R"({"OrderType":"QT","OrderNbr":"1","Status":"Open","ExternalRef":"7"})");
  for (const auto which : {entity::shipment, entity::order}) {
    CHECK(all.known(which) == 1);
    all.age(which, 2 * day_us);
    CHECK(all.known(which) == 0);
  }
}

}  // namespace
}  // namespace acumage::tests
