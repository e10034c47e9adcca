#include "magento/shipments/conversation.hpp"

#include "../talk.hpp"
#include "../transcripts.hpp"
#include "messages/json_text.hpp"
#include "policy/shipment_order.hpp"
#include "sales_shelf.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* recordings = "magento_shipments.jsonl";
using lines = std::vector<std::string>;
using texts = std::vector<std::string>;

const std::string find_order = "GET /V1/orders";
const std::string list_shipments = "GET /V1/shipments";
const std::string list_invoices = "GET /V1/invoices";
const std::string ship = "POST /V1/order/17/ship";
const std::string read_back = "GET /V1/shipment/20";
const std::string track = "POST /V1/shipment/track";
const std::string invoice = "POST /V1/order/17/invoice";

policy::shipment_order lamps() {
  policy::shipment_order order;
  order.shipment = "004417";
  order.erp_order = "SO SO009120";
  order.order = "000000101";
  order.source = "wh_east";
  order.carrier = "ups";
  order.title = "UPS Ground";
  order.lines = {{"1", "LAMP-07", "2"}};
  order.tracks = {"1Z99"};
  return order;
}

sales_shelf lamp_store() {
  sales_shelf store;
  store.items.push_back({.id = 31, .sku = "LAMP-07", .ordered = 2});
  store.items.push_back({.id = 32, .sku = "DESK-04", .ordered = 3});
  return store;
}

delivery delivery_of(const policy::shipment_order& order) {
  delivery what;
  what.entity = entity::shipment;
  what.key = order.shipment + (order.erp_order.empty() ? "" : "@" + order.erp_order);
  what.value = encode(order);
  return what;
}

talk tell(const policy::shipment_order& order, const store_script& store) {
  return carry(*send_shipment(delivery_of(order)), store);
}
talk tell(const policy::shipment_order& order, sales_shelf& store) {
  return tell(order, [&](const request& what) { return store.serve(what); });
}

/// The store, but for one line of what is asked.
store_script but(sales_shelf& store, std::string line, answer reply) {
  return [&store, line = std::move(line), reply = std::move(reply)](const request& what) {
    const auto asked = what.method + " " + what.path.substr(0, what.path.find('?'));
    return asked == line ? reply : store.serve(what);
  };
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

void check_conflict(const talk& done, const std::string& words) {
  CHECK(only(done).verdict == row_verdict::refused);
  CHECK(only(done).reason == letter_class::conflict);
  CHECK_MESSAGE(only(done).message.find(words) != std::string::npos, only(done).message);
}

}  // namespace

TEST_CASE("shipment: the order is found, looked through, shipped and read back [SPEC 7 Shipment]") {
  auto store = lamp_store();
  const auto done = tell(lamps(), store);
  CHECK(done.lines() == lines{find_order, list_shipments, ship, read_back});
  for (const auto& what : done.asked) CHECK(what.only_reads == (what.method == "GET"));
  check_delivered(done);
  CHECK(only(done).moves == texts{"LAMP-07@wh_east"});
  CHECK(done.asked[2].body ==
        R"({"items":[{"order_item_id":31,"qty":2}],"notify":false,"appendComment":false,)"
        R"("comment":{"comment":"ERP-SHIP 004417 SO SO009120 [1:LAMP-07=2]",)"
        R"("is_visible_on_front":0},)"
        R"("tracks":[{"track_number":"1Z99","title":"UPS Ground","carrier_code":"ups"}],)"
        R"("packages":[],"arguments":{"extension_attributes":{"source_code":"wh_east"}}})");
  CHECK(readable(done.asked[0]) ==
        "/V1/orders?searchCriteria[filter_groups][0][filters][0][field]=increment_id"
        "&searchCriteria[filter_groups][0][filters][0][value]=000000101"
        "&searchCriteria[filter_groups][0][filters][0][condition_type]=eq"
        "&searchCriteria[pageSize]=20&fields=items[entity_id,increment_id,store_id,state,status,"
        "items[item_id,parent_item_id,product_id,sku,product_type,qty_ordered,qty_shipped,qty_"
        "invoiced,"
        "qty_canceled,qty_refunded]],total_count");
}

TEST_CASE("shipment: what the store has is not shipped again [SPEC 2]") {
  auto store = lamp_store();
  tell(lamps(), store);
  const auto again = tell(lamps(), store);
  CHECK(again.lines() == lines{find_order, list_shipments});
  check_delivered(again);
  CHECK(store.shipped(31) == 2);
}

TEST_CASE(
    "shipment: without an order number nothing is asked, and it is parked [SPEC 7 Shipment]") {
  auto store = lamp_store();
  auto order = lamps();
  order.order.clear();
  const auto done = tell(order, store);
  CHECK(done.asked.empty());
  CHECK(only(done).verdict == row_verdict::unknown_record);
  CHECK(only(done).message ==
        "the store's order number, the status or the quantities are not known yet");
}

TEST_CASE("shipment: an order that the store does not have is parked [SPEC 7 Shipment]") {
  for (const int row : {321, 442}) {
    CAPTURE(row);
    const auto done = tell(lamps(), [&](const request&) { return recorded(recordings, row); });
    CHECK(only(done).verdict == row_verdict::unknown_record);
    CHECK(only(done).message == "order 000000101 is not in the store");
  }
  auto store = lamp_store();
  const auto gone = tell(lamps(), but(store, ship, recorded(recordings, 381)));
  CHECK(only(gone).verdict == row_verdict::unknown_record);
}

TEST_CASE("shipment: a number that two stores have is a conflict") {
  const auto done = tell(lamps(), [&](const request&) {
    return answered(200, R"({"items":[{"entity_id":1,"store_id":1},{"entity_id":9,"store_id":2}],)"
                         R"("total_count":2})");
  });
  check_conflict(done, "store views 1 and 2; expected order_sync.order_store");
}

TEST_CASE("shipment: of several orders of a number that of the named store view is meant") {
  auto store = lamp_store();
  const auto told = [&](std::int64_t view) {
    return carry(*send_shipment(delivery_of(lamps()), {.store = view}), [&](const request& what) {
      auto reply = store.serve(what);
      if (!asks(what, "/V1/orders")) return reply;
      const std::string other = R"({"items":[{"entity_id":99,"store_id":7,"items":[]},)";
      reply.body = other + reply.body.substr(reply.body.find("{\"entity_id\""));
      return reply;
    });
  };
  check_conflict(told(0), "order_sync.order_store");
  check_conflict(told(3), "none of which is 3");
  CHECK(store.shipments.empty());
  check_delivered(told(1));
  CHECK(store.shipments.size() == 1);
}

TEST_CASE("shipment: no line of the order matches, and nothing is asked for [SPEC 7 Shipment]") {
  auto store = lamp_store();
  auto order = lamps();
  order.lines = {{"1", "SOFA-1", "2"}, {"2", "SOFA-2", "1"}};
  store.status = "canceled";
  const auto done = tell(order, store);
  CHECK(done.lines() == lines{find_order, list_shipments});
  check_conflict(done, "order 000000101 (canceled) has no open line for SOFA-1 2, SOFA-2 1");
}

TEST_CASE("shipment: what matches is shipped, the rest is remarked, once [SPEC 7 Shipment]") {
  auto store = lamp_store();
  auto order = lamps();
  order.lines = {{"1", "lamp-07", "5"}, {"2", "SOFA-1", "1"}};
  const auto remark = "shortfall: lamp-07 5 asked, 2 shipped, SOFA-1 1 asked, 0 shipped";
  check_delivered(tell(order, store), remark);
  check_delivered(tell(order, store), remark);
  CHECK(store.shipments.size() == 1);
  CHECK(store.shipped(31) == 2);
}

TEST_CASE("shipment: lines of a SKU are summed over the open items, each named once") {
  sales_shelf store;
  store.items.push_back({.id = 31, .sku = "LAMP-07", .ordered = 2, .shipped = 1});
  store.items.push_back({.id = 32, .sku = "LAMP-07", .ordered = 4});
  auto order = lamps();
  order.lines = {{"1", "LAMP-07", "2"}, {"2", "LAMP-07", "1"}};
  const auto done = tell(order, store);
  CHECK(done.asked[2].body.starts_with(
      R"({"items":[{"order_item_id":31,"qty":1},{"order_item_id":32,"qty":2}],)"));
  check_delivered(done);
}

TEST_CASE("shipment: a configurable ships by its own line, what is virtual not at all") {
  sales_shelf store;
  store.items.push_back({.id = 30, .sku = "LAMP-07", .ordered = 2, .type = "virtual"});
  store.items.push_back({.id = 31, .sku = "LAMP-07", .ordered = 2, .type = "configurable"});
  store.items.push_back({.id = 32, .sku = "LAMP-07", .ordered = 2, .parent = 31});
  const auto done = tell(lamps(), store);
  CHECK(done.asked[2].body.starts_with(R"({"items":[{"order_item_id":31,"qty":2}],)"));
  check_delivered(done);
}

TEST_CASE("shipment: lines that come later are a supplement of their own [SPEC 7 Shipment]") {
  auto store = lamp_store();
  tell(lamps(), store);
  auto order = lamps();
  order.lines.push_back({"2", "DESK-04", "1"});
  order.tracks.push_back("1Z98");
  check_delivered(tell(order, store));
  REQUIRE(store.shipments.size() == 2);
  CHECK(store.shipments[1].comments.front() == "ERP-SHIP 004417/2 SO SO009120 [2:DESK-04=1]");
  CHECK(store.shipments[1].tracks == texts{"1Z98"});
  CHECK(tell(order, store).lines() == lines{find_order, list_shipments});
}

TEST_CASE(
    "shipment: a quantity that changed after it was shipped is a conflict [SPEC 7 Shipment]") {
  for (const auto* now : {"1", "3", "0"}) {
    auto store = lamp_store();
    tell(lamps(), store);
    auto order = lamps();
    order.lines.front().quantity = now;
    check_conflict(tell(order, store), std::string{"LAMP-07: 2 shipped, and the ERP now says "} +
                                           now + "; the store cannot un-ship");
    CHECK(store.shipments.size() == 1);
  }
}

TEST_CASE("shipment: two shipments of an order keep apart") {
  auto store = lamp_store();
  store.items.front().ordered = 4;
  tell(lamps(), store);
  auto other = lamps();
  other.shipment = "004418";
  other.tracks = {};
  check_delivered(tell(other, store));
  CHECK(store.shipped(31) == 4);
  CHECK(store.shipments.size() == 2);
}

TEST_CASE("shipment: one without a marker that has our tracking number is ours") {
  auto store = lamp_store();
  store.items.front().shipped = 2;
  store.shipments.push_back({.id = 9, .lines = {{31, 2}}, .tracks = {"1Z99"}});
  const auto done = tell(lamps(), store);
  CHECK(done.lines() == lines{find_order, list_shipments});
  check_delivered(done);
  SUBCASE("but not when it has another shipment's marker") {
    store.shipments.front().comments = {"ERP-SHIP 004400 SO SO009120 [1:LAMP-07=2]"};
    check_conflict(tell(lamps(), store), "no open line for LAMP-07 2");
  }
  SUBCASE("and what it lacks is shipped under a marker") {
    store.items.front() = {.id = 31, .sku = "LAMP-07", .ordered = 2, .shipped = 1};
    store.shipments.front().lines[31] = 1;
    check_delivered(tell(lamps(), store));
    CHECK(store.shipments.back().comments.front() == "ERP-SHIP 004417 SO SO009120 [1:LAMP-07=1]");
    CHECK(tell(lamps(), store).lines() == lines{find_order, list_shipments});
  }
}

TEST_CASE("shipment: tracking numbers that come later are added, each once [SPEC 7 Shipment]") {
  auto store = lamp_store();
  tell(lamps(), store);
  auto order = lamps();
  order.tracks = {"1Z97", "1Z98", "1Z99", "box \xF0\x9F\x98\x80"};
  const auto done = tell(order, store);
  CHECK(done.lines() == lines{find_order, list_shipments, track, track, track});
  CHECK(done.asked[2].body ==
        R"({"entity":{"order_id":17,"parent_id":20,"track_number":"1Z97","title":"UPS Ground",)"
        R"("carrier_code":"ups","weight":0,"qty":0,"description":""}})");
  check_delivered(done);
  store.shipments.front().tracks.back() = "box ????";  // as the store keeps it, T:494
  CHECK(tell(order, store).lines() == lines{find_order, list_shipments});
}

TEST_CASE("shipment: a cut quantity is a shortfall in the remark [SPEC 7 Shipment]") {
  auto store = lamp_store();
  store.items.front().ordered = 9;
  const auto done = tell(lamps(), [&](const request& what) {
    if (what.path.ends_with("/ship")) store.items.front().ordered = 1;  // somebody else was quicker
    return store.serve(what);
  });
  check_delivered(done, "shortfall: LAMP-07 2 asked, 1 shipped");
}

TEST_CASE("shipment: a refusal that may mean it is done is looked into once [SPEC 2]") {
  auto store = lamp_store();
  bool late = true;
  const auto found = tell(lamps(), [&](const request& what) {
    if (!what.path.ends_with("/ship") || !std::exchange(late, false)) return store.serve(what);
    store.serve(what);  // an earlier request of ours comes late
    return recorded(recordings, 349);
  });
  CHECK(found.lines() == lines{find_order, list_shipments, ship, find_order, list_shipments});
  check_delivered(found);
  for (const int row : {349, 434}) {
    auto other = lamp_store();
    const auto done = tell(lamps(), but(other, ship, recorded(recordings, row)));
    CHECK(done.times(ship) == 2);
    check_conflict(done, "Shipment Document Validation Error");
  }
}

TEST_CASE("shipment: an order that is held, canceled or virtual is a conflict at once") {
  for (const int row : {384, 393, 397}) {
    auto store = lamp_store();
    const auto done = tell(lamps(), but(store, ship, recorded(recordings, row)));
    CHECK(done.times(ship) == 1);
    check_conflict(done, "when an order has a status of");
  }
}

TEST_CASE("shipment: what could not be saved is tried again after a minute") {
  auto store = lamp_store();
  const auto done = tell(lamps(), but(store, ship, recorded(recordings, 369)));
  CHECK(only(done).verdict == row_verdict::failed);
  CHECK(only(done).wait == std::chrono::minutes{1});
}

TEST_CASE("shipment: other answers are judged as those of any request") {
  auto store = lamp_store();
  const auto verdict = [&](const std::string& line, answer reply) {
    return tell(lamps(), but(store, line, std::move(reply))).outcome.verdict;
  };
  const auto report = R"({"message":"Internal Error. Details are available. Report ID: webapi-1"})";
  CHECK(verdict(ship, broken(carried::read_timeout)) == batch_verdict::uncertain);
  CHECK(verdict(ship, answered(500, report)) == batch_verdict::suspect);
  CHECK(verdict(ship, answered(200, "null")) == batch_verdict::uncertain);
  CHECK(verdict(ship, recorded(recordings, 389)) == batch_verdict::unavailable);
  CHECK(verdict(find_order, broken(carried::read_timeout)) == batch_verdict::unavailable);
  CHECK(verdict(list_shipments, broken(carried::reset)) == batch_verdict::unavailable);
}

TEST_CASE("shipment: a store that limits arrays gets the lines in parts [SPEC 6 Threshold]") {
  auto store = lamp_store();
  auto order = lamps();
  order.lines = {{"1", "LAMP-07", "2"}, {"2", "DESK-04", "1"}, {"3", "SOFA-1", "1"}};
  order.tracks = {"1Z97", "1Z98"};
  const auto done = tell(order, [&](const request& what) {
    const bool many = what.body.find("},{") != std::string::npos;
    if (!many || !what.path.ends_with("/ship")) return store.serve(what);
    return answered(400, R"({"message":"Maximum items of type \"%type\" is %max",)"
                         R"("parameters":{"type":"\\Items","max":1}})");
  });
  check_delivered(done, "shortfall: SOFA-1 1 asked, 0 shipped");
  REQUIRE(store.shipments.size() == 2);
  CHECK(store.shipments[0].comments.front() ==
        "ERP-SHIP 004417 SO SO009120 [1:LAMP-07=2 3:SOFA-1=1]");
  CHECK(store.shipments[1].comments.front() == "ERP-SHIP 004417/2 SO SO009120 [2:DESK-04=1]");
}

namespace {

TEST_CASE(
    "shipment: six hundred lines of one item are told in parts whose markers fit their column") {
  sales_shelf store;
  const std::string sku(64, '"');
  store.items.push_back({.id = 31, .sku = sku, .ordered = 600});
  auto order = lamps();
  order.lines.clear();
  for (int i = 1; i <= 600; ++i) order.lines.push_back({std::to_string(i), sku, "1"});
  check_delivered(tell(order, store));
  REQUIRE(store.shipments.size() == 3);
  for (const auto& each : store.shipments) CHECK(each.comments.front().size() < 65'536);
  CHECK(store.items[0].shipped == 600);
}

/// A store that takes so many items in one request.
store_script limited(sales_shelf& store, std::size_t most) {
  return [&store, most](const request& what) {
    std::size_t count = 0;
    for (auto at = what.body.find("order_item_id"); at != std::string::npos;
         at = what.body.find("order_item_id", at + 1))
      ++count;
    if (count <= most) return store.serve(what);
    return answered(400, R"({"message":"Maximum items of type \"%type\" is %max","parameters":)"
                         R"({"type":"\\Items","max":)" +
                             std::to_string(most) + "}}");
  };
}

}  // namespace

TEST_CASE("shipment: the parts of one conversation take from different items [SPEC 7 Shipment]") {
  auto store = lamp_store();
  store.items.push_back({.id = 33, .sku = "LAMP-07", .ordered = 2});
  store.items.push_back({.id = 34, .sku = "CHAIR-02", .ordered = 1});
  auto order = lamps();
  order.lines = {
      {"1", "LAMP-07", "2"}, {"2", "DESK-04", "1"}, {"3", "LAMP-07", "2"}, {"4", "CHAIR-02", "1"}};
  check_delivered(tell(order, limited(store, 2)));
  CHECK(store.shipped(31) == 2);
  CHECK(store.shipped(33) == 2);
  CHECK(store.shipped(34) == 1);
}

TEST_CASE("shipment: a line that no limit lets through ends, and is not tried for ever") {
  auto store = lamp_store();
  store.items.push_back({.id = 33, .sku = "LAMP-07", .ordered = 2});
  auto order = lamps();
  order.lines = {{"1", "LAMP-07", "4"}};
  std::size_t asked = 0;
  const auto limit = limited(store, 1);
  const auto done = tell(order, [&](const request& what) {
    REQUIRE(++asked < 20);
    return limit(what);
  });
  CHECK(done.outcome.verdict == batch_verdict::too_many);
  CHECK(store.shipments.empty());
}

TEST_CASE("shipment: what was shipped is invoiced, after looking for one [SPEC 7 Shipment]") {
  auto store = lamp_store();
  auto order = lamps();
  order.create_invoice = true;
  order.invoice = "AR009988";
  const auto done = tell(order, store);
  CHECK(done.lines() == lines{find_order, list_shipments, ship, read_back, list_invoices, invoice});
  CHECK(done.asked.back().body ==
        R"({"capture":true,"items":[{"order_item_id":31,"qty":2}],"notify":false,)"
        R"("appendComment":false,"comment":{"comment":"ERP-INVOICE 004417 SO SO009120 AR009988",)"
        R"("is_visible_on_front":0}})");
  check_delivered(done);
  CHECK(tell(order, store).lines() == lines{find_order, list_shipments, list_invoices});
  SUBCASE("a supplement has its own") {
    order.lines.push_back({"2", "DESK-04", "1"});
    check_delivered(tell(order, store));
    REQUIRE(store.invoices.size() == 2);
    CHECK(store.invoices[1].lines == std::map<std::int64_t, int>{{32, 1}});
  }
}

TEST_CASE("shipment: what is invoiced already is not invoiced again [SPEC 2]") {
  auto store = lamp_store();
  for (auto& each : store.items) each.invoiced = each.ordered;
  store.invoices.push_back({.id = 5, .lines = {{31, 2}, {32, 3}}});
  auto order = lamps();
  order.create_invoice = true;
  const auto done = tell(order, store);
  CHECK(done.times(invoice) == 0);
  check_delivered(done);
}

TEST_CASE("shipment: an invoice is for its own shipment, not for what others have shipped") {
  auto store = lamp_store();
  store.items.front().ordered = 4;
  auto order = lamps();
  order.create_invoice = true;
  tell(order, store);
  auto other = lamps();
  other.shipment = "004418";
  other.tracks = {};
  tell(other, store);  // without an invoice yet
  CHECK(tell(order, store).times(invoice) == 0);
  other.create_invoice = true;
  CHECK(tell(other, store).times(invoice) == 1);
  CHECK(store.items.front().invoiced == 4);
}

TEST_CASE("shipment: an invoice that the order does not allow is remarked") {
  auto store = lamp_store();
  auto order = lamps();
  order.create_invoice = true;
  check_delivered(tell(order, but(store, invoice, recorded(recordings, 404))),
                  "no invoice: the order does not allow one");
  const auto unsaved =
      answered(400, R"({"message":"Could not save an invoice, see error log for details"})");
  const auto done = tell(order, but(store, invoice, unsaved));
  CHECK(only(done).verdict == row_verdict::failed);
  CHECK(only(done).wait == std::chrono::minutes{1});
}

TEST_CASE("shipment: whichever exchange is lost, the next conversation does what is missing") {
  // [SPEC 2]: nothing twice that is not idempotent.
  auto order = lamps();
  order.lines.push_back({"2", "DESK-04", "1"});
  order.create_invoice = true;
  for (const bool applied : {false, true})
    for (std::size_t lost = 0; lost < 8; ++lost) {
      CAPTURE(lost);
      CAPTURE(applied);
      auto store = lamp_store();
      std::size_t count = 0;
      order.tracks = {"1Z99"};
      const auto shaky = [&](const request& what) {
        if (count++ != lost) return store.serve(what);
        if (applied) store.serve(what);
        return broken(carried::read_timeout);
      };
      tell(order, shaky);
      order.tracks = {"1Z98", "1Z99"};
      for (int more = 0; more < 3; ++more) tell(order, shaky);
      check_delivered(tell(order, store));
      CHECK(store.shipments.size() == 1);
      CHECK(store.invoices.size() == 1);
      auto tracks = store.shipments.front().tracks;
      std::sort(tracks.begin(), tracks.end());
      CHECK(tracks == texts{"1Z98", "1Z99"});
      CHECK(store.shipped(31) == 2);
      CHECK(store.shipped(32) == 1);
    }
}

TEST_CASE("shipment: pages of an order's shipments are all read") {
  auto store = lamp_store();
  const auto page = [](const std::string& comment) {
    return R"({"items":[{"entity_id":20,"items":[{"order_item_id":31,"qty":2}],"tracks":null,)"
           R"("comments":[{"comment":")" +
           comment + R"("}]}],"total_count":2})";
  };
  auto order = lamps();
  order.tracks.clear();
  const auto done = tell(order, [&](const request& what) {
    if (!asks(what, "/V1/shipments")) return store.serve(what);
    const bool second = what.path.find("currentPage%5D=2") != std::string::npos;
    return answered(200, page(second ? "ERP-SHIP 004417 SO SO009120 [1:LAMP-07=2]" : "hello"));
  });
  CHECK(done.lines() == lines{find_order, list_shipments, list_shipments});
  check_delivered(done);
}

TEST_CASE("shipment: a letter shows what would be asked for") {
  CHECK(shipment_text(delivery_of(lamps())) ==
        R"({"order":"000000101","items":[{"sku":"LAMP-07","qty":2}],"notify":false,)"
        R"("appendComment":false,)"
        R"("comment":{"comment":"ERP-SHIP 004417 SO SO009120 [1:LAMP-07=2]",)"
        R"("is_visible_on_front":0},)"
        R"("tracks":[{"track_number":"1Z99","title":"UPS Ground","carrier_code":"ups"}],)"
        R"("packages":[],"arguments":{"extension_attributes":{"source_code":"wh_east"}}})");
  delivery broken_value;
  broken_value.value = "{";
  CHECK(only(carry(*send_shipment(broken_value), stocked_store)).reason == letter_class::bug);
}

TEST_CASE("shipment: an order is spoken about by one at a time, under the ERP's key") {
  CHECK(order_of_shipment(delivery_of(lamps())) == "so so009120");
  auto order = lamps();
  order.erp_order.clear();
  CHECK(order_of_shipment(delivery_of(order)) == "#000000101");
}

TEST_CASE(
    "shipment: parked ones are looked up together by their orders' numbers [SPEC 6 Attempts]") {
  auto missing = lamps();
  missing.order = "000000777";
  auto nameless = lamps();
  nameless.order.clear();
  const std::vector values{encode(lamps()), encode(missing), encode(nameless), encode(lamps())};
  const std::vector<std::string> keys{"a", "b", "c", "d"};
  const auto question = known_shipments_request(values);
  REQUIRE(question);
  CHECK(question->only_reads);
  CHECK(readable(*question).find("[value]=000000101,000000777&") != std::string::npos);
  auto store = lamp_store();
  const auto found = read_known_shipments(keys, values, store.serve(*question));
  CHECK(found.known == texts{"a", "d"});
  CHECK(found.unknown == texts{"b", "c"});
  CHECK_FALSE(known_shipments_request({encode(nameless)}));
  CHECK(read_known_shipments(keys, values, broken(carried::reset)).outcome.verdict ==
        batch_verdict::unavailable);
  std::vector<std::string> many;
  for (int i = 0; i < 150; ++i) {
    auto one = lamps();
    one.order = "100000" + std::to_string(i);
    many.push_back(encode(one));
  }
  const std::vector<std::string> names(150, "k");
  const auto part =
      read_known_shipments(names, many, answered(200, R"({"items":null,"total_count":0})"));
  CHECK(part.unknown.size() == 100);
}
