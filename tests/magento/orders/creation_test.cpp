#include "magento/orders/creation.hpp"

#include "../transcripts.hpp"
#include "magento/orders/conversation.hpp"
#include "talk.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;
using policy::order_action;

namespace {

constexpr const char* file = "magento_orders.jsonl";
using strings = std::vector<std::string>;

constexpr const char* creation = "POST /V1/orders";

order_store empty_store() {
  order_store store;
  store.has_order = false;
  return store;
}

bool names(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("order creation: looked up, products found, posted [SPEC 7 Order]") {
  auto store = empty_store();
  const auto done = send(born_order(), store);
  CHECK(said(done).verdict == row_verdict::delivered);
  CHECK(done.lines() ==
        strings{"GET /V1/orders", "GET /V1/products", "GET /V1/directory/countries/DE", creation});
  CHECK(
      store.created ==
      R"({"entity":{"increment_id":"ERP-SO-SO009130","ext_order_id":"SO SO009130","store_id":1,)"
      R"("state":"processing","status":"processing","base_currency_code":"EUR",)"
      R"("global_currency_code":"EUR","order_currency_code":"EUR","store_currency_code":"EUR",)"
      R"("customer_email":"ext@example.test","customer_is_guest":1,"customer_firstname":"A",)"
      R"("customer_lastname":"B","base_grand_total":25.10,"grand_total":25.10,)"
      R"("base_subtotal":20.1,"subtotal":20.1,"base_tax_amount":0,"tax_amount":0,)"
      R"("base_shipping_amount":0,"shipping_amount":0,"base_discount_amount":0,)"
      R"("discount_amount":0,"total_qty_ordered":3,"total_item_count":2,"billing_address":)"
      R"({"address_type":"billing","firstname":"A","lastname":"B","street":["Teststr. 1"],)"
      R"("city":"Berlin","region":"Berlin","region_id":82,"postcode":"10115","country_id":"DE","telephone":"1",)"
      R"("email":"ext@example.test"},"payment":{"method":"checkmo"},"items":[)"
      R"({"sku":"LAMP-07","product_id":601,"product_type":"simple","name":"A LAMP-07",)"
      R"("is_virtual":0,"qty_ordered":2,"base_price":5.05,"price":5.05,)"
      R"("base_original_price":5.05,"original_price":5.05,"base_row_total":10.1,)"
      R"("row_total":10.1},{"sku":"DESK-04","product_id":602,"product_type":"simple",)"
      R"("name":"A DESK-04","is_virtual":0,"qty_ordered":1,"base_price":10,"price":10,)"
      R"("base_original_price":10,"original_price":10,"base_row_total":10,"row_total":10}],)"
      R"("extension_attributes":{"shipping_assignments":[{"shipping":{"address":)"
      R"({"address_type":"shipping","firstname":"A","lastname":"B","street":["Teststr. 1"],)"
      R"("city":"Berlin","region":"Berlin","region_id":82,"postcode":"10115","country_id":"DE","telephone":"1",)"
      R"("email":"ext@example.test"},"method":"flatrate_flatrate"},"items":[]}]}}})");
}

TEST_CASE(
    "order creation: one that is there is not made again, its status is told [SPEC 7 Order]") {
  auto store = empty_store();
  send(born_order(), store);
  const auto same = send(born_order(), store);
  CHECK(said(same).verdict == row_verdict::delivered);
  CHECK(writes(same).empty());
  const auto later = send(born_order("processing/picked"), store);
  CHECK(writes(later) == strings{"POST /V1/orders"});
  CHECK(store.status == "picked");
}

TEST_CASE("order creation: an answer that was lost makes no second order [SPEC 7 Order]") {
  auto store = empty_store();
  store.applies_unanswered = true;
  store.instead.emplace(creation, broken(carried::read_timeout));
  CHECK(send(born_order(), store).outcome.verdict == batch_verdict::uncertain);
  const auto again = send(born_order(), store);
  CHECK(said(again).verdict == row_verdict::delivered);
  CHECK(writes(again).empty());
}

TEST_CASE("order creation: a number that is taken is an order that is there [SPEC 7 Order]") {
  auto store = empty_store();
  store.applies_unanswered = true;  // another request of it came first
  store.instead.emplace(creation, recorded(file, 609));
  const auto done = send(born_order(), store);
  CHECK(said(done).verdict == row_verdict::delivered);
  CHECK(writes(done) == strings{creation});
  // Taken, and yet not to be seen: tried again, never created under another number.
  auto odd = empty_store();
  odd.instead.emplace(creation, recorded(file, 609));
  const auto unseen = send(born_order(), odd);
  CHECK(said(unseen).verdict == row_verdict::failed);
  CHECK(writes(unseen) == strings{creation});
}

TEST_CASE("order creation: an unknown SKU waits, and nothing is posted [SPEC 7 Order]") {
  auto store = empty_store();
  store.unknown_skus = {"DESK-04"};
  const auto done = send(born_order(), store);
  CHECK(said(done).verdict == row_verdict::unknown_record);
  CHECK(names(said(done).message, "\"DESK-04\""));
  CHECK(writes(done).empty());
}

TEST_CASE("order creation: what is cancelled before the store has it is not made [SPEC 7 Order]") {
  auto store = empty_store();
  auto record = born_order();
  record.action = order_action::cancel;
  const auto done = send(record, store);
  CHECK(said(done).verdict == row_verdict::delivered);
  CHECK(names(said(done).message, "not created"));
  CHECK(writes(done).empty());
}

TEST_CASE("order creation: a hold follows, a status of a later state is an update [SPEC 7 Order]") {
  auto store = empty_store();
  auto record = born_order();
  record.action = order_action::hold;
  CHECK(writes(send(record, store)) == strings{creation, "POST /V1/orders/77/hold"});
  CHECK(store.state == "holded");
  auto other = empty_store();
  const auto done = send(born_order("complete"), other);
  CHECK(names(said(done).message, "belongs to state complete"));
  CHECK(other.status == "pending");
  auto own = empty_store();
  CHECK(writes(send(born_order("new/erp_open"), own)) == strings{creation});
  CHECK(own.status == "erp_open");
  CHECK(own.state == "new");
  auto nameless = empty_store();  // the store takes any text in any state
  CHECK(writes(send(born_order("erp_open"), nameless)) ==
        strings{creation, "POST /V1/orders/77/comments"});
  CHECK(nameless.status == "pending");
}

TEST_CASE("order creation: what the store says of a creation [SPEC 7 Order]") {
  CHECK(says_created(recorded(file, 608), "EXT-1001"));
  CHECK_FALSE(says_created(recorded(file, 608), "EXT-1002"));
  CHECK(says_taken(recorded(file, 609)));
  CHECK_FALSE(says_taken(recorded(file, 616)));
  const auto verdict = [](int row) {
    auto store = empty_store();
    store.instead.emplace(creation, recorded(file, row));
    return send(born_order(), store).outcome;
  };
  CHECK(verdict(631).verdict == batch_verdict::refused);
  CHECK(verdict(631).reason == letter_class::data);
  CHECK(names(verdict(631).message, "\"City\" is required"));
  CHECK(verdict(626).verdict == batch_verdict::refused);
  CHECK(verdict(629).verdict == batch_verdict::suspect);  // the next try looks first
}

TEST_CASE("known orders: numbers are asked for together, what waits for the ERP is not") {
  policy::order_record waiting;
  waiting.waits = "no store order number known yet";
  const lookup asked{{"SO 1", "SO 2", "SO 3", "SO 4"},
                     {policy::encode(status_of("000000001", "x")), policy::encode(waiting),
                      policy::encode(status_of("NOPE", "x")), policy::encode(born_order())}};
  const auto question = known_orders_request(asked);
  REQUIRE(question.has_value());
  CHECK(readable(*question).starts_with("/V1/orders?"));
  CHECK(names(readable(*question), "[value]=000000001,NOPE&"));
  const auto read = read_known_orders(asked, recorded(file, 322));
  CHECK(read.known == strings{"SO 1"});
  CHECK(read.unknown == strings{"SO 2", "SO 3"});  // the last is of another sort: asked for next
  CHECK(read_known_orders(asked, recorded(file, 629)).known.empty());
  CHECK(read_known_orders(asked, recorded(file, 629)).unknown.empty());
  CHECK_FALSE(known_orders_request({{"SO 2"}, {policy::encode(waiting)}}));
}

TEST_CASE("known orders: one that is to be created waits for all its products") {
  const lookup asked{{"SO 4", "SO 1"},
                     {policy::encode(born_order()), policy::encode(status_of("1", "x"))}};
  CHECK(names(readable(*known_orders_request(asked)), "/V1/products?"));
  CHECK(names(readable(*known_orders_request(asked)), "[value]=lamp-07,DESK-04&"));
  const auto some = read_known_orders(asked, answered(200, products_json({"LAMP-07"})));
  CHECK(some.unknown == strings{"SO 4"});
  const auto all = read_known_orders(asked, answered(200, products_json({"LAMP-07", "DESK-04"})));
  CHECK(all.known == strings{"SO 4"});
  CHECK(all.unknown.empty());
}

TEST_CASE("known orders: more than one search holds are left for the next") {
  lookup asked;
  for (int i = 0; i < 250; ++i) {
    asked.keys.push_back("SO " + std::to_string(i));
    asked.values.push_back(policy::encode(status_of(std::to_string(1000 + i), "x")));
  }
  CHECK(known_orders_request(asked)->path.size() < 6000);
  const auto read = read_known_orders(asked, answered(200, R"({"items":null,"total_count":0})"));
  CHECK(read.unknown.size() == 100);
}

TEST_CASE("order creation: a region that the store does not have is remarked [SPEC 7 Customer]") {
  auto store = empty_store();
  auto record = born_order();
  record.create->billing.region = "Tirol";
  const auto done = send(record, store);
  CHECK(names(said(done).message, "no region \"Tirol\" of DE"));
  CHECK(names(store.created, "\"region\":\"Tirol\",\"postcode\""));
  CHECK(names(store.created, "\"region_id\":82"));  // of the other address
  auto away = empty_store();
  away.instead.emplace("GET /V1/directory", answered(200, "<p>Notice: Undefined index"));
  CHECK(send(born_order(), away).outcome.verdict == batch_verdict::unavailable);
}
