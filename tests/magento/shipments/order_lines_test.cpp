// Which items of the store's order a shipment's lines are: bundles, configurables, custom options.
#include "magento/shipments/conversation.hpp"

#include "../talk.hpp"
#include "../transcripts.hpp"
#include "policy/shipment_order.hpp"
#include "sales_shelf.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

using lines = std::vector<std::string>;

const std::string find_order = "GET /V1/orders";
const std::string find_products = "GET /V1/products";
const std::string list_shipments = "GET /V1/shipments";
const std::string list_invoices = "GET /V1/invoices";
const std::string ship = "POST /V1/order/17/ship";
const std::string read_back = "GET /V1/shipment/20";

constexpr const char* separately = R"({"attribute_code":"shipment_type","value":"1"},)"
                                   R"({"attribute_code":"price_type","value":"1"})";
constexpr const char* together = R"({"attribute_code":"shipment_type","value":"0"},)"
                                 R"({"attribute_code":"price_type","value":"1"})";
constexpr const char* by_parts = R"({"attribute_code":"shipment_type","value":"0"},)"
                                 R"({"attribute_code":"price_type","value":"0"})";

/// Two sets of two lamps and a desk each, as T:1088 shows them.
sales_shelf bundle_store(const char* attributes) {
  sales_shelf store;
  const bool apart = attributes == separately;
  store.items = {
      {.id = 235, .sku = "SET", .ordered = 2, .type = "bundle", .product = 9, .separately = apart},
      {.id = 236, .sku = "LAMP-07", .ordered = 4, .parent = 235, .product = 1},
      {.id = 237, .sku = "DESK-04", .ordered = 2, .parent = 235, .product = 2}};
  store.products = {{9, "SET", attributes}};
  return store;
}

policy::shipment_order of(std::vector<policy::shipment_line> wanted) {
  policy::shipment_order order;
  order.shipment = "004417";
  order.erp_order = "SO SO009120";
  order.order = "000000101";
  order.source = "wh_east";
  order.carrier = "ups";
  order.title = "UPS Ground";
  order.lines = std::move(wanted);
  return order;
}

delivery delivery_of(const policy::shipment_order& order) {
  delivery what;
  what.entity = entity::shipment;
  what.key = "004417@SO SO009120";
  what.value = encode(order);
  what.accepted_at_us = 1'000'000;
  return what;
}

talk tell(const policy::shipment_order& order, sales_shelf& store, const shipping_terms& how = {}) {
  return carry(*send_shipment(delivery_of(order), how),
               [&](const request& what) { return store.serve(what); });
}

const row_outcome& only(const talk& done) {
  REQUIRE(done.outcome.verdict == batch_verdict::answered);
  REQUIRE(done.outcome.rows.size() == 1);
  return done.outcome.rows.front();
}

void check_delivered(const talk& done, const std::string& remark = {}) {
  CHECK(only(done).message == remark);
  CHECK(only(done).verdict == row_verdict::delivered);
}

using pieces = std::map<std::int64_t, int>;

}  // namespace

TEST_CASE("order lines: options of a bundle that ships separately ship [SPEC 7 Lines]") {
  auto store = bundle_store(separately);
  const auto order = of({{"1", "LAMP-07", "3"}});
  const auto done = tell(order, store);
  CHECK(done.lines() == lines{find_order, find_products, list_shipments, ship, read_back});
  CHECK(done.asked[3].body.starts_with(R"({"items":[{"order_item_id":236,"qty":3}],)"));
  check_delivered(done);
  const auto rest = of({{"1", "LAMP-07", "3"}, {"2", "DESK-04", "2"}, {"3", "lamp-07", "1"}});
  check_delivered(tell(rest, store));
  CHECK(store.shipments.size() == 2);
  CHECK(store.shipped(236) == 4);
  CHECK(store.shipped(237) == 2);
  CHECK(tell(rest, store).times(ship) == 0);
}

TEST_CASE("order lines: a bundle that ships separately under its own SKU [SPEC 7 Lines]") {
  auto store = bundle_store(separately);
  check_delivered(tell(of({{"1", "SET", "1"}}), store));
  CHECK(store.shipped(236) == 2);
  CHECK(store.shipped(237) == 1);
  check_delivered(tell(of({{"1", "SET", "1"}}), store));
  CHECK(store.shipments.size() == 1);
}

TEST_CASE(
    "order lines: a bundle that ships together leaves when its parts are there in its ratio "
    "[SPEC 7 Lines]") {
  auto store = bundle_store(together);
  const auto whole = of({{"1", "LAMP-07", "2"}, {"2", "DESK-04", "1"}});
  const auto done = tell(whole, store);
  CHECK(done.asked[3].body.starts_with(R"({"items":[{"order_item_id":235,"qty":1}],)"));
  check_delivered(done);
  CHECK(store.shipments.front().comments.front() ==
        "ERP-SHIP 004417 SO SO009120 [1:LAMP-07=2 2:DESK-04=1]");
  CHECK(tell(whole, store).times(ship) == 0);
  SUBCASE("more than the order has is a shortfall") {
    auto other = bundle_store(together);
    check_delivered(tell(of({{"1", "LAMP-07", "5"}, {"2", "DESK-04", "2"}}), other),
                    "shortfall: LAMP-07 5 asked, 4 shipped");
    CHECK(other.shipped(235) == 2);
  }
}

TEST_CASE("order lines: what a bundle lacks is waited for, and then named [SPEC 7 Lines]") {
  auto store = bundle_store(together);
  const auto part = of({{"1", "LAMP-07", "4"}, {"2", "DESK-04", "1"}});
  const auto waiting = tell(part, store, {.now_us = 2'000'000});
  CHECK(only(waiting).verdict == row_verdict::unknown_record);
  CHECK(only(waiting).message == "order 000000101: bundle SET ships whole and lacks 1 of DESK-04");
  CHECK(store.shipments.empty());
  const auto over = tell(part, store, {.part_limit = std::chrono::seconds{1}, .now_us = 3'000'000});
  CHECK(only(over).verdict == row_verdict::refused);
  CHECK(only(over).reason == letter_class::conflict);
  CHECK(only(over).message.find("lacks 1 of DESK-04") != std::string::npos);
  SUBCASE("other lines of the document do not wait") {
    store.items.push_back({.id = 300, .sku = "CHAIR-02", .ordered = 1});
    auto more = part;
    more.lines.push_back({"3", "CHAIR-02", "1"});
    CHECK(only(tell(more, store)).verdict == row_verdict::unknown_record);
    REQUIRE(store.shipments.size() == 1);
    CHECK(store.shipments.front().lines == pieces{{300, 1}});
    more.lines[1].quantity = "2";
    check_delivered(tell(more, store));
    CHECK(store.shipped(235) == 2);
    CHECK(store.shipped(300) == 1);
  }
}

TEST_CASE("order lines: pieces of their own go before a bundle's [SPEC 7 Lines]") {
  auto store = bundle_store(together);
  store.items.push_back({.id = 300, .sku = "LAMP-07", .ordered = 1, .product = 1});
  check_delivered(tell(of({{"1", "LAMP-07", "3"}, {"2", "DESK-04", "1"}}), store));
  CHECK(store.shipped(300) == 1);
  CHECK(store.shipped(235) == 1);
}

TEST_CASE(
    "order lines: virtual parts and products ship not at all, and nothing is short "
    "[SPEC 7 Lines]") {
  auto store = bundle_store(together);
  store.items.push_back(
      {.id = 238, .sku = "WARRANTY", .ordered = 2, .type = "virtual", .parent = 235});
  store.items.push_back({.id = 300, .sku = "E-BOOK", .ordered = 1, .type = "downloadable"});
  check_delivered(tell(of({{"1", "LAMP-07", "4"},
                           {"2", "DESK-04", "2"},
                           {"3", "WARRANTY", "2"},
                           {"4", "E-BOOK", "1"}}),
                       store));
  CHECK(store.shipments.front().lines == pieces{{235, 2}});
  CHECK(store.shipments.front().comments.front().find("E-BOOK") == std::string::npos);
  sales_shelf only_files;
  only_files.items = {{.id = 300, .sku = "E-BOOK", .ordered = 1, .type = "downloadable"}};
  const auto done = tell(of({{"1", "E-BOOK", "1"}}), only_files);
  check_delivered(done, "nothing to ship: all its products are virtual");
  CHECK(done.times(ship) == 0);
}

TEST_CASE("order lines: a configurable is found by its part's SKU [SPEC 7 Lines]") {
  sales_shelf store;
  store.items = {{.id = 31, .sku = "LAMP-07-engraved", .ordered = 2, .type = "configurable"},
                 {.id = 32, .sku = "LAMP-07", .ordered = 2, .parent = 31}};
  const auto done = tell(of({{"1", "LAMP-07", "2"}}), store);
  CHECK(done.asked[2].body.starts_with(R"({"items":[{"order_item_id":31,"qty":2}],)"));
  check_delivered(done);
}

TEST_CASE("order lines: custom options are found by the product's SKU [SPEC 7 Lines]") {
  sales_shelf store;
  store.items = {{.id = 31, .sku = "LAMP-07-red", .ordered = 1, .product = 1},
                 {.id = 32, .sku = "LAMP-07-blue", .ordered = 2, .product = 1},
                 {.id = 33, .sku = "DESK-04", .ordered = 1, .product = 2}};
  store.products = {{1, "LAMP-07"}, {2, "DESK-04"}};
  const auto order = of({{"1", "lamp-07", "3"}, {"2", "DESK-04", "1"}});
  const auto done = tell(order, store);
  CHECK(readable(done.asked[1]).find("[value]=1&") != std::string::npos);  // not the desk's
  check_delivered(done);
  CHECK(store.shipped(31) == 1);
  CHECK(store.shipped(32) == 2);
  CHECK(tell(order, store).times(ship) == 0);
}

TEST_CASE("order lines: without permission for products the store says how a bundle ships") {
  for (const auto* attributes : {separately, together}) {
    auto store = bundle_store(attributes);
    const auto done =
        carry(*send_shipment(delivery_of(of({{"1", "LAMP-07", "4"}, {"2", "DESK-04", "2"}}))),
              [&](const request& what) {
                if (asks(what, "/V1/products"))
                  return answered(
                      401, R"({"message":"The consumer isn't authorized to access %resources."})");
                return store.serve(what);
              });
    check_delivered(done);
    CHECK(store.shipments.size() == 1);
  }
}

TEST_CASE("order lines: invoices follow the same plan [SPEC 7 Lines]") {
  const auto billed = [](const char* attributes, std::vector<policy::shipment_line> wanted) {
    auto store = bundle_store(attributes);
    store.items.push_back({.id = 300, .sku = "E-BOOK", .ordered = 1, .type = "downloadable"});
    auto order = of(std::move(wanted));
    order.create_invoice = true;
    check_delivered(tell(order, store));
    CHECK(tell(order, store).times("POST /V1/order/17/invoice") == 0);
    REQUIRE(store.invoices.size() <= 1);
    return store.invoices.empty() ? pieces{} : store.invoices.front().lines;
  };
  CHECK(billed(together, {{"1", "LAMP-07", "2"}, {"2", "DESK-04", "1"}}) == pieces{{235, 1}});
  CHECK(billed(by_parts, {{"1", "LAMP-07", "2"}, {"2", "DESK-04", "1"}}) ==
        pieces{{236, 2}, {237, 1}});
  CHECK(billed(separately, {{"1", "LAMP-07", "2"}, {"2", "DESK-04", "1"}}) == pieces{{235, 1}});
  CHECK(billed(separately, {{"1", "LAMP-07", "2"}}) == pieces{});  // half a set
  CHECK(billed(together, {{"1", "LAMP-07", "2"}, {"2", "DESK-04", "1"}, {"3", "E-BOOK", "1"}}) ==
        pieces{{235, 1}, {300, 1}});
}

TEST_CASE("order lines: rows from two sources are a shipment of each [SPEC 7 Shipment]") {
  sales_shelf store;
  store.items = {{.id = 31, .sku = "LAMP-07", .ordered = 2},
                 {.id = 32, .sku = "DESK-04", .ordered = 3}};
  auto order = of({{"1", "LAMP-07", "2"}, {"2", "DESK-04", "1", "wh_west"}, {"3", "SOFA-1", "1"}});
  order.tracks = {"1Z99"};
  const auto done = tell(order, store);
  check_delivered(done, "shortfall: SOFA-1 1 asked, 0 shipped");
  CHECK(only(done).moves ==
        std::vector<std::string>{"LAMP-07@wh_east", "DESK-04@wh_west", "SOFA-1@wh_east"});
  REQUIRE(store.shipments.size() == 2);
  CHECK(store.shipments[0].source == "wh_east");
  CHECK(store.shipments[0].lines == pieces{{31, 2}});
  CHECK(store.shipments[0].comments.front() ==
        "ERP-SHIP 004417 SO SO009120 [1:LAMP-07=2 3:SOFA-1=1]");
  CHECK(store.shipments[1].source == "wh_west");
  CHECK(store.shipments[1].comments.front() == "ERP-SHIP 004417/2 SO SO009120 [2:DESK-04=1]");
  CHECK(tell(order, store).times(ship) == 0);
}
