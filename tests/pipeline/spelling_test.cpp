// SKUs that the ERP and the store spell in different case, in scripts beyond Latin-1 (SPEC 7, "Spelling").
#include "tests/pipeline/shop_node.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

simulator::store_options tea_shop() {
  return {.products = {{.sku = "čaj-1", .price = 5}, {.sku = "Şişe", .price = 5}},
          .sources = {{.code = "wh_east"}}};
}

const std::vector<std::string> settings{"inventory_sync.warehouses=EAST",
                                        "[warehouse_sources] EAST = wh_east"};

TEST_CASE(
    "spelling: letter case does not count in any script, for prices and quantities [SPEC 7 "
    "Spelling]") {
  struck_shop store{tea_shop()};
  shop_node node{store, settings};
  node.push(
      entity::pricing,
      {R"({"InventoryID":"ČAJ-1","DefaultPrice":7})", R"({"InventoryID":"ŞİŞE","DefaultPrice":8})"},
      1);
  node.push(entity::inventory, {R"({"InventoryID":"ČAJ-1","WarehouseID":"EAST","QtyOnHand":3})"},
            1);
  node.settle();
  CHECK(node.ends("čaj-1").front() == "delivered");
  CHECK(node.ends("şişe").front() == "delivered");
  CHECK(*store.shop.goods.price_of("čaj-1", 0) == 7);
  CHECK(*store.shop.goods.price_of("Şişe", 0) == 8);
  CHECK(node.ends("ČAJ-1@EAST").front() == "delivered");
  const auto kept = store.shop.stock.item_of("čaj-1", "wh_east");
  REQUIRE(kept.has_value());
  CHECK(kept->quantity == 3);
}

TEST_CASE(
    "spelling: two cases of a letter are one key, so the older row does not follow the newer") {
  struck_shop store{tea_shop()};
  shop_node node{store, settings};
  node.push(entity::pricing, {R"({"InventoryID":"ČAJ-1","DefaultPrice":7})"}, 2);
  node.settle();
  node.push(entity::pricing, {R"({"InventoryID":"čaj-1","DefaultPrice":6})"}, 1);
  node.settle();
  CHECK(node.ends("čaj-1").front().starts_with("superseded"));
  CHECK(*store.shop.goods.price_of("čaj-1", 0) == 7);
}

}  // namespace
}  // namespace acumage::tests
