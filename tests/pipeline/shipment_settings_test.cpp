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
    "setting order_sync.order_store: of two orders of a number it names one [SPEC 7 Shipment]") {
  const auto shipped_of = [](const std::vector<std::string>& more) {
    shipping_node all{sales_settings(more)};
    all.store.shop.add_order(
        {.increment_id = "000000042", .lines = {{.sku = "LAMP-07", .qty = 5}}, .store_id = 2});
    all.ship(two_lamps);
    std::vector<double> shipped;
    for (const auto& each : all.store.shop.sold.orders())
      shipped.push_back(each.items.front().qty_shipped);
    CHECK(all.node.node().letters().size() == (more.empty() ? 1U : 0U));
    return shipped;
  };
  CHECK(shipped_of({}) == std::vector<double>{0, 0});
  CHECK(shipped_of({"order_sync.order_store=1"}) == std::vector<double>{2, 0});
  CHECK(shipped_of({"order_sync.order_store=2"}) == std::vector<double>{0, 2});
}

TEST_CASE("a store with small pages gets everything all the same [SPEC 7 Spelling]") {
  shipping_node all{sales_settings()};
  all.store.shop.page_limit = 1;
  for (const auto* number : {"004417", "004418", "004419"})
    all.ship(shipment_row(number, 1, "LAMP-07", "1", number));
  CHECK(all.store.shop.sold.order_of("000000042")->items.front().qty_shipped == 3);
  CHECK(all.store.shop.sold.shipments().size() == 3);
  CHECK(all.node.node().letters().empty());
}

TEST_CASE("a bundle that ships as a whole leaves once its parts are there [SPEC 7 Lines]") {
  shipping_node all{sales_settings()};
  all.store.shop.add_product({.sku = "SET", .type = simulator::product_type::bundle_fixed});
  all.store.shop.add_order({.increment_id = "000000043",
                            .lines = {{.sku = "SET"},
                                      {.sku = "LAMP-07", .qty = 2, .parent = 0},
                                      {.sku = "DESK-01", .qty = 1, .parent = 0}}});
  all.store.shop.set_quantity("DESK-01", "wh_east", 5);
  const auto row = [](int line, const std::string& sku, const std::string& quantity) {
    return replaced(shipment_row("004420", line, sku, quantity, "1Z02"), "000000042", "000000043");
  };
  all.ship(row(1, "LAMP-07", "2"));
  CHECK(all.store.shop.sold.shipments().empty());
  CHECK(all.node.node().letters().empty());
  all.ship(row(2, "DESK-01", "1"));
  REQUIRE(all.store.shop.sold.shipments().size() == 1);
  CHECK(all.store.shop.stock.item_of("DESK-01", "wh_east")->quantity == 4);
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
