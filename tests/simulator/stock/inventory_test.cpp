// Source items where no recorded row says how the store behaves, but its code or REST.md does, and
// what the facade shows of them.
#include "../fixture.hpp"

#include "simulator/column.hpp"

namespace acumage::simulator {
namespace {

bool says(const tests::raw_reply& reply, const std::string& text) {
  return reply.body.find(text) != std::string::npos;
}

TEST_CASE("stored_quantity: four decimals, clamped to the column on both sides") {
  CHECK(stored_quantity(1.23456789) == 1.2346);
  CHECK(stored_quantity(0.00005) == 0.0001);
  CHECK(stored_quantity(-0.00005) == -0.0001);
  CHECK(stored_quantity(-2.5) == -2.5);
  CHECK(stored_quantity(1e12) == 99'999'999.9999);
  CHECK(stored_quantity(-1e12) == -99'999'999.9999);
}

TEST_CASE("as_varchar: four-byte characters become question marks, long texts are cut") {
  CHECK(as_varchar("A😀", 64) == "A????");
  CHECK(as_varchar("Ü日", 64) == "Ü日");
  CHECK(as_varchar("ÜÜÜ", 2) == "ÜÜ");
  CHECK(as_varchar("A😀", 3) == "A??");
  CHECK(as_varchar(std::string(80, 'Y'), 64) == std::string(64, 'Y'));
}

TEST_CASE("source-items: a row keeps the spelling of its first writing and matches any other") {
  shop_under_test at;
  CHECK(at.send_item("a-1", "WH-EU", "5").body == "[]");
  CHECK(at.send_item("A-1", "wh-eu", "6").body == "[]");
  const auto all = at.shop.quantities();
  REQUIRE(all.size() == 1);
  CHECK(all.begin()->first == std::pair<std::string, std::string>{"a-1", "wh-eu"});
  CHECK(all.begin()->second == "6");
  CHECK(at.shop.quantity_of("A-1", "wh-eu") == "6");
  CHECK(at.shop.quantity_of("A-1") == "");
}

TEST_CASE("source-items: the last of equal keys wins, and the history shows both in order") {
  shop_under_test at;
  CHECK(at.post(source_items,
                R"({"sourceItems":[{"sku":"A-1","source_code":"wh-eu","quantity":5,"status":1},)"
                R"({"sku":"a-1","source_code":"wh-eu","quantity":0,"status":0}]})")
            .body == "[]");
  const auto item = at.shop.item_of("A-1", "wh-eu");
  REQUIRE(item);
  CHECK(item->quantity == 0);
  CHECK(item->status == 0);
  const auto history = at.shop.stock_history();
  REQUIRE(history.size() == 2);
  CHECK(history[0].quantity == 5);
  CHECK(history[1].order == 2);
  CHECK(history[1].sku == "a-1");
}

TEST_CASE("source-items: an unknown source refuses the request and nothing of it is stored") {
  shop_under_test at;
  const auto reply =
      at.post(source_items,
              R"({"sourceItems":[{"sku":"A-1","source_code":"wh-eu","quantity":5,"status":1},)"
              R"({"sku":"A-1","source_code":"wh-us","quantity":5,"status":1}]})");
  CHECK(reply.status == 400);
  CHECK(reply.body == R"({"message":"Could not save Source Item"})");
  CHECK(at.shop.quantities().empty());
  at.shop.add_source({.code = "wh-us"});
  CHECK(at.send_item("A-1", "wh-us", "5").body == "[]");
}

TEST_CASE("source-items: one bad row refuses them all, and the errors name no row") {
  shop_under_test at;
  const auto reply =
      at.post(source_items,
              R"({"sourceItems":[{"sku":"A-1","source_code":"wh-eu","quantity":5,"status":1},)"
              R"({"sku":" B-2","source_code":"wh eu","quantity":null,"status":7}]})");
  CHECK(reply.status == 400);
  CHECK(says(reply, R"("message":"Validation Failed: \"sku\" can not contain leading or )"));
  CHECK(says(reply, R"({"message":"\"%field\" can not contain whitespaces.",)"
                    R"("parameters":{"field":"source_code"}})"));
  CHECK(says(reply, R"({"message":"\"%field\" should be numeric.",)"
                    R"("parameters":{"field":"quantity"}})"));
  CHECK(says(reply, R"({"message":"\"%field\" should a known status.",)"
                    R"("parameters":{"field":"status"}})"));
  CHECK_FALSE(says(reply, "B-2"));
  CHECK(at.shop.quantities().empty());
  REQUIRE(at.shop.requests().size() == 1);
  CHECK(at.shop.requests().front().rows == 2);
}

TEST_CASE("source-items-delete: a row goes, what is not there is no error") {
  shop_under_test at;
  at.shop.set_quantity("A-1", "wh-eu", 5);
  at.shop.set_quantity("A-1", "default", 7);
  const std::string gone = R"({"sourceItems":[{"sku":"a-1","source_code":"wh-eu"},)"
                           R"({"sku":"NOPE","source_code":"nowhere"}]})";
  CHECK(at.post(source_items + "-delete", gone).body == "[]");
  CHECK(at.post(source_items + "-delete", gone).body == "[]");
  CHECK(at.shop.quantity_of("A-1", "wh-eu") == "");
  CHECK(at.shop.quantity_of("A-1") == "7");
  const auto history = at.shop.stock_history();
  REQUIRE(history.size() == 1);
  CHECK_FALSE(history.front().quantity);
  CHECK(at.post(source_items + "-delete", R"({"sourceItems":[]})").status == 400);
}

TEST_CASE("set_quantity: the store changes its own stock, which is no part of the history") {
  shop_under_test at;
  CHECK(at.shop.set_quantity("A-1", "wh-eu", 3));
  CHECK_FALSE(at.shop.set_quantity("A-1", "nowhere", 3));
  CHECK(at.shop.quantity_of("A-1", "wh-eu") == "3");
  CHECK(at.shop.stock_history().empty());
}

TEST_CASE("products: one that comes with a quantity has it at the source default") {
  shop_under_test at;
  at.shop.add_product({.sku = "N-1", .quantity = 12.5});
  CHECK(at.shop.quantity_of("N-1") == "12.5");
  CHECK(at.shop.quantity_of("A-1") == "");
}

TEST_CASE("a shop without the inventory modules has none of their routes, but legacy stock") {
  auto options = small_shop();
  options.multi_source = false;
  shop_under_test at{options};
  for (const auto* path :
       {"source-items?searchCriteria[pageSize]=1", "sources", "sources/default"}) {
    CAPTURE(path);
    const auto reply = at.get("/rest/V1/inventory/" + std::string{path});
    CHECK(reply.status == 404);
    CHECK(reply.body == R"({"message":"Request does not match any route."})");
  }
  CHECK(at.send_item("A-1", "default", "5").status == 404);
  CHECK_FALSE(says(at.get("/rest/V1/modules"), "Magento_Inventory"));
  CHECK(at.get("/rest/V1/stockItems/A-1").status == 200);
}

TEST_CASE("control: another process adds sources, changes stock and reads what was applied") {
  shop_under_test at;
  CHECK(at.post("/simulator/sources", R"({"sources":[{"source_code":"wh-us","enabled":false}]})")
            .body == R"({"taken":1})");
  CHECK(says(at.get("/rest/V1/inventory/sources/wh-us"), R"("enabled":false)"));
  CHECK(at.post("/simulator/quantities",
                R"({"quantities":[{"sku":"A-1","source_code":"wh-us","quantity":1.5}]})")
            .status == 200);
  CHECK(at.send_item("A-1", "default", "2").status == 200);
  CHECK(at.get("/simulator/quantities").body ==
        R"([{"sku":"A-1","source_code":"default","quantity":2,"status":1},)"
        R"({"sku":"A-1","source_code":"wh-us","quantity":1.5,"status":1}])");
  CHECK(at.get("/simulator/stock-history").body ==
        R"([{"order":1,"sku":"A-1","source_code":"default","quantity":2,"status":1}])");
  CHECK(
      at.post("/simulator/backorders", R"({"backorders":[{"sku":"A-1","backorders":1}]})").status ==
      200);
  CHECK(says(at.get("/rest/V1/stockItems/A-1"), R"("backorders":1)"));
}

TEST_CASE("control: lists that do not make sense are refused with words") {
  shop_under_test at;
  for (const auto& one : std::vector<std::pair<std::string, std::string>>{
           {"sources", R"({"sources":[{"name":"x"}]})"},
           {"quantities", R"({"quantities":[{"sku":"A-1","source_code":"no","quantity":1}]})"},
           {"quantities", "[]"},
           {"backorders", R"({"backorders":[{"sku":"A-1","backorders":3}]})"}}) {
    CAPTURE(one.second);
    const auto reply = at.post("/simulator/" + one.first, one.second);
    CHECK(reply.status == 400);
    CHECK(says(reply, "expected"));
  }
}

}  // namespace
}  // namespace acumage::simulator
