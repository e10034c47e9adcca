// What the settings of shipments make of a document, from the settings file to the store.
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace acumage::tests {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

struct shipping_node {
  struck_shop store{sales_shop()};
  shop_node node;
  std::uint64_t stamp = 0;

  explicit shipping_node(const std::vector<std::string>& settings) : node{store, settings} {
    for (const auto* source : {"default", "wh_east", "wh_west"})
      store.shop.set_quantity("LAMP-07", source, 50);
  }
  void ship(const std::string& row) {
    node.push(entity::shipment, {row}, ++stamp);
    node.settle();
  }
  /// "carrier title" of the only track of the only shipment.
  std::string track() const {
    const auto shipments = store.shop.sold.shipments();
    REQUIRE(shipments.size() == 1);
    REQUIRE(shipments.front().tracks.size() == 1);
    const auto& one = shipments.front().tracks.front();
    return one.carrier_code + " " + one.title;
  }
  std::string source() const {
    const auto shipments = store.shop.sold.shipments();
    REQUIRE(shipments.size() == 1);
    return shipments.front().source_code;
  }
  std::string unmapped() {
    std::string all;
    for (const auto& each : node.node().stats().unmapped.list())
      all += each.kind + " " + each.value + " " + std::to_string(each.count) + "; ";
    return all;
  }
};

const std::string two_lamps = shipment_row("004417", 1, "LAMP-07", "2", "1Z01");

TEST_CASE(
    "setting shipment_sync.trigger: each status has its turn, and ships once [SPEC 7 Shipment]") {
  const auto shipped_after = [](const std::string& trigger) {
    shipping_node all{sales_settings({"shipment_sync.trigger=" + trigger})};
    std::string counts;
    for (const auto* status : {"Open", "Confirmed", "Invoiced", "Completed", "Completed"}) {
      all.ship(shipment_row("004417", 1, "LAMP-07", "2", "1Z01", status));
      counts += std::to_string(all.store.shop.sold.shipments().size()) + " ";
    }
    CHECK(all.store.shop.sold.order_of("000000042")->items.front().qty_shipped == 2);
    return counts;
  };
  CHECK(shipped_after("confirmation") == "0 1 1 1 1 ");
  CHECK(shipped_after("invoice_release") == "0 0 0 1 1 ");
}

TEST_CASE(
    "setting shipment_sync.notify_customer: the store is asked to mail, or not [SPEC 7 Shipment]") {
  const auto asked = [](const std::string& notify) {
    shipping_node all{sales_settings({"shipment_sync.notify_customer=" + notify})};
    all.ship(two_lamps);
    REQUIRE(all.store.shipped().size() == 1);
    const auto& body = all.store.shipped().front();
    return body.find(R"("notify":true)") != std::string::npos;
  };
  CHECK(asked("true"));
  CHECK_FALSE(asked("false"));
}

TEST_CASE(
    "setting shipment_sync.create_invoice: what was shipped is invoiced, or nothing [SPEC 7 "
    "Shipment]") {
  const auto invoiced = [](const std::string& create) {
    shipping_node all{sales_settings({"shipment_sync.create_invoice=" + create})};
    all.ship(two_lamps);
    return all.store.shop.sold.order_of("000000042")->items.front().qty_invoiced;
  };
  CHECK(invoiced("true") == 2);
  CHECK(invoiced("false") == 0);
}

TEST_CASE("setting ship_via: what is mapped has its carrier and title [SPEC 7 Shipment]") {
  shipping_node all{sales_settings()};
  all.ship(two_lamps);
  CHECK(all.track() == "ups UPS Ground");
  CHECK(all.unmapped().empty());
}

TEST_CASE(
    "setting ship_via: what is not mapped is custom with its own title, and listed [SPEC 7 "
    "Shipment]") {
  shipping_node all{sales_settings()};
  all.ship(replaced(two_lamps, "GROUND", "PIGEON"));
  CHECK(all.track() == "custom PIGEON");
  CHECK(all.unmapped() == "ship_via PIGEON 1; ");
  CHECK(std::any_of(all.node.log().begin(), all.node.log().end(), [](const log_line& line) {
    return line.level == log_level::warn && !line.fields.empty() &&
           line.fields.front().second == "PIGEON";
  }));
}

std::string dropped() {
  return replaced(two_lamps, R"("Type":"Shipment")", R"("Type":"Drop-Shipment")");
}

TEST_CASE(
    "setting dropship.ship_via: every drop shipment has it, whatever the row says [SPEC 7 "
    "Shipment]") {
  shipping_node all{sales_settings({"dropship.ship_via=GROUND"})};
  all.ship(replaced(dropped(), "GROUND", "PIGEON"));
  CHECK(all.track() == "ups UPS Ground");
}

TEST_CASE("setting dropship.ship_via: without it a drop shipment is a letter [SPEC 7 Shipment]") {
  shipping_node all{sales_settings()};
  all.ship(dropped());
  const auto letters = all.node.node().letters();
  REQUIRE(letters.size() == 1);
  CHECK(letters.front().reason == letter_class::unmapped);
  CHECK(letters.front().error.find("dropship.ship_via") != std::string::npos);
  CHECK(all.store.exchanges().empty());
}

TEST_CASE(
    "setting warehouse_sources: goods leave the source of their warehouse [SPEC 7 Shipment]") {
  shipping_node mapped{sales_settings()};
  mapped.ship(replaced(two_lamps, "EAST", "WEST"));
  CHECK(mapped.source() == "wh_west");
  CHECK(mapped.store.shop.stock.item_of("LAMP-07", "wh_west")->quantity == 48);
  shipping_node without{{"[ship_via] GROUND = ups, UPS Ground"}};
  without.ship(two_lamps);
  CHECK(without.source() == "default");
}

TEST_CASE(
    "setting warehouse_sources: a warehouse that is not in it is a letter [SPEC 7 Shipment]") {
  shipping_node all{sales_settings()};
  all.ship(replaced(two_lamps, "EAST", "NORTH"));
  const auto letters = all.node.node().letters();
  REQUIRE(letters.size() == 1);
  CHECK(letters.front().reason == letter_class::unmapped);
  CHECK(all.unmapped() == "warehouse NORTH 1; ");
  CHECK(all.store.exchanges().empty());
}

TEST_CASE(
    "setting order_sync.order_number_field: shipments find their order by it [SPEC 7 Shipment]") {
  shipping_node all{sales_settings({"order_sync.order_number_field=Web Order"})};
  auto row = replaced(two_lamps, R"("ExternalRef":"000000042")",
                      R"("ExternalRef":"none of the shop's","Web Order":"000000042")");
  all.ship(row);
  CHECK(all.store.shop.sold.order_of("000000042")->items.front().qty_shipped == 2);
  CHECK(all.node.node().letters().empty());
}

}  // namespace
}  // namespace acumage::tests
