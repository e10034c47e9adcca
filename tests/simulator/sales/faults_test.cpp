// Faults and permissions on the routes of orders and shipments, and their control routes.
#include "../fixture.hpp"
#include "selling_shop.hpp"

#include <array>
#include <string>
#include <utility>

namespace acumage::simulator {
namespace {

store_options shop_with_order() {
  auto options = small_shop();
  options.products[0].quantity = 10;
  options.orders = {{.lines = {{.sku = "A-1", .qty = 3, .price = 9.9}}}};
  return options;
}

const std::string ship_it = "/rest/V1/order/1/ship";
const std::string one_piece = R"({"items":[{"order_item_id":1,"qty":1}]})";

double shipped(const store& shop) { return shop.orders().at(0).items.at(0).qty_shipped; }

// REST.md 4.4 and transcript rows 941 to 948: what a client that hears nothing may have done.
TEST_CASE("faults: a shipment may be lost before or after it is made, or made late") {
  shop_under_test at{shop_with_order()};
  at.shop.inject({.answer = fault_answer::reset, .when = {.count = 1}});
  CHECK(at.post(ship_it, one_piece).how == ending::reset);
  CHECK(shipped(at.shop) == 0);
  at.shop.inject(
      {.answer = fault_answer::reset, .effect = fault_effect::applied, .when = {.count = 1}});
  CHECK(at.post(ship_it, one_piece).how == ending::reset);
  CHECK(shipped(at.shop) == 1);
  at.shop.inject({.answer = fault_answer::gateway_timeout,
                  .effect = fault_effect::late,
                  .when = {.count = 1}});
  CHECK(at.post(ship_it, one_piece).status == 504);
  CHECK(at.shop.wait_for([](const totals& now) { return now.writes == 2; }));
  CHECK(shipped(at.shop) == 2);
  CHECK(at.post(ship_it, one_piece).body == R"("3")");
}

TEST_CASE("faults: the k-th request to a path is struck, by whole segments and method") {
  shop_under_test at{shop_with_order()};
  at.shop.inject({.answer = fault_answer::internal_error,
                  .where = {.method = "POST", .path = "order/1/ship"},
                  .when = {.skip = 1, .count = 1}});
  CHECK(at.get("/rest/V1/orders/1").status == 200);
  CHECK(at.post(ship_it, one_piece).status == 200);
  CHECK(at.post("/rest/V1/orders/1/hold", "").status == 200);
  CHECK(at.post("/rest/V1/orders/1/unhold", "").status == 200);
  const auto struck = at.post(ship_it, one_piece);
  CHECK(struck.status == 500);
  CHECK(struck.body.find("Report ID: webapi-") != std::string::npos);
  CHECK(at.post(ship_it, one_piece).status == 200);
  CHECK(shipped(at.shop) == 2);
}

// REST.md 11: how each route words a lock that the database gave up on.
TEST_CASE("faults: a lock is told in the words of the route") {
  selling_shop at;
  at.core.faults.arm({.answer = fault_answer::save_failed});
  CHECK(says(at.ship(line(1, "1")), "Could not save a shipment, see error log for details"));
  CHECK(says(at.post("order/1/invoice", "{}"), "Could not save an invoice, see error log"));
  CHECK(says(at.post("shipment/track", "{}"), "Could not save the shipment tracking."));
  CHECK(says(at.post("orders/1/comments", "{}"), "Database deadlock found"));
}

// REST.md 8.1: transcript row 811.
TEST_CASE("faults: too many tracks or lines in one call name their class") {
  selling_shop at;
  at.core.faults.arm({.answer = fault_answer::too_many_items, .limit = 1});
  CHECK(at.ship(line(1, "1") + ',' + line(2, "1")).body ==
        R"({"message":"Maximum items of type \"%type\" is %max","parameters":)"
        R"({"type":"\\Magento\\Sales\\Api\\Data\\ShipmentItemCreationInterface","max":1}})");
  CHECK(says(at.ship(line(1, "1"), R"(,"tracks":[{},{}])"), "ShipmentTrackCreationInterface"));
}

// REST.md 1.6: the resource that each route asks for.
TEST_CASE("permissions: every route of sales names its own resource") {
  auto options = selling_options();
  options.limited_tokens = {{"limited", {"Magento_Catalog::catalog"}}};
  selling_shop at{options};
  at.authorization = "Bearer limited";
  constexpr std::array<std::array<const char*, 3>, 15> routes{{
      {"GET", "orders?searchCriteria=", "actions_view"},
      {"GET", "orders/1", "actions_view"},
      {"GET", "orders/1/comments", "actions_view"},
      {"GET", "orders/1/statuses", "actions_view"},
      {"POST", "orders", "create"},
      {"PUT", "orders/create", "create"},
      {"POST", "orders/1/comments", "comment"},
      {"POST", "orders/1/cancel", "cancel"},
      {"POST", "orders/1/hold", "hold"},
      {"POST", "orders/1/unhold", "unhold"},
      {"POST", "order/1/ship", "ship"},
      {"POST", "order/1/invoice", "invoice"},
      {"GET", "shipments?searchCriteria=", "shipment"},
      {"GET", "shipment/1", "shipment"},
      {"POST", "shipment/track", "shipment"},
  }};
  for (const auto& one : routes) {
    const std::string path = one[1];
    const std::string resource = one[2];
    CAPTURE(path);
    const auto refused = at.ask(one[0], path);
    CHECK(refused.status == 401);
    CHECK(says(refused, R"("resources":"Magento_Sales::)" + resource + '"'));
  }
  CHECK(at.now().state == "new");
}

TEST_CASE("control: orders are placed and listed, and so is what became of them") {
  shop_under_test at;
  at.shop.add_product({.sku = "C-3", .quantity = 5});
  CHECK(at.post("/simulator/orders",
                R"({"orders":[{"increment_id":"X-1","customer_email":"a@b.example",)"
                R"("ext_order_id":"SO-1","lines":[{"sku":"C-3","qty":2,"price":9.9}]}]})")
            .body == R"({"taken":1})");
  CHECK(at.get("/simulator/orders").body ==
        R"([{"entity_id":1,"increment_id":"X-1","store_id":1,"state":"new","status":"pending",)"
        R"("customer_email":"a@b.example","ext_order_id":"SO-1","items":[{"item_id":1,)"
        R"("parent_item_id":0,"sku":"C-3","product_type":"simple","product_id":5,)"
        R"("qty_ordered":2,"qty_shipped":0,"qty_invoiced":0,"qty_canceled":0,"price":9.9}],)"
        R"("comments":[]}])");
  CHECK(at.post(ship_it, one_piece).status == 200);
  CHECK(at.post("/rest/V1/order/1/invoice", "{}").status == 200);
  CHECK(at.get("/simulator/shipments").body ==
        R"([{"entity_id":1,"increment_id":"000000001","order_id":1,"source_code":"default",)"
        R"("items":[{"order_item_id":1,"sku":"C-3","qty":1}],"tracks":[],"comments":[]}])");
  CHECK(at.get("/simulator/invoices").body ==
        R"([{"entity_id":1,"increment_id":"000000001","order_id":1,)"
        R"("items":[{"order_item_id":1,"sku":"C-3","qty":2}],"comments":[]}])");
  for (const char* body :
       {R"({"orders":[{}]})", R"({"orders":[{"lines":[]}]})",
        R"({"orders":[{"lines":[{"sku":"C-3","parent":0}]}]})", R"({"orders":1})"}) {
    CAPTURE(body);
    CHECK(at.post("/simulator/orders", body).status == 400);
  }
  CHECK(at.shop.orders().size() == 1);
  CHECK(at.shop.order_of("x-1")->items.at(0).qty_shipped == 1);
  CHECK(at.shop.shipments().size() == 1);
  CHECK(at.shop.invoices().size() == 1);
}

}  // namespace
}  // namespace acumage::simulator
