// Other stores: one without multi source inventory, and one that takes signed requests only.
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace acumage::tests {
namespace {

TEST_CASE("a store without multi source inventory gets quantities by the stock item endpoint") {
  auto shop = stock_shop(30);
  shop.multi_source = false;
  shop.sources.clear();
  stock_rig all{std::move(shop),
                {{"entities.inventory", "true"},
                 {"inventory_sync.warehouses", "EAST, WEST"},
                 {"inventory_sync.incomplete", "publish"}}};
  all.let_wait(30, "6");
  REQUIRE(all.node.push(stock_notification("w", 2, {stock_row("SKU-1001", "WEST", "5")})).status ==
          200);
  CHECK(all.node.post("/lanes/inventory/resume").status == 200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("dead_letters/total") == 0);
  CHECK(all.quantity_writes().empty());
  CHECK(all.store.quantity_of("SKU-1001") == "11");
  for (std::size_t i = 1; i < 30; ++i) CHECK(all.store.quantity_of(stock_sku(i)) == "6");
  REQUIRE(all.node.push(stock_notification("z", 3, {stock_row("SKU-1002", "EAST", "0")})).status ==
          200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.quantity_of("SKU-1002") == "0");
  const auto log = all.store.requests();
  CHECK(std::any_of(log.begin(), log.end(), [](const auto& each) {
    return each.method == "PUT" && each.path.find("/stockItems/") != std::string::npos;
  }));
}

TEST_CASE(
    "a price and a quantity reach a store that takes signed requests only [setting "
    "connection.oauth_consumer_key] [setting connection.oauth_consumer_secret] [setting "
    "connection.oauth_token] [setting connection.oauth_token_secret]") {
  checked_store store{stock_shop(2)};
  REQUIRE(store.start().ok());
  store.switch_bearer_off();
  node_process node{
      store.url(),
      stock_settings({{"connection.bearer_token", ""},
                      {"connection.oauth_consumer_key", "simulator-consumer-key"},
                      {"connection.oauth_consumer_secret", "simulator-consumer-secret"},
                      {"connection.oauth_token", "simulator-oauth-token"},
                      {"connection.oauth_token_secret", "simulator-oauth-token-secret"}})};
  node.start();
  CHECK(node.push(price_notification("p", 1, {R"({"InventoryID":"SKU-1001","DefaultPrice":9})"}))
            .status == 200);
  CHECK(node.push(stock_notification("q", 1,
                                     {stock_row("SKU-1001", "EAST", "0"),
                                      stock_row("SKU 1003&x=%C3%A4", "EAST", "2")}))
            .status == 200);  // a SKU that must be encoded in a signed query
  CHECK(node.wait_for([&] { return store.price_of("SKU-1001") == "9"; }));
  CHECK(node.wait_for([&] { return store.quantity_of("SKU-1001", "wh_one") == "0"; }));
  CHECK(node.wait_for([&] { return node.stat("lanes/inventory/parked") == 1; }));
  for (const auto& each : store.requests()) CHECK(each.status == 200);
  CHECK(node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
