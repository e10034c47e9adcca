// Faults on the inventory endpoints: the words differ from those of prices, the effects do not.
#include "../fixture.hpp"

#include "simulator/faults/json.hpp"

namespace acumage::simulator {
namespace {

const std::string two_items =
    R"({"sourceItems":[{"sku":"A-1","source_code":"wh-eu","quantity":1,"status":1},)"
    R"({"sku":"B-2","source_code":"wh-eu","quantity":2,"status":1}]})";

TEST_CASE("inventory faults: a lock that is held too long is worded by the endpoint") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::locked, .latency = 5ms});
  CHECK(at.send_item("A-1", "wh-eu", "5").body == R"({"message":"Could not save Source Item"})");
  CHECK(at.post(source_items + "-delete", two_items).body ==
        R"({"message":"Could not delete Source Items"})");
  CHECK(at.put("/rest/V1/products/A-1/stockItems/1", R"({"stockItem":{"qty":1}})").body ==
        R"({"message":"The stock item was unable to be saved. Please try again."})");
  CHECK(at.send_price("A-1", "5").body == R"({"message":"Could not save Prices."})");
  CHECK(at.shop.quantities().empty());
}

TEST_CASE("inventory faults: a lock that lasts for a time lets its waiters go when that is over") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::locked, .latency = 1min, .when = {.lasts = 200ms}});
  CHECK(at.send_item("A-1", "wh-eu", "5").body == "[]");
  CHECK(at.shop.quantity_of("A-1", "wh-eu") == "5");
  CHECK(at.shop.count().faults == 1);
  CHECK(at.send_item("A-1", "wh-eu", "6").body == "[]");
  CHECK(at.shop.count().faults == 1);
}

struct refused_batch {
  fault_answer by;
  int status;
  const char* text;
};

TEST_CASE("inventory faults: one SKU makes the store refuse whatever request it is in") {
  for (const auto& wanted :
       {refused_batch{fault_answer::save_failed, 400, "Could not save Source Item"},
        refused_batch{fault_answer::validation_failed, 400, "Validation Failed: "},
        refused_batch{fault_answer::bad_gateway, 502, "502 Bad Gateway"}}) {
    CAPTURE(to_string(wanted.by));
    shop_under_test at;
    at.shop.inject({.answer = wanted.by, .where = {.path = "source-items", .sku = "b-2"}});
    const auto reply = at.post(source_items, two_items);
    CHECK(reply.status == wanted.status);
    CHECK(reply.body.find(wanted.text) != std::string::npos);
    CHECK(at.shop.quantities().empty());
    CHECK(at.send_item("A-1", "wh-eu", "1").status == 200);
    CHECK(at.send_item("B-2", "wh-eu", "1").status == wanted.status);
  }
}

TEST_CASE("inventory faults: more rows than the limit are refused with their own type") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::too_many_items, .limit = 1});
  CHECK(at.post(source_items, two_items).body ==
        R"({"message":"Maximum items of type \"%type\" is %max","parameters":)"
        R"({"type":"\\Magento\\InventoryApi\\Api\\Data\\SourceItemInterface","max":1}})");
  CHECK(at.send_item("A-1", "wh-eu", "1").status == 200);
}

TEST_CASE("inventory faults: a body above the limit is answered by the web server") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::too_large, .limit = 100});
  CHECK(at.post(source_items, two_items).status == 413);
  CHECK(at.shop.quantities().empty());
}

TEST_CASE("inventory faults: a reset may come before the rows are applied, or after") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::reset, .when = {.count = 1}});
  CHECK(at.send_item("A-1", "wh-eu", "1").how == ending::reset);
  CHECK(at.shop.quantities().empty());
  at.shop.inject({.answer = fault_answer::reset, .effect = fault_effect::applied});
  CHECK(at.send_item("A-1", "wh-eu", "2").how == ending::reset);
  CHECK(at.shop.quantity_of("A-1", "wh-eu") == "2");
}

TEST_CASE("inventory faults: what timed out is applied later, over what came meanwhile") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::gateway_timeout,
                  .effect = fault_effect::late,
                  .late_by = 300ms,
                  .when = {.count = 1}});
  CHECK(at.send_item("A-1", "wh-eu", "1").status == 504);
  CHECK(at.send_item("A-1", "wh-eu", "2").status == 200);
  REQUIRE(at.shop.wait_for([](const totals& now) { return now.writes == 2; }));
  CHECK(at.shop.quantity_of("A-1", "wh-eu") == "1");
  const auto history = at.shop.stock_history();
  REQUIRE(history.size() == 2);
  CHECK(history[0].quantity == 2);
}

TEST_CASE("inventory faults: their names and their time go through JSON and back") {
  const auto read = fault_from_json(R"({"answer":"validation_failed","lasts_ms":250,"sku":"A-1"})");
  REQUIRE(read.ok());
  CHECK(read->answer == fault_answer::validation_failed);
  CHECK(read->when.lasts == 250ms);
  const auto json = to_json({.id = 1, .what = *read});
  CHECK(json.find(R"("answer":"validation_failed")") != std::string::npos);
  CHECK(json.find(R"("lasts_ms":250)") != std::string::npos);
}

}  // namespace
}  // namespace acumage::simulator
