// GET /V1/orders… and POST /V1/orders/:id/…: how orders are found, and what may be done with them in
// which state (REST.md 4.3 and 6).
#include "../sales/selling_shop.hpp"

#include <string>

namespace acumage::simulator {
namespace {

/// Orders 1 to 4; the second has an ext_order_id, the third the number of the first in store 2.
struct searched_orders : selling_shop {
  searched_orders() {
    core.add_order({.lines = {{.sku = "A-3"}}, .ext_order_id = "SO-7"});
    core.add_order({.increment_id = "000000001", .lines = {{.sku = "A-3"}}, .store_id = 2});
    core.add_order({.increment_id = "b-4", .lines = {{.sku = "A-3"}}, .state = "complete"});
  }

  /// The ids found: "1 3".
  std::string found(const std::string& query) {
    const auto body = get("orders?" + query + "&fields=items[entity_id]").body;
    std::string ids;
    for (const char c : body)
      if (c >= '0' && c <= '9') ids += (ids.empty() ? "" : " ") + std::string{c};
    return ids;
  }
};

// REST.md 4.3: rows 319 to 323, 337 and 338.
TEST_CASE("orders: they are found by number, id, foreign number, store view, status and state") {
  searched_orders at;
  CHECK(at.found(search("increment_id", "000000001")) == "1 3");
  CHECK(at.found(search("increment_id", "1")) == "");
  CHECK(at.found(search("increment_id", "000000002,B-4,NOPE", "in")) == "2 4");
  CHECK(at.found(search("increment_id", "00000000%25", "like")) == "1 2 3");
  CHECK(at.found(search("entity_id", "2,4", "in")) == "2 4");
  CHECK(at.found(search("ext_order_id", "so-7")) == "2");
  CHECK(at.found(search("ext_order_id", "1", "notnull")) == "2");
  CHECK(at.found(search("ext_order_id", "1", "null")) == "1 3 4");
  CHECK(at.found(search("store_id", "2")) == "3");
  CHECK(at.found(search("status", "pending,complete", "in")) == "1 2 3 4");
  CHECK(at.found(search("state", "complete", "neq")) == "1 2 3");
  CHECK(at.found(search("updated_at", "2020-01-01", "gt")) == "1 2 3 4");
}

// REST.md 4.3, "Search oddities": rows 326 to 336.
TEST_CASE("orders: pages past the end are null, other oddities of searches are the store's") {
  searched_orders at;
  CHECK(at.get("orders?searchCriteria[pageSize]=3&searchCriteria[currentPage]=9"
               "&fields=items[entity_id],total_count")
            .body == R"({"items":null,"total_count":4})");
  CHECK(at.found("searchCriteria[pageSize]=2&searchCriteria[currentPage]=0") == "1 2");
  CHECK(at.found("searchCriteria[pageSize]=2&searchCriteria[currentPage]=2") == "3 4");
  CHECK(at.found("searchCriteria[pageSize]=-1") == "1");
  CHECK(at.found(search("entity_id", "2", "equals")) == "2");
  CHECK(at.found("searchCriteria=all&searchCriteria[sortOrders][0][field]=entity_id&"
                 "searchCriteria[sortOrders][0][direction]=DESC") == "4 3 2 1");
  CHECK(at.get("orders").status == 400);
  CHECK(at.get("orders?searchCriteria[sortOrders][0][direction]=UP").status == 400);
  CHECK(at.get("orders?searchCriteria[sortOrders][0][field]=nope").status == 500);
  CHECK(says(at.get("orders?" + search("nope", "1")), "Report ID: webapi-"));
}

// REST.md 4.3, the query that resolves a number.
TEST_CASE("orders: fields cut an answer to what they name, in the order of the answer") {
  selling_shop at;
  CHECK(at.ship(line(1, "1")).status == 200);
  CHECK(at.get("orders?" + search("increment_id", "000000001") +
               "&fields=items[entity_id,state,status,items[item_id,sku,product_type,qty_ordered,"
               "qty_shipped,qty_invoiced,qty_canceled]],total_count")
            .body ==
        R"({"items":[{"entity_id":1,"state":"processing","status":"processing","items":[)"
        R"({"item_id":1,"product_type":"simple","qty_canceled":0,"qty_invoiced":0,)"
        R"("qty_ordered":2,"qty_shipped":1,"sku":"A-1"},)"
        R"({"item_id":2,"product_type":"simple","qty_canceled":0,"qty_invoiced":0,)"
        R"("qty_ordered":3,"qty_shipped":0,"sku":"A-2"}]}],"total_count":1})");
}

// REST.md 6: rows 339 to 345.
TEST_CASE("order: it is read by its id, and so are its status and its lines") {
  selling_shop at;
  CHECK(at.get("orders/000000001?fields=increment_id,grand_total").body ==
        R"({"grand_total":61.5,"increment_id":"000000001"})");
  CHECK(at.get("orders/1/statuses").body == R"("pending")");
  CHECK(at.get("orders/items?" + search("order_id", "1") + "&fields=items[sku]").body ==
        R"({"items":[{"sku":"A-1"},{"sku":"A-2"}]})");
  CHECK(at.get("orders/9").status == 404);
  CHECK(at.get("orders/0").status == 400);
  CHECK(at.get("orders/abc").status == 400);
}

// REST.md 6, "cancel", and 0.8: rows 396 to 400, 510 to 514 and 643.
TEST_CASE("cancel: what is not invoiced may be canceled, though the goods have left") {
  selling_shop at;
  CHECK(at.ship(line(1, "2")).status == 200);
  CHECK(at.post("orders/1/cancel").body == "true");
  CHECK(at.now().state == "canceled");
  CHECK(at.now().status == "canceled");
  CHECK(at.now().items[0].qty_shipped == 2);
  CHECK(at.now().items[0].qty_canceled == 0);
  CHECK(at.now().items[1].qty_canceled == 3);
  const auto again = at.post("orders/1/cancel");
  CHECK(again.status == 200);
  CHECK(again.body == "false");
  CHECK(at.post("orders/9/cancel").status == 404);
}

TEST_CASE("cancel: an invoiced or held order is not, with 200 and false") {
  selling_shop at;
  CHECK(at.post("order/1/invoice", "{}").status == 200);
  CHECK(at.post("orders/1/cancel").body == "false");
  CHECK(at.now().state == "processing");
  at.core.add_order({.lines = {{.sku = "A-3"}}});
  CHECK(at.post("orders/2/hold").status == 200);
  CHECK(at.post("orders/2/cancel").body == "false");
}

// REST.md 6, "hold remembers": rows 392 to 395 and 401 to 402.
TEST_CASE("hold: it remembers the state and status it came from") {
  selling_shop at;
  CHECK(at.ship(line(1, "1")).status == 200);
  CHECK(at.post("orders/1/hold").body == "true");
  CHECK(at.now().state == "holded");
  CHECK(at.now().status == "holded");
  CHECK(at.post("orders/1/hold").body == R"({"message":"A hold action is not available."})");
  CHECK(at.post("orders/1/unhold").body == "true");
  CHECK(at.now().state == "processing");
  CHECK(at.now().status == "processing");
  CHECK(at.post("orders/1/unhold").body == R"({"message":"You cannot remove the hold."})");
  for (const char* state : {"canceled", "payment_review", "complete", "closed"}) {
    CAPTURE(state);
    const auto id = at.core.add_order({.lines = {{.sku = "A-3"}}, .state = state});
    CHECK(at.post("orders/" + std::to_string(id) + "/hold").status == 400);
  }
}

std::string comment(const std::string& text, const std::string& status = {}) {
  return R"({"statusHistory":{"comment":")" + text + '"' +
         (status.empty() ? "" : R"(,"status":")" + status + '"') + "}}";
}

// REST.md 6, "Comment with status": rows 516 to 525, 1087 and 1098.
TEST_CASE("comment: only the status that the order has is taken, none is the current one") {
  selling_shop at;
  CHECK(at.post("orders/1/comments", comment("a", "pending")).body == "true");
  CHECK(at.post("orders/1/comments", comment("b")).body == "true");
  const auto refused = at.post("orders/1/comments", comment("c", "processing"));
  CHECK(refused.status == 400);
  CHECK(refused.body ==
        R"({"message":"Unable to add comment: The status \"%1\" is not part of the order\n)"
        R"(                 status history.","parameters":["processing"]})");
  CHECK(at.post("orders/1/comments", comment("d", "picked")).status == 400);
  CHECK(at.ship(line(1, "1")).status == 200);
  CHECK(at.post("orders/1/comments", comment("e", "processing")).body == "true");
  CHECK(at.post("orders", R"({"entity":{"entity_id":1,"status":"fraud"}})").status == 200);
  CHECK(at.now().status == "fraud");
  CHECK(at.now().state == "processing");
  CHECK(at.post("orders/1/comments", comment("f", "processing")).status == 400);
  CHECK(at.post("orders/1/comments", comment("g", "fraud")).body == "true");
  CHECK(at.post("orders/1/comments", "{}").status == 400);
  CHECK(at.post("orders/9/comments", comment("h")).status == 404);
  CHECK(at.get("orders/1/comments?fields=items[comment,status],total_count").body ==
        R"({"items":[{"comment":"a","status":"pending"},{"comment":"b","status":"pending"},)"
        R"({"comment":"e","status":"processing"},{"comment":"g","status":"fraud"}],)"
        R"("total_count":4})");
}

// REST.md 6: rows 522, 526 and 527.
TEST_CASE("comment: an empty one is null, a long one is cut by its column") {
  selling_shop at;
  CHECK(at.post("orders/1/comments", comment("")).body == "true");
  CHECK(at.post("orders/1/comments", comment(std::string(70'000, 'x'))).body == "true");
  CHECK(says(at.get("orders/1/comments?fields=items[comment]"), R"([{"comment":null},)"));
  CHECK(at.now().comments.at(1).comment == std::string(65'535, 'x'));
}

}  // namespace
}  // namespace acumage::simulator
