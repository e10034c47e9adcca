// POST /V1/order/:id/invoice and GET /V1/invoices (REST.md 4.1).
#include "../sales/selling_shop.hpp"

#include <string>

namespace acumage::simulator {
namespace {

// REST.md 4.1: rows 403 and 404.
TEST_CASE("invoice: all that is open without lines, and nothing a second time") {
  selling_shop at;
  const auto first = at.post("order/1/invoice", R"({"capture":true,"notify":false})");
  CHECK(first.status == 200);
  CHECK(first.body == R"("1")");
  CHECK(at.now().items[0].qty_invoiced == 2);
  CHECK(
      at.post("order/1/invoice", "{}").body ==
      R"({"message":"Invoice Document Validation Error(s):\nThe invoice can't be created without )"
      R"(products. Add products and try again.\nThe order does not allow an invoice to be )"
      R"(created."})");
  CHECK(at.post("order/9/invoice", "{}").status == 404);
}

TEST_CASE("invoice: named lines only, and unlike a shipment not more than is open") {
  selling_shop at;
  CHECK(at.post("order/1/invoice", "{\"items\":[" + line(2, "1") + "]}").status == 200);
  CHECK(at.now().items[0].qty_invoiced == 0);
  CHECK(at.now().items[1].qty_invoiced == 1);
  CHECK(at.now().state == "processing");
  CHECK(at.post("order/1/invoice", "{\"items\":[" + line(2, "3") + "]}").status == 400);
  CHECK(at.now().items[1].qty_invoiced == 1);
}

TEST_CASE("invoice: a held order has none, a virtual one is complete with it") {
  selling_shop at;
  CHECK(at.post("orders/1/hold").status == 200);
  CHECK(says(at.post("order/1/invoice", "{}"),
             "An invoice cannot be created when an order has a status of holded"));
  at.core.add_order({.lines = {{.sku = "V-1"}}});
  CHECK(at.post("order/2/invoice", "{}").status == 200);
  CHECK(at.now(1).state == "complete");
}

TEST_CASE("invoices: they are found by order") {
  selling_shop at;
  CHECK(at.post("order/1/invoice",
                "{\"items\":[" + line(2, "2") + R"(],"comment":{"comment":"ERP INV 7"}})")
            .status == 200);
  CHECK(at.get("invoices?" + search("order_id", "1") +
               "&fields=items[entity_id,increment_id,total_qty,subtotal,"
               "items[order_item_id,sku,qty],comments[comment]],total_count")
            .body ==
        R"({"items":[{"entity_id":1,"increment_id":"000000001","subtotal":11,"total_qty":2,)"
        R"("items":[{"sku":"A-2","order_item_id":2,"qty":2}],)"
        R"("comments":[{"comment":"ERP INV 7"}]}],"total_count":1})");
  CHECK(at.get("invoices?" + search("order_id", "9") + "&fields=items[entity_id]").body ==
        R"({"items":null})");
}

}  // namespace
}  // namespace acumage::simulator
