// The legacy stock endpoints, and how they and the source "default" are two views of one thing.
#include "../fixture.hpp"

namespace acumage::simulator {
namespace {

const std::string stock_item_of_a = "/rest/V1/products/A-1/stockItems/1";

TEST_CASE("stockItems: a save is mirrored to the source default, and the other way round") {
  shop_under_test at;
  CHECK(at.put(stock_item_of_a, R"({"stockItem":{"qty":5,"is_in_stock":true}})").body == "1");
  const auto item = at.shop.item_of("A-1", "default");
  REQUIRE(item);
  CHECK(item->quantity == 5);
  CHECK(item->status == 1);
  CHECK(at.send_item("A-1", "default", "8", "0").status == 200);
  CHECK(at.get("/rest/V1/stockItems/a-1?fields=item_id,qty,is_in_stock").body ==
        R"({"item_id":1,"qty":8,"is_in_stock":false})");
  CHECK(at.shop.stock_history().size() == 2);
}

TEST_CASE("stockItems: what a save does not name stays, and nothing left is not in stock") {
  shop_under_test at;
  at.shop.set_quantity("A-1", "default", 4);
  CHECK(at.put(stock_item_of_a, R"({"stockItem":{"is_in_stock":true}})").status == 200);
  CHECK(at.shop.quantity_of("A-1") == "4");
  CHECK(at.put(stock_item_of_a, R"({"stockItem":{"qty":0,"is_in_stock":true}})").status == 200);
  CHECK(at.shop.item_of("A-1", "default")->status == 0);
}

TEST_CASE("stockItems: backorders and unmanaged stock stay in stock with nothing left") {
  shop_under_test at;
  const std::string empty = R"({"stockItem":{"qty":0,"is_in_stock":true}})";
  at.shop.set_backorders("A-1", 1);
  CHECK(at.put(stock_item_of_a, empty).status == 200);
  CHECK(at.shop.item_of("A-1", "default")->status == 1);
  at.shop.set_backorders("A-1", 0);
  CHECK(at.put(stock_item_of_a, empty).status == 200);
  CHECK(at.shop.item_of("A-1", "default")->status == 0);
  at.shop.add_product({.sku = "N-1", .rules = {.manage_stock = {false, false}}});
  CHECK(at.put("/rest/V1/products/N-1/stockItems/1", empty).status == 200);
  CHECK(at.shop.item_of("N-1", "default")->status == 1);
}

TEST_CASE("stockItems: a product's own rules are shown, else the shop's configuration") {
  shop_under_test at;
  at.shop.add_product(
      {.sku = "N-1", .rules = {.item_id = 77, .backorders = {2, false}, .min_qty = {3, false}}});
  const std::string fields =
      "?fields=item_id,backorders,use_config_backorders,min_qty,use_config_min_qty,manage_stock";
  CHECK(at.get("/rest/V1/stockItems/N-1" + fields).body ==
        R"({"item_id":77,"use_config_min_qty":false,"min_qty":3,"use_config_backorders":false,)"
        R"("backorders":2,"manage_stock":true})");
  CHECK(at.get("/rest/V1/stockItems/A-1" + fields).body ==
        R"({"item_id":1,"use_config_min_qty":true,"min_qty":0,"use_config_backorders":true,)"
        R"("backorders":0,"manage_stock":true})");
}

TEST_CASE("stockItems: wrong types, unknown fields and unknown products have the store's words") {
  shop_under_test at;
  const auto typed = at.put(stock_item_of_a, R"({"stockItem":{"qty":"many"}})");
  CHECK(typed.status == 400);
  CHECK(typed.body.find(R"(Error occurred during \"qty\" processing)") != std::string::npos);
  CHECK(at.put(stock_item_of_a, R"({"stockItem":{"foo":1}})").body.find("\"Foo\"") !=
        std::string::npos);
  CHECK(at.put(stock_item_of_a, "{}").body.find("stockItem") != std::string::npos);
  const auto unknown = at.put("/rest/V1/products/NOPE/stockItems/1", R"({"stockItem":{"qty":1}})");
  CHECK(unknown.status == 404);
  CHECK(unknown.body ==
        R"({"message":"The Product with the \"%1\" SKU doesn't exist.","parameters":["NOPE"]})");
  CHECK(at.shop.quantities().empty());
}

}  // namespace
}  // namespace acumage::simulator
