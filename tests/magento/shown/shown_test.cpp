// What an operator is shown of a conversation, and of the values of documents.
#include "magento/shown/exchange.hpp"
#include "magento/shown/values.hpp"
#include "policy/customer_rules.hpp"
#include "policy/order_record.hpp"
#include "policy/shipment_order.hpp"

#include <doctest/doctest.h>

namespace acumage::magento {
namespace {

batch batch_of(const std::vector<std::string>& keys) {
  batch made;
  for (const auto& key : keys) {
    auto& row = made.rows.emplace_back();
    row.what.key = key;
  }
  return made;
}

answer said(int status, std::string body) {
  answer answer;
  answer.status = status;
  answer.body = std::move(body);
  return answer;
}

std::string part_of(const delivery& what) { return "part of " + what.key; }

request look_up() {
  return {.method = "GET", .path = "/V1/orders", .body = {}, .only_reads = true};
}

TEST_CASE("shown: of several exchanges the last that changes something") {
  shown_exchange shown;
  shown.note(look_up(), said(200, "[1]"));
  shown.note({"POST", "/V1/order/7/ship", "{\"items\":[]}"}, said(200, "\"12\""));
  shown.note(look_up(), said(200, "[2]"));
  const auto rows = shown.by_row(batch_of({"A"}), {}, part_of);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].line == "POST /V1/order/7/ship");
  CHECK(rows[0].body == "{\"items\":[]}");
  CHECK(rows[0].answer == "\"12\"");
}

TEST_CASE("shown: a look-up, if nothing was changed") {
  shown_exchange shown;
  shown.note(look_up(), said(200, "[1]"));
  CHECK(shown.by_row(batch_of({"A"}), {}, part_of)[0].line == "GET /V1/orders");
}

TEST_CASE("shown: of a batch each row has its own part of request and answer") {
  shown_exchange shown;
  shown.note({"POST", "/V1/products/base-prices", "all of it"},
             said(200, R"([{"message":"no such SKU B"}])"));
  batch_outcome outcome;
  outcome.rows.resize(3);
  outcome.rows[1].verdict = row_verdict::refused;
  outcome.rows[1].message = "no such SKU B";
  outcome.rows[2].verdict = row_verdict::filtered;
  const auto rows = shown.by_row(batch_of({"A", "B", "C"}), outcome, part_of);
  CHECK(rows[0].body == "part of A");
  CHECK(rows[0].answer.empty());  // it is about B
  CHECK(rows[1].answer == "no such SKU B");
  CHECK(rows[2].line.empty());  // it was left out
}

TEST_CASE("shown: the beginning of long requests and answers, and the words of a page") {
  shown_exchange shown;
  shown.note({"POST", "/V1/orders", std::string(1 << 20, 'x')},
             said(503, "<html><title>Service Unavailable</title><body>…</body></html>"));
  const auto row = shown.by_row(batch_of({"A"}), {}, part_of)[0];
  CHECK(row.body.size() == shown_request::most_body);
  CHECK(row.answer == "Service Unavailable");
}

TEST_CASE("shown: documents as texts, figures as they are") {
  policy::order_record order;
  order.number = "000000101";
  order.action = policy::order_action::hold;
  CHECK(shown_text(entity::order, policy::encode(order)) == "holded");
  policy::shipment_order shipment;
  shipment.order = "000000101";
  shipment.lines = {{.number = "1", .sku = "LAMP-07", .quantity = "2"}};
  CHECK(shown_text(entity::shipment, policy::encode(shipment)) == "LAMP-07=2");
  policy::customer_record customer;
  customer.email = "ada@example.com";
  customer.first_name = "Ada";
  customer.last_name = "Byron";
  customer.group = 3;
  CHECK(shown_text(entity::customer, policy::encode(customer)) ==
        "ada@example.com, Ada Byron, group 3");
  CHECK(shown_text(entity::pricing, "42.5") == "42.5");
  CHECK(shown_text(entity::order, "#0123") == std::nullopt);  // a digest

  ending end;
  end.entity = entity::order;
  end.value = policy::encode(order);
  end.mark = delivered_mark{{1, 1}, end.value};
  std::vector<ending> ends{end};
  show_values(ends);
  CHECK(ends[0].value == "holded");
  CHECK(ends[0].mark->text == "holded");
  CHECK(ends[0].mark->value == end.value);
}

}  // namespace
}  // namespace acumage::magento
