#include "magento/orders/conversation.hpp"

#include "../transcripts.hpp"
#include "magento/order_search.hpp"
#include "magento/orders/update.hpp"
#include "talk.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;
using policy::order_action;

namespace {

constexpr const char* file = "magento_orders.jsonl";
using strings = std::vector<std::string>;

constexpr const char* comment_call = "POST /V1/orders/77/comments";
constexpr const char* save_call = "POST /V1/orders";
constexpr const char* cancel_call = "POST /V1/orders/77/cancel";
constexpr const char* hold_call = "POST /V1/orders/77/hold";
constexpr const char* unhold_call = "POST /V1/orders/77/unhold";

order_store in_state(std::string state, std::string status) {
  order_store store;
  store.state = std::move(state);
  store.status = std::move(status);
  return store;
}

talk act(order_action what, order_store& store) {
  return send(action_on("000000104", what), store);
}

bool names(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("order search: by its number, never with the number in a path [SPEC 7 Order]") {
  CHECK(
      readable(order_search(status_of("000000104", "x"))) ==
      "/V1/orders?searchCriteria[filter_groups][0][filters][0][field]=increment_id"
      "&searchCriteria[filter_groups][0][filters][0][value]=000000104"
      "&searchCriteria[filter_groups][0][filters][0][condition_type]=eq"
      "&searchCriteria[pageSize]=20&fields=items[entity_id,store_id,state,status,items[qty_ordered,"
      "qty_shipped,qty_invoiced,qty_canceled],status_histories[comment]],total_count");
  CHECK(names(readable(order_search(born_order())),
              "[filters][1][field]=ext_order_id&searchCriteria[filter_groups][0][filters][1][value]"
              "=SO SO009130&"));
}

TEST_CASE("order search: what a running store answers is read") {
  const auto full = read_order_search(recorded(file, 319));
  REQUIRE((full && full->size() == 1));
  CHECK(full->front().id == 1);
  CHECK(full->front().state == "new");
  CHECK_FALSE(full->front().shipped);
  CHECK(full->front().left_to_invoice);
  CHECK(read_order_search(recorded(file, 321))->empty());
  CHECK(read_order_search(recorded(file, 324))->front().status == "pending");
  CHECK(read_order_search(answered(200, R"({"items":null,"total_count":0})"))->empty());
  CHECK_FALSE(read_order_search(answered(200, R"({"items":null,"total_count":3})")));
  CHECK_FALSE(read_order_search(answered(200, "[]")));
  CHECK_FALSE(read_order_search(recorded(file, 629)));
}

TEST_CASE("order: a status of the order's state is saved alone and read back [SPEC 7 Order]") {
  auto store = in_state("processing", "processing");
  const auto done = send(status_of("000000104", "fraud"), store);
  CHECK(said(done).verdict == row_verdict::delivered);
  CHECK(said(done).message.empty());
  CHECK(done.lines() == strings{"GET /V1/orders", save_call, "GET /V1/orders"});
  CHECK(done.asked.at(1).body == R"({"entity":{"entity_id":77,"status":"fraud"}})");
  CHECK(store.status == "fraud");
  CHECK(store.state == "processing");
  auto own = in_state("processing", "processing");
  CHECK(writes(send(status_of("000000104", "processing/picked"), own)) == strings{save_call});
  CHECK(own.status == "picked");
  auto over = in_state("complete", "complete");
  CHECK(writes(send(status_of("000000104", "complete/archived"), over)) == strings{save_call});
  CHECK(over.state == "complete");
}

TEST_CASE("order: a saved status that the store does not keep is an attempt [SPEC 7 Order]") {
  auto store = in_state("processing", "processing");
  store.keeps_saved = false;
  const auto done = send(status_of("000000104", "fraud"), store);
  CHECK(said(done).verdict == row_verdict::failed);
  CHECK(names(said(done).message, "sent the status fraud and the store shows processing"));
}

TEST_CASE("order: one that leaves its state while its status is saved says so [SPEC 7 Order]") {
  auto store = in_state("processing", "processing");
  const auto way = send_order(order_update(status_of("000000104", "fraud")), *store.regions);
  const auto done = carry(*way, [&](const request& what) {
    auto reply = store.answer_to(what);
    if (what.path == "/V1/orders") store.state = "complete";
    return reply;
  });
  CHECK(said(done).verdict == row_verdict::delivered);
  CHECK(names(said(done).message, "went from state processing to complete"));
}

TEST_CASE("order: the status that the store has already is no write [SPEC 7 Order]") {
  auto store = in_state("processing", "processing");
  CHECK(writes(send(status_of("000000104", "processing"), store)).empty());
  auto cancelled = in_state("canceled", "canceled");
  CHECK(writes(act(order_action::cancel, cancelled)).empty());
  auto held = in_state("holded", "holded");
  CHECK(writes(act(order_action::hold, held)).empty());
  auto free = in_state("new", "pending");
  CHECK(writes(act(order_action::unhold, free)).empty());
}

TEST_CASE("order: nothing leaves complete, closed or canceled [SPEC 7 Order]") {
  for (const auto* state : {"complete", "closed", "canceled"}) {
    auto store = in_state(state, state);
    for (const auto& record :
         {status_of("000000104", "processing"), action_on("000000104", order_action::hold),
          action_on("000000104", order_action::unhold)}) {
      const auto done = send(record, store);
      CHECK(said(done).verdict == row_verdict::delivered);
      CHECK(writes(done).empty());
    }
    CHECK(names(said(send(status_of("000000104", "processing"), store)).message, state));
    CHECK(store.status == state);
  }
}

TEST_CASE("order: a status of another state is one note with the present status [SPEC 7 Order]") {
  order_store store;
  const auto done = send(status_of("000000104", "processing"), store);
  CHECK(said(done).verdict == row_verdict::delivered);
  CHECK(names(said(done).message, "processing belongs to state processing, the order is in new"));
  CHECK(writes(done) == strings{comment_call});
  CHECK(done.asked.back().body ==
        R"({"statusHistory":{"comment":"ERP order SO SO009130: processing [638-7]",)"
        R"("status":"pending","is_customer_notified":0,"is_visible_on_front":0,"parent_id":77}})");
  CHECK(store.comments == strings{"ERP order SO SO009130: processing [638-7]"});
  CHECK(store.status == "pending");
}

TEST_CASE("order: a status of an unknown state is a note that says what to write [SPEC 7 Order]") {
  auto store = in_state("processing", "processing");
  const auto done = send(status_of("000000104", "picked"), store);
  CHECK(writes(done) == strings{comment_call});
  CHECK(names(said(done).message, "as in processing/picked"));
  CHECK(store.status == "processing");
}

TEST_CASE("order: a note is told again with the status the order has by then [SPEC 7 Order]") {
  order_store store;
  const auto way = send_order(order_update(status_of("000000104", "processing")), *store.regions);
  bool changed = false;
  const auto done = carry(*way, [&](const request& what) {
    if (what.path.ends_with("/comments") && !std::exchange(changed, true)) store.status = "waiting";
    return store.answer_to(what);
  });
  CHECK(said(done).verdict == row_verdict::delivered);
  CHECK(writes(done) == strings{comment_call, comment_call});
  CHECK(names(done.asked.back().body, R"("status":"waiting")"));
  CHECK(store.comments.size() == 1);
}

TEST_CASE("order: a status whose answer was lost is found and not repeated [SPEC 7 Order]") {
  auto store = in_state("processing", "processing");
  store.applies_unanswered = true;
  store.instead.emplace("POST /V1/orders", broken(carried::read_timeout));
  const auto record = status_of("000000104", "fraud");
  CHECK(send(record, store).outcome.verdict == batch_verdict::uncertain);
  const auto again = send(record, store);
  CHECK(said(again).verdict == row_verdict::delivered);
  CHECK(writes(again).empty());
  CHECK(store.status == "fraud");
}

TEST_CASE("order: a note whose answer was lost is found by its words [SPEC 7 Order]") {
  order_store store;
  const auto record = status_of("000000104", "picked");  // not of the state `new`
  CHECK(writes(send(record, store)).size() == 1);
  REQUIRE(store.comments.size() == 1);
  const auto again = send(record, store);
  CHECK(said(again).verdict == row_verdict::delivered);
  CHECK(writes(again).empty());
  CHECK(store.comments.size() == 1);
}

TEST_CASE(
    "order: the comment of a change that this one settles counts when the words are the same") {
  order_store store;
  store.comments = {"ERP order SO SO009130: other [637-3]"};
  auto what = order_update(status_of("000000104", "other"));
  what.also.push_back({{637, 3}, what.key});
  const auto way = send_order(what, *store.regions);
  const auto done = carry(*way, [&](const auto& each) { return store.answer_to(each); });
  CHECK(writes(done).empty());
  what.also.front().version.sequence = 4;
  const auto other = send_order(what, *store.regions);
  CHECK(writes(carry(*other, [&](const auto& each) { return store.answer_to(each); })).size() == 1);
}

TEST_CASE("order: what has not shipped is cancelled [SPEC 7 Order]") {
  order_store store;
  const auto done = act(order_action::cancel, store);
  CHECK(said(done).verdict == row_verdict::delivered);
  CHECK(writes(done) == strings{cancel_call});
  CHECK(done.asked.back().body.empty());
  CHECK(store.state == "canceled");
}

TEST_CASE("order: what has shipped is not cancelled, and the letter says why [SPEC 7 Order]") {
  // The store would answer `true` and cancel it although the goods have left (T:399, T:513).
  for (const auto* shipped : {"1", "2", "0.5"}) {
    auto store = in_state("processing", "processing");
    store.shipped = shipped;
    const auto done = act(order_action::cancel, store);
    CHECK(writes(done).empty());
    CHECK(said(done).verdict == row_verdict::refused);
    CHECK(said(done).reason == letter_class::conflict);
    CHECK(names(said(done).message, "have shipped"));
    CHECK(store.state == "processing");
  }
}

TEST_CASE("order: a cancellation that the store answers with false is a conflict [SPEC 7 Order]") {
  auto store = in_state("processing", "processing");
  store.invoiced = "2";
  const auto done = act(order_action::cancel, store);
  CHECK(writes(done) == strings{cancel_call});
  CHECK(said(done).verdict == row_verdict::refused);
  CHECK(said(done).reason == letter_class::conflict);
  CHECK(names(said(done).message, "its state is processing"));
  // Unless it was cancelled meanwhile.
  order_store raced;
  raced.applies_unanswered = true;
  raced.instead.emplace("/cancel", recorded(file, 398));
  CHECK(said(act(order_action::cancel, raced)).verdict == row_verdict::delivered);
}

TEST_CASE("order: a complete or closed order is not cancelled [SPEC 7 Order]") {
  for (const auto* state : {"complete", "closed"}) {
    auto store = in_state(state, state);
    const auto done = act(order_action::cancel, store);
    CHECK(writes(done).empty());
    CHECK(said(done).reason == letter_class::conflict);
  }
}

TEST_CASE("order: an order on hold is taken from hold to be cancelled [SPEC 7 Order]") {
  auto store = in_state("holded", "holded");
  const auto done = act(order_action::cancel, store);
  CHECK(writes(done) == strings{unhold_call, cancel_call});
  CHECK(said(done).verdict == row_verdict::delivered);
  CHECK(store.state == "canceled");
  auto paid = in_state("holded", "holded");  // the store would not cancel it: its hold stays
  paid.invoiced = "2";
  CHECK(writes(act(order_action::cancel, paid)) == strings{cancel_call});
  CHECK(paid.state == "holded");
}

TEST_CASE("order: holds are called, once [SPEC 7 Order]") {
  order_store store;
  CHECK(writes(act(order_action::hold, store)) == strings{hold_call});
  CHECK(store.state == "holded");
  CHECK(writes(act(order_action::unhold, store)) == strings{unhold_call});
  CHECK(store.state == "new");
  auto reviewed = in_state("payment_review", "payment_review");
  reviewed.instead.emplace("/hold", recorded(file, 402));
  const auto refused = act(order_action::hold, reviewed);
  CHECK(said(refused).verdict == row_verdict::refused);
  CHECK(said(refused).reason == letter_class::conflict);
  CHECK(names(said(refused).message, "A hold action is not available."));
  order_store raced;  // somebody else was quicker
  raced.applies_unanswered = true;
  raced.instead.emplace("/hold", recorded(file, 402));
  CHECK(said(act(order_action::hold, raced)).verdict == row_verdict::delivered);
}

TEST_CASE("order: one that the store does not have waits [SPEC 7 Order]") {
  order_store store;
  store.has_order = false;
  const auto done = send(status_of("000000104", "processing"), store);
  CHECK(said(done).verdict == row_verdict::unknown_record);
  CHECK(writes(done).empty());
}

TEST_CASE("order: what waits for the ERP asks nothing of the store [SPEC 7 Order]") {
  order_store store;
  policy::order_record record;
  record.waits = "no store order number known yet";
  const auto done = send(record, store);
  CHECK(done.asked.empty());
  CHECK(said(done).verdict == row_verdict::unknown_record);
  CHECK(said(done).message == record.waits);
}

TEST_CASE("order: two orders of one number are a conflict [SPEC 7 Order]") {
  order_store store;
  store.instead.emplace("GET /V1/orders", recorded(file, 322));
  const auto done = send(status_of("000000104", "processing"), store);
  CHECK(said(done).reason == letter_class::conflict);
  CHECK(writes(done).empty());
}

TEST_CASE(
    "order: of several with one number that of the named store view is meant [SPEC 7 Order]") {
  const auto told = [](std::int64_t view) {
    order_store store;
    const auto way = send_order(order_update(action_on("000000104", order_action::hold)),
                                *store.regions, {view});
    return carry(*way, [&](const request& what) {
      if (what.method != "GET") return answered(200, "true");
      return answered(200, R"({"items":[{"entity_id":5,"store_id":1,"state":"new"},)"
                           R"({"entity_id":6,"store_id":2,"state":"new"}],"total_count":2})");
    });
  };
  CHECK(writes(told(2)) == strings{"POST /V1/orders/6/hold"});
  CHECK(writes(told(1)) == strings{"POST /V1/orders/5/hold"});
  for (const std::int64_t none : {0, 3}) {
    const auto refused = told(none);
    CHECK(said(refused).reason == letter_class::conflict);
    CHECK(names(said(refused).message, "order_sync.order_store"));
    CHECK(writes(refused).empty());
  }
}

TEST_CASE("order: a look-up without an answer is nobody's attempt, a write without one is unsure") {
  order_store store;
  store.instead.emplace("GET /V1/orders", broken(carried::read_timeout));
  CHECK(send(status_of("000000104", "picked"), store).outcome.verdict ==
        batch_verdict::unavailable);
  store.instead.emplace("/cancel", broken(carried::reset));
  CHECK(act(order_action::cancel, store).outcome.verdict == batch_verdict::uncertain);
  store.instead.emplace("/comments", recorded(file, 524));
  const auto gone = send(status_of("000000104", "picked"), store);
  CHECK(gone.outcome.verdict == batch_verdict::refused);
  CHECK(gone.outcome.reason == letter_class::conflict);
}

TEST_CASE("order: a letter shows what would be sent") {
  CHECK(order_request_text(order_update(action_on("7", order_action::cancel))) ==
        "POST /V1/orders/{entity_id of 7}/cancel");
  CHECK(order_request_text(order_update(status_of("7", "fraud"))) ==
        R"({"entity":{"status":"fraud"}})");
  CHECK(names(order_request_text(order_update(status_of("7", "picked"))), "SO SO009130: picked"));
  CHECK(names(order_request_text(order_update(born_order())), "\"sku\":\"lamp-07\""));
}
