// What a shipment does to its order, what bodies are refused, and how shipments are found and added
// to (REST.md 4.1, 4.2 and 8.5).
#include "../sales/selling_shop.hpp"

#include <string>

namespace acumage::simulator {
namespace {

// REST.md 4.2, "State effects": rows 348, 405 and 406.
TEST_CASE("order: shipping starts it, shipping and invoicing all of it completes it") {
  selling_shop at;
  CHECK(at.ship(line(1, "1")).status == 200);
  CHECK(at.now().state == "processing");
  CHECK(at.now().status == "processing");
  CHECK(at.post("order/1/ship", "{}").status == 200);
  CHECK(at.now().state == "processing");
  CHECK(at.post("order/1/invoice", "{}").body == R"("1")");
  CHECK(at.now().state == "complete");
  CHECK(at.now().items[1].qty_invoiced == 3);
}

// REST.md 4.2, validation lines: rows 384, 393 and 397.
TEST_CASE("ship: held, canceled and virtual orders are refused in the words of their status") {
  selling_shop at;
  at.core.add_order({.lines = {{.sku = "V-1"}}});
  const std::string prefix = R"(Validation Error(s):\nA shipment cannot be created when an order )"
                             "has a status of ";
  CHECK(at.post("orders/1/hold").status == 200);
  CHECK(says(at.ship(line(1, "1")), prefix + "holded\""));
  CHECK(at.post("orders/1/unhold").status == 200);
  CHECK(at.post("orders/1/cancel").body == "true");
  const std::string nothing = R"(\nYou can't create a shipment without products.")";
  CHECK(says(at.ship(line(1, "1")), prefix + "canceled" + nothing));
  CHECK(says(at.post("order/2/ship", "{}"), prefix + "pending" + nothing));
}

// REST.md 4.2, "items": rows 1088 to 1094.
TEST_CASE("ship: of a bundle that ships separately the options are named, of another itself") {
  auto options = selling_options();
  options.products.push_back(
      {.sku = "SEP", .type = product_type::bundle_fixed, .ships_separately = true});
  selling_shop at{options};
  at.core.add_order({.lines = {{.sku = "SEP", .qty = 1},
                               {.sku = "A-1", .qty = 2, .parent = 0},
                               {.sku = "A-2", .qty = 1, .parent = 0}}});
  const auto ship = [&](const std::string& items) {
    return at.post("order/2/ship", "{\"items\":[" + items + "]}");
  };
  CHECK(
      ship(line(3, "1")).body ==
      R"({"message":"Shipment Document Validation Error(s):\nYou can't create a shipment without )"
      R"(products.\nCannot create shipment as bundle product \"SEP\" has shipment type )"
      R"(\"Separately\". Bundle product options should be shipped instead."})");
  CHECK(ship(line(4, "1")).status == 200);
  CHECK(ship(line(4, "1") + ',' + line(5, "1")).status == 200);
  CHECK(at.now(1).items[0].qty_shipped == 2);  // once for each shipment
  CHECK(at.now(1).items[1].qty_shipped == 2);
  CHECK(at.left_of("A-1", "default") == 8);
  CHECK(says(at.post("order/2/ship", "{}"), "The order does not allow a shipment"));
  at.core.add_order({.lines = {{.sku = "SET", .qty = 1}, {.sku = "A-1", .qty = 2, .parent = 0}}});
  CHECK(says(at.post("order/3/ship", "{\"items\":[" + line(7, "2") + "]}"),
             R"(product \"SET\" has shipment type \"Together\". Bundle product itself should)"));
  CHECK(says(at.get("products?" + search("sku", "SEP")),
             R"("custom_attributes":[{"attribute_code":"shipment_type","value":"1"},)"));
}

// REST.md 3.2: the product leaves the source, whatever its options are called.
TEST_CASE("ship: a line with custom options takes its product out of the source") {
  selling_shop at;
  at.core.add_order({.lines = {{.sku = "A-1-red", .qty = 1, .product_id = 1}}});
  CHECK(at.post("order/2/ship", "{}").status == 200);
  CHECK(at.left_of("A-1", "default") == 9);
}

// REST.md 4.2, "order_item_id" and "items": parts are not named; of a bundle the parts leave.
TEST_CASE("ship: a line with parts is shipped as one, and the parts of a bundle leave the source") {
  selling_shop at;
  at.core.add_order({.lines = {{.sku = "SET", .qty = 2},
                               {.sku = "A-1", .qty = 2, .parent = 0},
                               {.sku = "A-2", .qty = 4, .parent = 0},
                               {.sku = "A-3", .product_type = "configurable"},
                               {.sku = "A-3", .parent = 3}}});
  CHECK(at.post("order/2/ship", "{\"items\":[" + line(4, "2") + "]}").status == 400);
  CHECK(at.post("order/2/ship", "{\"items\":[" + line(3, "1") + ',' + line(6, "1") + "]}").status ==
        200);
  CHECK(at.core.sold.shipments().at(0).items.size() == 2);
  CHECK(at.left_of("A-1", "default") == 9);
  CHECK(at.left_of("A-2", "default") == 8);
  CHECK(at.left_of("A-3", "default") == 9);
  CHECK(at.now(1).items[0].qty_shipped == 1);
  CHECK(at.now(1).items[1].qty_shipped == 1);
}

// REST.md 4.2, "top-level keys", and 8.4: rows 386, 436, 473 and 474.
TEST_CASE("ship: unknown members inside an object and wrong types refuse the call") {
  selling_shop at;
  const auto foreign = R"({"message":"\"%fieldName\" is not supported. Correct the field name and )"
                       R"(try again.","parameters":{"fieldName":"Foo"}})";
  CHECK(at.ship(R"({"order_item_id":1,"qty":1,"foo":1})").body == foreign);
  CHECK(at.ship(line(1, "1"), R"(,"tracks":[{"foo":1}])").body == foreign);
  CHECK(at.ship(line(1, "1"), R"(,"comment":{"foo":1})").body == foreign);
  CHECK(at.post("order/1/ship", R"({"arguments":{"extension_attributes":{"foo":1}}})").body ==
        foreign);
  CHECK(says(at.ship(line(1, "\"x\"")), R"(Error occurred during \"qty\" processing)"));
  CHECK(at.post("order/1/ship", R"({"items":"x"})").status == 500);
  CHECK(at.post("order/1/ship", "{").body == R"({"message":"Decoding error."})");
  CHECK(at.core.sold.shipments().empty());
}

// REST.md 3.4: a shop whose Magento_Inventory modules were removed.
TEST_CASE("ship: a shop without sources knows no source_code and takes nothing") {
  auto options = selling_options();
  options.multi_source = false;
  selling_shop at{options};
  CHECK(says(at.ship(line(1, "1")), R"("fieldName":"SourceCode")"));
  CHECK(at.post("order/1/ship", "{}").status == 200);
  CHECK(at.left_of("A-1", "default") == 10);
  CHECK_FALSE(says(at.get("shipment/1"), "source_code"));
}

// REST.md 4.2, "comment" and "tracks[]", and 8.5: rows 379, 491 and 494.
TEST_CASE("shipment: comment and tracks are kept, cut as their columns cut them") {
  selling_shop at;
  const std::string number(400, '9');
  const std::string title(300, 'T');
  const std::string carrier(60, 'c');
  const std::string track = R"({"track_number":")" + number + R"(","title":")" + title +
                            R"(","carrier_code":")" + carrier + "\"}";
  CHECK(at.ship(line(1, "1"), ",\"tracks\":[" + track +
                                  R"(,{"track_number":"Ü😀","carrier_code":"custom"}],)"
                                  R"("comment":{"comment":"ERP-SHIP 7","is_visible_on_front":0})")
            .status == 200);
  const auto made = at.core.sold.shipments().at(0);
  REQUIRE(made.tracks.size() == 2);
  CHECK(made.tracks[0].number == number);
  CHECK(made.tracks[0].title == title.substr(0, 255));
  CHECK(made.tracks[0].carrier_code == carrier.substr(0, 32));
  CHECK(made.tracks[1].number == "Ü????");
  REQUIRE(made.comments.size() == 1);
  CHECK(made.comments.at(0).comment == "ERP-SHIP 7");
}

// REST.md 4.1, "/V1/shipments": rows 413 to 416 and 442.
TEST_CASE("shipments: they are found by order, and none is [] or, with fields, null") {
  selling_shop at;
  at.core.add_order({.lines = {{.sku = "A-3"}}});
  CHECK(at.ship(line(1, "1"), ",\"tracks\":[{\"track_number\":\"T1\",\"carrier_code\":\"ups\"}]")
            .status == 200);
  CHECK(at.ship(line(2, "1")).status == 200);
  const std::string of_order = "shipments?" + search("order_id", "1");
  CHECK(at.get(of_order + "&fields=items[entity_id,items[order_item_id,qty],"
                          "tracks[track_number],comments[comment],"
                          "extension_attributes[source_code]],total_count")
            .body ==
        R"({"items":[{"entity_id":1,"items":[{"order_item_id":1,"qty":1}],)"
        R"("tracks":[{"track_number":"T1"}],"comments":null,)"
        R"("extension_attributes":{"source_code":"wh-eu"}},)"
        R"({"entity_id":2,"items":[{"order_item_id":2,"qty":1}],"tracks":null,"comments":null,)"
        R"("extension_attributes":{"source_code":"wh-eu"}}],"total_count":2})");
  const std::string none = "shipments?" + search("order_id", "2");
  CHECK(says(at.get(none), R"({"items":[],)"));
  CHECK(at.get(none + "&fields=items[entity_id],total_count").body ==
        R"({"items":null,"total_count":0})");
  CHECK(at.get("shipments?" + search("track_number", "T1")).status == 500);
  CHECK(at.get("shipments").status == 400);
}

// REST.md 4.1, "/V1/shipment/{id}": rows 417 to 419.
TEST_CASE("shipment: it is read by its id, and 0 is none") {
  selling_shop at;
  CHECK(at.ship(line(1, "2")).status == 200);
  CHECK(at.get("shipment/1?fields=increment_id,total_qty").body ==
        R"({"increment_id":"000000001","total_qty":2})");
  CHECK(at.get("shipment/9").status == 404);
  CHECK(at.get("shipment/0").status == 400);
  CHECK(says(at.get("shipment/track"), "The \\\"int\\\" type was expected"));
}

// REST.md 4.1, "/V1/shipment/track" and 4.4: rows 420 to 423.
TEST_CASE("track: it is added to a shipment of its order, as often as it is sent") {
  selling_shop at;
  CHECK(at.ship(line(1, "2")).status == 200);
  const auto add = [&](const std::string& ids) {
    return at.post("shipment/track",
                   "{\"entity\":{" + ids + R"("title":"UPS","carrier_code":"ups"}})");
  };
  const std::string track = R"("order_id":1,"parent_id":1,"track_number":"L1",)";
  const auto added = add(track);
  CHECK(added.status == 200);
  CHECK(says(added, R"("weight":null,"qty":null,"description":null,"track_number":"L1")"));
  CHECK(add(track).status == 200);
  CHECK(at.core.sold.shipments().at(0).tracks.size() == 2);
  for (const char* ids :
       {R"("order_id":1,"parent_id":9,"track_number":"L1",)", R"("order_id":1,"parent_id":1,)",
        R"("order_id":9,"parent_id":1,"track_number":"L1",)"}) {
    CAPTURE(ids);
    CHECK(add(ids).body == R"({"message":"Could not save the shipment tracking."})");
  }
}

// REST.md 4.1, "/V1/shipment/{id}/comments": row 424.
TEST_CASE("shipment: a comment is added to it") {
  selling_shop at;
  CHECK(at.ship(line(1, "2")).status == 200);
  const auto add = [&](const std::string& parent) {
    return at.post("shipment/1/comments", R"({"entity":{"parent_id":)" + parent +
                                              R"(,"comment":"hi","is_customer_notified":0,)"
                                              R"("is_visible_on_front":0}})");
  };
  CHECK(add("1").body ==
        R"({"is_customer_notified":0,"parent_id":1,"comment":"hi","is_visible_on_front":0,)"
        R"("entity_id":1})");
  CHECK(add("9").status == 400);
  CHECK(at.get("shipment/1?fields=comments[comment]").body == R"({"comments":[{"comment":"hi"}]})");
}

}  // namespace
}  // namespace acumage::simulator
