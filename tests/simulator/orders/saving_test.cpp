// POST /V1/orders and PUT /V1/orders/create: a raw save that hardly checks anything (REST.md 6).
#include "../sales/selling_shop.hpp"

#include <string>

namespace acumage::simulator {
namespace {

/// An order with one line, without its braces; `more` is put in front.
std::string entity(const std::string& more) {
  return "{\"entity\":{" + more +
         R"("store_id":1,"state":"new","status":"pending","customer_email":"a@b.example",)"
         R"("grand_total":20,"base_grand_total":20,)"
         R"("items":[{"sku":"A-1","product_id":1,"product_type":"simple","qty_ordered":2,)"
         R"("price":10}],"payment":{"method":"checkmo"}}})";
}

std::string numbered_entity(const std::string& number) {
  return entity(R"("increment_id":")" + number + "\",");
}

// REST.md 6, table and "Creating orders": rows 608 to 614.
TEST_CASE("create: a number is unique in its store view, and missing it is the store's next") {
  selling_shop at;
  const auto made = at.post("orders", numbered_entity("EXT-1"));
  CHECK(made.status == 200);
  CHECK(says(made, R"("increment_id":"EXT-1")"));
  const auto again = at.post("orders", numbered_entity("ext-1"));
  CHECK(again.status == 400);
  CHECK(again.body == R"({"message":"Unique constraint violation found"})");
  CHECK(at.ask("PUT", "orders/create", numbered_entity("EXT-1")).body == again.body);
  CHECK(at.ask("PUT", "orders/create", numbered_entity("EXT-2")).status == 200);
  CHECK(says(at.post("orders", entity("")), R"("increment_id":"000000002")"));
  const auto elsewhere =
      at.post("orders",
              R"({"entity":{"increment_id":"EXT-1","store_id":2,"payment":{"method":"checkmo"}}})");
  CHECK(elsewhere.status == 200);
  REQUIRE(at.core.sold.order_of("EXT-1"));
  CHECK(at.core.sold.order_of("EXT-1")->items.at(0).qty_ordered == 2);
}

// Rows 611 and 632: numbers of rows that were not kept are used up.
TEST_CASE("create: a refused row has used up its id") {
  selling_shop at;
  CHECK(at.post("orders", numbered_entity("EXT-1")).status == 200);
  CHECK(at.post("orders", numbered_entity("EXT-1")).status == 400);
  CHECK(says(at.post("orders", numbered_entity("EXT-2")), R"("entity_id":4,)"));
}

// REST.md 6, "Almost nothing is validated": rows 615 to 632.
TEST_CASE("create: almost everything is taken as it comes") {
  selling_shop at;
  CHECK(at.post("orders", R"({"entity":{"increment_id":"X","state":"zzz","status":"zzz",)"
                          R"("order_currency_code":"XXX","items":[{"sku":"NOPE"}],)"
                          R"("payment":{"method":"zzz"}}})")
            .status == 200);
  const auto made = at.core.sold.order_of("X");
  REQUIRE(made);
  CHECK(made->state == "zzz");
  CHECK(made->store_id == 0);
  CHECK(made->items.at(0).sku == "NOPE");
  CHECK(at.post("orders", R"({"entity":{"payment":{"method":"checkmo"}}})").status == 200);
}

// REST.md 6, failures of the table: rows 616, 626, 629, 631, 633 to 637.
TEST_CASE("create: what is refused has the store's words") {
  selling_shop at;
  const auto refused = [&](const std::string& members) {
    return at.post("orders", "{\"entity\":{" + members + "}}");
  };
  const std::string paid = R"("payment":{"method":"checkmo"},)";
  CHECK(refused("").body == R"({"message":"Please provide payment for the order."})");
  CHECK(refused(paid + R"("store_id":99)").status == 404);
  CHECK(says(refused(paid + R"("customer_id":99)"), "Report ID"));
  CHECK(says(refused(paid + R"("foo":1)"), R"("fieldName":"Foo")"));
  CHECK(says(refused(paid + R"("grand_total":"abc")"), R"(\"grand_total\" processing)"));
  CHECK(says(refused(paid + R"("items":[{"qty_ordered":"abc"}])"),
             R"(\"items\" processing. Error occurred during \"qty_ordered\" processing)"));
  CHECK(refused(paid + R"("billing_address":{"firstname":"A","lastname":"B","street":["S 1"],)"
                       R"("postcode":"1","country_id":"DE","telephone":"1","email":"a@b.example"})")
            .body == R"({"message":"We can't save the address:\n%1",)"
                     R"("parameters":["\"City\" is required. Enter and try again."]})");
  CHECK(at.post("orders", "{}").status == 400);
  CHECK(at.core.sold.orders().size() == 1);
}

// REST.md 6: an order of a known customer is taken.
TEST_CASE("create: a customer the store knows is taken") {
  selling_shop at;
  const auto id =
      at.core.accounts.save({.email = "a@b.example", .firstname = "A", .lastname = "B"});
  REQUIRE(id);
  CHECK(at.post("orders", entity("\"customer_id\":" + std::to_string(*id) + ',')).status == 200);
}

// REST.md 8.5: row 636; the reply shows what was sent.
TEST_CASE("create: numbers are cut by their columns after the reply is made") {
  selling_shop at;
  const std::string number(60, 'E');
  const auto made = at.post(
      "orders", entity(R"("increment_id":")" + number + R"(","ext_order_id":")" + number + "\","));
  CHECK(made.status == 200);
  CHECK(says(made, number));
  CHECK(at.now(1).increment_id == number.substr(0, 50));
  CHECK(at.now(1).ext_order_id == number.substr(0, 32));
  CHECK(at.get("orders?" + search("increment_id", number) + "&fields=total_count").body ==
        R"({"total_count":0})");
  CHECK(at.post("orders", numbered_entity(number)).status == 400);
}

// REST.md 6, "overwrites columns directly": rows 638 and 639.
TEST_CASE("update: columns that are sent are written over, others stay though the reply is null") {
  selling_shop at;
  CHECK(at.post("orders", numbered_entity("EXT-1")).status == 200);
  const auto saved =
      at.post("orders", R"({"entity":{"entity_id":2,"state":"processing","status":"processing"}})");
  CHECK(saved.status == 200);
  CHECK(says(saved, R"("grand_total":null)"));
  CHECK(says(saved, R"("customer_email":null)"));
  CHECK(says(saved, R"("qty_shipped":0)"));
  CHECK(at.get("orders/2?fields=state,status,grand_total,customer_email,increment_id,items[sku]")
            .body == R"({"customer_email":"a@b.example","grand_total":20,"increment_id":"EXT-1",)"
                     R"("state":"processing","status":"processing","items":[{"sku":"A-1"}]})");
  CHECK(at.post("orders", numbered_entity("EXT-2")).status == 200);
  CHECK(at.post("orders", R"({"entity":{"entity_id":3,"increment_id":"EXT-1"}})").status == 400);
  CHECK(at.post("orders", R"({"entity":{"entity_id":9,"state":"new"}})").status == 400);
}

// REST.md 6, "can be shipped and invoiced normally": rows 641 to 643.
TEST_CASE("create: such an order is shipped and invoiced like any other") {
  selling_shop at;
  CHECK(at.post("orders", numbered_entity("EXT-1")).status == 200);
  CHECK(at.post("order/2/ship", "{\"items\":[" + line(3, "1") + "]}").status == 200);
  CHECK(at.left_of("A-1", "default") == 9);
  CHECK(at.post("order/2/invoice", "{}").status == 200);
  CHECK(at.post("orders/2/cancel").body == "false");
  CHECK(at.now(1).state == "processing");
}

// REST.md 6, "/V1/orders/{parent_id}": row 640.
TEST_CASE("address: PUT to an order saves an address and not the order") {
  selling_shop at;
  const auto saved = at.ask(
      "PUT", "orders/1",
      R"({"entity":{"address_type":"shipping","firstname":"A","lastname":"B","street":["S 1"],)"
      R"("city":"Bremen","postcode":"1","country_id":"DE","telephone":"1",)"
      R"("email":"a@b.example","region":"Berlin","parent_id":1}})");
  CHECK(saved.body ==
        R"({"address_type":"shipping","city":"Bremen","country_id":"DE","email":"a@b.example",)"
        R"("entity_id":3,"firstname":"A","lastname":"B","parent_id":1,"postcode":"1",)"
        R"("region":"Berlin","region_code":"Berlin","street":["S 1"],"telephone":"1"})");
  CHECK(at.now().state == "new");
}

}  // namespace
}  // namespace acumage::simulator
