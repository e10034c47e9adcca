// POST /V1/order/:id/ship: how the store adjusts instead of refusing, and what it refuses (REST.md
// 0.9, 0.13 and 4.2).
#include "../sales/selling_shop.hpp"

#include <string>

namespace acumage::simulator {
namespace {

constexpr std::string_view nothing_shipped =
    R"({"message":"Shipment Document Validation Error(s):\nYou can't create a shipment without )"
    R"(products."})";
constexpr std::string_view all_shipped =
    R"({"message":"Shipment Document Validation Error(s):\nThe order does not allow a shipment to )"
    R"(be created.\nYou can't create a shipment without products."})";
constexpr std::string_view not_saved =
    R"({"message":"Could not save a shipment, see error log for details"})";

const std::string first_track = R"({"track_number":"1Z99","title":"UPS","carrier_code":"ups"})";

// REST.md 4.1: 200 and the id as a quoted scalar.
TEST_CASE("ship: the answer is the shipment's id as a quoted text") {
  selling_shop at;
  const auto first = at.ship(line(1, "1"));
  CHECK(first.status == 200);
  CHECK(first.body == R"("1")");
  CHECK(at.ship(line(1, "1")).body == R"("2")");
}

// REST.md 0.9 and 4.2, "qty": rows 356, 359 and 449.
TEST_CASE("ship: more than is open is cut to what is open") {
  selling_shop at;
  CHECK(at.ship(line(1, "99")).status == 200);
  CHECK(at.now().items[0].qty_shipped == 2);
  CHECK(at.now().items[1].qty_shipped == 0);
  CHECK(at.core.sold.shipments().at(0).items.at(0).qty == 2);
}

// REST.md 4.2, "qty": rows 446, 486.
TEST_CASE("ship: lines unknown, foreign or shipped are dropped while another remains") {
  selling_shop at;
  at.core.add_order({.lines = {{.sku = "A-3"}}});
  CHECK(at.ship(line(999, "1") + ',' + line(3, "1") + ',' + line(1, "2")).status == 200);
  CHECK(at.now(1).items[0].qty_shipped == 0);
  CHECK(at.ship(line(1, "2") + ',' + line(2, "3")).status == 200);
  const auto shipments = at.core.sold.shipments();
  REQUIRE(shipments.size() == 2);
  REQUIRE(shipments[1].items.size() == 1);
  CHECK(shipments[1].items[0].order_item_id == 2);
}

// REST.md 4.2, "qty": row 452.
TEST_CASE("ship: of a line named twice the last quantity counts") {
  selling_shop at;
  CHECK(at.ship(line(2, "3") + ',' + line(2, "1")).status == 200);
  CHECK(at.now().items[1].qty_shipped == 1);
}

// REST.md 4.2, "qty": rows 434 to 443.
TEST_CASE("ship: quantities that move nothing are refused, with one line while more is open") {
  selling_shop at;
  for (const auto& items : {line(1, "0"), line(1, "-1"), line(1, "0.5"), line(999, "1"),
                            std::string{R"({"order_item_id":1})"}, std::string{R"({"qty":1})"}}) {
    CAPTURE(items);
    const auto reply = at.ship(items);
    CHECK(reply.status == 400);
    CHECK(reply.body == nothing_shipped);
  }
  CHECK(at.now().state == "new");
}

// REST.md 4.2, "qty": half of a whole-piece product is dropped; of one sold in parts it is not.
TEST_CASE("ship: a product that is sold in parts is shipped in parts") {
  selling_shop at;
  at.core.add_order({.lines = {{.sku = "A-3", .qty = 2.5, .is_qty_decimal = true}}});
  CHECK(at.post("order/2/ship", "{\"items\":[" + line(3, "1.25") + "]}").status == 200);
  CHECK(at.now(1).items[0].qty_shipped == 1.25);
  CHECK(at.left_of("A-3", "default") == 8.75);
}

// REST.md 0.9 and 4.2, "items": rows 350, 387 and 467.
TEST_CASE("ship: without lines, misspelt or empty, everything that is open is shipped") {
  for (const char* body : {"{}", R"({"itmes":[{"order_item_id":1,"qty":1}]})", R"({"items":[]})",
                           R"({"items":null})", ""}) {
    CAPTURE(body);
    selling_shop at;
    CHECK(at.ship(line(1, "1")).status == 200);
    CHECK(at.post("order/1/ship", body).status == 200);
    CHECK(at.now().items[0].qty_shipped == 2);
    CHECK(at.now().items[1].qty_shipped == 3);
    CHECK(at.post("order/1/ship", body).body == all_shipped);
  }
}

// REST.md 4.4: row 478.
TEST_CASE("ship: the same partial request again ships the next pieces") {
  selling_shop at;
  const auto once = [&] {
    return at.ship(line(2, "1"), ",\"tracks\":[" + first_track + ']').status;
  };
  CHECK(once() == 200);
  CHECK(once() == 200);
  CHECK(at.now().items[1].qty_shipped == 2);
  CHECK(at.core.sold.shipments().size() == 2);
}

// REST.md 0.13 and 4.2, "orderId": rows 342, 381 to 383.
TEST_CASE("ship: the id in the path is cast to an integer and is no order number") {
  selling_shop at;
  at.core.add_order({.increment_id = "000000001-X", .lines = {{.sku = "A-3"}}});
  CHECK(at.post("order/000000002/ship", "{}").status == 200);
  CHECK(at.now(1).items[0].qty_shipped == 1);
  CHECK(at.post("order/abc/ship", "{}").body ==
        R"({"message":"The \"abc\" value's type is invalid. The \"int\" type was expected. )"
        R"(Verify and try again."})");
  CHECK(at.post("order/000000001-X/ship", "{}").status == 400);
  CHECK(at.post("order/0/ship", "{}").body ==
        R"({"message":"An ID is needed. Set the ID and try again."})");
  CHECK(at.post("order/77/ship", "{}").status == 404);
}

// REST.md 4.2, "tracks[]": rows 372 to 375.
TEST_CASE("ship: a track without a carrier cannot be saved, one without a number is refused") {
  selling_shop at;
  const auto with = [&](const std::string& track) {
    return at.ship(line(1, "1"), ",\"tracks\":[" + track + ']');
  };
  CHECK(with(R"({"track_number":"1","title":"UPS"})").body == not_saved);
  CHECK(says(with(R"({"title":"UPS","carrier_code":"ups"})"), "Please enter a tracking number."));
  CHECK(says(with(R"({"track_number":"","carrier_code":"ups"})"),
             R"(Validation Error(s):\nPlease enter a tracking number.")"));
  CHECK(at.now().items[0].qty_shipped == 0);
  CHECK(at.left_of("A-1") == 10);
  CHECK(with(R"({"track_number":"1","carrier_code":"anything"})").status == 200);
}

// REST.md 4.2, "source_code": rows 346, 455 and 464.
TEST_CASE("ship: an unknown source cannot be saved, none is the default, any letter case is good") {
  selling_shop at;
  const auto from = [&](const std::string& source) {
    return at.post("order/1/ship", "{\"items\":[" + line(1, "1") +
                                       R"(],"arguments":{"extension_attributes":{"source_code":")" +
                                       source + "\"}}}");
  };
  CHECK(from("nope").status == 400);
  CHECK(from("nope").body == not_saved);
  CHECK(from("WH-EU").status == 200);
  CHECK(at.core.sold.shipments().at(0).source_code == "WH-EU");
  CHECK(at.left_of("A-1") == 9);
  CHECK(at.post("order/1/ship", "{\"items\":[" + line(1, "1") + "]}").status == 200);
  CHECK(at.core.sold.shipments().at(1).source_code == "default");
  CHECK(at.left_of("A-1", "default") == 9);
}

// REST.md 4.2: the cause of "Could not save a shipment" stays hidden; nothing is shipped then.
TEST_CASE("ship: a source with too little, or with no row, cannot be saved and keeps all it has") {
  selling_shop at;
  at.core.set_quantity("A-2", "wh-eu", 2);
  CHECK(at.ship(line(1, "2") + ',' + line(2, "3")).body == not_saved);
  CHECK(at.left_of("A-1") == 10);
  CHECK(at.now().items[0].qty_shipped == 0);
  CHECK(at.core.sold.shipments().empty());
  at.core.stock.add_source({.code = "empty"});
  CHECK(at.post("order/1/ship", R"({"arguments":{"extension_attributes":{"sourceCode":"empty"}}})")
            .body == not_saved);
}

// Magento's SourceDeductionService: out of stock at the minimum, which is 0.
TEST_CASE("ship: the source loses what is shipped and is out of stock at exactly nothing") {
  selling_shop at;
  at.core.set_quantity("A-1", "wh-eu", 2);
  at.core.set_quantity("A-2", "wh-eu", 3.5);
  CHECK(at.ship(line(1, "2") + ',' + line(2, "3")).status == 200);
  CHECK(at.item("A-1").quantity == 0);
  CHECK(at.item("A-1").status == 0);
  CHECK(at.item("A-2").quantity == 0.5);
  CHECK(at.item("A-2").status == 1);
  CHECK(at.left_of("A-1", "default") == 10);
}

TEST_CASE("ship: with backorders nothing left stays in stock") {
  selling_shop at;
  at.core.set_quantity("A-1", "wh-eu", 2);
  at.core.set_backorders("A-1", 1);
  CHECK(at.ship(line(1, "2")).status == 200);
  CHECK(at.item("A-1").status == 1);
}

}  // namespace
}  // namespace acumage::simulator
