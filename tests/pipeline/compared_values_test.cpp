// What the node has of a key, beside what the store has: each class planted, by a real node and a real store.
#include "actors/held_values.hpp"
#include "node/options.hpp"
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using policy::sync_class;

std::string price_row(const std::string& sku, const std::string& columns) {
  return R"({"InventoryID":")" + sku + R"(",)" + columns + "}";
}

std::string stock_row(const std::string& warehouse, int on_hand) {
  return R"({"InventoryID":"LAMP-07","WarehouseID":")" + warehouse + R"(","QtyOnHand":)" +
         std::to_string(on_hand) + "}";
}

/// A node and its store, and the eyes on both.
struct compared_node {
  explicit compared_node(const std::vector<std::string>& settings = sales_settings())
      : with{settings_of(settings)},
        node{store, settings},
        way{store.connect()},
        present{*way, limits, {}} {
    for (const auto* source : {"default", "wh_east", "wh_west"})
      store.shop.set_quantity("LAMP-07", source, 50);
  }
  void tell(entity which, const std::string& row) {
    node.push(which, {row}, ++stamp);
    node.settle();
  }
  actors::held_values held() {
    const actors::held_rules rules{.prices = node::price_options_of(with),
                                   .stock = node::inventory_options_of(with),
                                   .shipments = node::shipment_options_of(with),
                                   .orders = node::order_options_of(with)};
    return {node.node().shared(), rules, [this](entity which, const waiting_query& ask) {
              return result<waiting_rows>{node.node().waiting(ask, which)};
            }};
  }
  actors::held_value held(entity which, const std::string& key) {
    const std::vector<std::string> keys{key};
    auto all = held().of(which, keys, std::chrono::steady_clock::now());
    REQUIRE(all.ok());
    return all->front();
  }
  policy::compared values(entity which, const std::string& key) {
    const auto has = held(which, key);
    const std::vector<magento::present_question> asked{actors::question_of(has)};
    const auto page = present.of(which, asked);
    REQUIRE_FALSE(page.outage.has_value());
    return actors::compared_of(which, has, page.values.front());
  }
  /// Without an ERP.
  std::string of(entity which, const std::string& key) {
    return std::string{policy::to_string(policy::compare(values(which, key)).what)};
  }
  /// With this value in the ERP; empty: absent there.
  std::string of(entity which, const std::string& key, std::optional<std::string> erp) {
    auto all = values(which, key);
    all.erp_asked = true;
    all.erp = std::move(erp);
    return std::string{policy::to_string(policy::compare(all).what)};
  }

  settings::settings with;
  struck_shop store{sales_shop()};
  shop_node node;
  std::uint64_t stamp = 0;
  std::unique_ptr<magento::transport> way;
  magento::page_limits limits;
  magento::present_values present;
};

TEST_CASE("compared prices: agree, edited in the store, lost, unknown, and absent in the ERP") {
  compared_node all;
  all.tell(entity::pricing, price_row("LAMP-07", R"("DefaultPrice":42.5)"));
  CHECK(all.of(entity::pricing, "LAMP-07") == "agree");
  CHECK(all.of(entity::pricing, "lamp-07", "42.500") == "agree");
  CHECK(all.of(entity::pricing, "LAMP-07", "43") == "lost_push");
  CHECK(all.of(entity::pricing, "LAMP-07", std::nullopt) == "absent_in_erp");
  all.store.shop.goods.set_price("LAMP-07", 0, 99);
  CHECK(all.of(entity::pricing, "LAMP-07") == "store_edited");
  CHECK(all.of(entity::pricing, "LAMP-07", "42.5") == "store_edited");
  CHECK(all.of(entity::pricing, "LAMP-07", "43") == "both");
  CHECK(all.of(entity::pricing, "LAMP-07", "99") == "lost_push");
  all.tell(entity::pricing, price_row("NOPE", R"("DefaultPrice":1)"));
  CHECK(all.of(entity::pricing, "NOPE") == "unknown_in_store");
  CHECK(all.held(entity::pricing, "NOPE").parked);
  CHECK_FALSE(all.held(entity::pricing, "NEVER").is_known());
}

TEST_CASE("compared prices: what waits is in flight, with its newest value") {
  compared_node all;
  all.tell(entity::pricing, price_row("LAMP-07", R"("DefaultPrice":42)"));
  all.node.node().set_sending(entity::pricing, false);
  all.node.push(entity::pricing, {price_row("LAMP-07", R"("DefaultPrice":43)")}, 100);
  all.node.node().run();
  const auto held = all.held(entity::pricing, "lamp-07");
  CHECK(held.waits == "43");
  CHECK(held.remembered == "43");
  CHECK(held.delivered == "42");
  CHECK_FALSE(held.parked);
  CHECK(all.of(entity::pricing, "LAMP-07") == "in_flight");
  CHECK(all.of(entity::pricing, "LAMP-07", "43") == "in_flight");
  CHECK(all.of(entity::pricing, "LAMP-07", "44") == "both");
}

TEST_CASE("compared prices: an open dead letter is named, a word in no table is not mapped") {
  compared_node all;
  all.tell(entity::pricing, price_row("LAMP-07", R"("DefaultPrice":42)"));
  all.tell(entity::pricing, price_row("LAMP-07", R"("DefaultPrice":-1)"));
  const auto letters = all.node.node().letters();
  REQUIRE(letters.size() == 1);
  CHECK(all.held(entity::pricing, "lamp-07").dead_letter == letters.front().id);
  CHECK(all.of(entity::pricing, "LAMP-07", "-1") == "dead_letter");
  CHECK(all.of(entity::pricing, "LAMP-07", "42") == "agree");
  all.tell(entity::pricing, price_row("DESK-01", R"("DefaultPrice":3,"ItemStatus":"Whatever")"));
  const auto held = all.held(entity::pricing, "DESK-01");
  CHECK(held.not_mapped);
  CHECK(held.words.find("Whatever") != std::string::npos);
  CHECK(all.of(entity::pricing, "DESK-01") == "not_mapped");
}

TEST_CASE("compared prices: an item that is not sold has nothing to publish, and says why") {
  compared_node all;
  all.tell(entity::pricing, price_row("LAMP-07", R"("DefaultPrice":3,"ItemStatus":"Inactive")"));
  const auto held = all.held(entity::pricing, "LAMP-07");
  CHECK_FALSE(held.is_known());
  CHECK(held.words == "inactive item");
}

TEST_CASE("compared quantities: a source's sum, edited in the store, and letters of its cells") {
  compared_node all;
  all.tell(entity::inventory, stock_row("EAST", 60));
  CHECK(all.of(entity::inventory, "LAMP-07@wh_east") == "agree");
  CHECK(all.of(entity::inventory, "lamp-07@WH_EAST", "60.0000") == "agree");
  CHECK(all.of(entity::inventory, "LAMP-07@wh_east", "61") == "lost_push");
  all.store.shop.set_quantity("LAMP-07", "wh_east", 7);
  CHECK(all.of(entity::inventory, "LAMP-07@wh_east") == "store_edited");
  all.tell(entity::inventory,
           R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":"abc"})");
  const auto letters = all.node.node().letters();
  REQUIRE(letters.size() == 1);
  CHECK(all.held(entity::inventory, "LAMP-07@wh_east").dead_letter == letters.front().id);
  CHECK(all.held(entity::inventory, "LAMP-07@wh_west").dead_letter == 0);
  CHECK_FALSE(all.held(entity::inventory, "LAMP-07").is_known());
}

TEST_CASE(
    "compared orders: by status, with what a call leads to and what the node leaves as it is") {
  compared_node all;
  const std::string key = "SO SO009120";
  all.tell(entity::order, order_row("Open"));
  CHECK(all.of(entity::order, key) == "agree");
  CHECK(all.held(entity::order, key).order == "000000042");
  CHECK(all.of(entity::order, key, "holded") == "lost_push");
  all.tell(entity::order, order_row("On Hold"));
  CHECK(all.of(entity::order, key) == "agree");
  CHECK(all.of(entity::order, key, "holded") == "agree");
  all.tell(entity::order, order_row("Released"));
  CHECK(all.of(entity::order, key) == "agree");
  // Told as a comment: the status belongs to another state.
  all.tell(entity::order, order_row("Shipping"));
  CHECK(all.of(entity::order, key) == "agree");
  all.tell(entity::order, order_row("Nobody knows"));
  CHECK(all.of(entity::order, key) == "not_mapped");
}

TEST_CASE("compared orders: one that the store does not have, and one without a number") {
  compared_node all;
  all.tell(entity::order, order_row("Open", "000000099"));
  CHECK(all.of(entity::order, "SO SO009120") == "unknown_in_store");
  compared_node other;
  other.tell(entity::order, R"({"OrderType":"SO","OrderNbr":"SO009120","Status":"Open",)"
                            R"("ExternalRef":null})");
  const auto held = other.held(entity::order, "SO SO009120");
  CHECK_FALSE(held.is_known());
  CHECK(held.words == "no store order number known yet");
}

TEST_CASE("compared shipments: by the lines under the marker") {
  compared_node all;
  const std::string key = "004417@SO SO009120";
  all.tell(entity::shipment, shipment_row("004417", 1, "LAMP-07", "2", "1Z01"));
  const auto held = all.held(entity::shipment, key);
  CHECK(held.remembered == "LAMP-07=2");
  CHECK(held.delivered == "LAMP-07=2");
  CHECK(all.of(entity::shipment, key) == "agree");
  CHECK(all.of(entity::shipment, key, "lamp-07=2") == "agree");
  CHECK(all.of(entity::shipment, key, "LAMP-07=3") == "lost_push");
}

TEST_CASE("compared values: keys page by page, and none before the lane has taken in what came") {
  compared_node all;
  all.tell(entity::inventory, stock_row("EAST", 60));
  all.tell(entity::inventory, stock_row("WEST", 5));
  for (const auto* sku : {"A", "B", "C"})
    all.tell(entity::pricing, price_row(sku, R"("DefaultPrice":1)"));
  const auto stock = all.held().keys(entity::inventory, {}, 10);
  REQUIRE(stock.ok());
  CHECK(stock->keys == std::vector<std::string>{"LAMP-07@wh_east", "LAMP-07@wh_west"});
  CHECK(stock->next.empty());
  std::vector<std::string> prices;
  std::string cursor;
  do {
    const auto page = all.held().keys(entity::pricing, cursor, 2);
    REQUIRE(page.ok());
    prices.insert(prices.end(), page->keys.begin(), page->keys.end());
    cursor = page->next;
  } while (!cursor.empty());
  CHECK(prices == std::vector<std::string>{"A", "B", "C"});
  change entry;
  entry.entity = entity::pricing;
  entry.key = "A";
  entry.kind = change_kind::republish;
  const auto head = all.node.node().ledger().append_own({entry});
  REQUIRE(head.ok());
  CHECK(all.held().of(entity::pricing, prices, std::chrono::steady_clock::now()).problem().code ==
        errc::unavailable);
  all.node.node().graph().entries_added(entity::pricing, *head, 1);
  all.node.settle();
  CHECK(all.held().of(entity::pricing, prices, std::chrono::steady_clock::now()).ok());
}

}  // namespace
}  // namespace acumage::tests
