#include "policy/new_order.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace acumage;
using namespace acumage::policy;

namespace {

erp_order_line line(const char* item, const char* quantity, const char* price, told_text extended) {
  return {item, quantity, price, std::move(extended)};
}

erp_order_row born() {
  erp_order_row row;
  row.store_number = {true, ""};
  row.status = "Open";
  row.email = "orders@harborlights.example";
  row.total = "517.8500";
  row.currency = "USD";
  row.lines = {line("DESK-04", "1.000000", "349.500000", "349.5000"),
               line("LAMP-09", "2.000000", "52.500000", "105.0000")};
  erp_order_address to;
  to.name = "Harbor Lights LLC";
  to.line_1 = "400 Pier Avenue";
  to.line_2 = "";
  to.city = "Portland";
  to.state = "ME";
  to.country = "US";
  to.postal_code = "04101";
  to.phone = "+1 207 555 0177";
  row.billing = std::move(to);
  return row;
}

known_document laid(const erp_order_row& row, std::string key = "SO SO009130") {
  known_document known;
  known.key = std::move(key);
  lay_order(row, {10, 1}, known);
  return known;
}

std::string wrong(const erp_order_row& row, std::string key = "SO SO009130") {
  const auto made = new_order_of(laid(row, std::move(key)), {});
  REQUIRE_FALSE(made.ok());
  return made.problem().message;
}

bool names(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("new order: items, totals and addresses come from the row [SPEC 7 Order]") {
  const auto made = new_order_of(laid(born()), {.store_id = 3});
  REQUIRE(made.ok());
  CHECK(made->store_id == 3);
  CHECK(made->payment_method == "checkmo");
  CHECK(made->total == "517.85");
  CHECK(made->subtotal == "454.5");
  REQUIRE(made->lines.size() == 2);
  CHECK(made->lines[1] == order_line{"LAMP-09", "2", "52.5", "105"});
  CHECK(made->billing.first_name == "Harbor Lights");
  CHECK(made->billing.last_name == "LLC");
  CHECK(made->billing.street == std::vector<std::string>{"400 Pier Avenue"});
  CHECK(made->shipping == made->billing);  // the only address that is known
}

TEST_CASE("new order: figures keep all their digits, as many as the store does [SPEC 7 Spelling]") {
  auto row = born();
  row.total = "9007199254.0993";
  row.lines = {line("A", "3", "0.1", std::nullopt), line("B", "1", "9007199254.7409", "0.2")};
  const auto made = new_order_of(laid(row), {});
  REQUIRE(made.ok());
  CHECK(made->total == "9007199254.0993");
  CHECK(made->lines[1].price == "9007199254.7409");
  CHECK(made->lines[0].extended == "0.3");
  CHECK(made->subtotal == "0.5");

  auto longer = row;
  longer.total = "900719925474.0993";
  CHECK(names(wrong(longer), "more digits than the store keeps"));
  longer = row;
  longer.lines->front().unit_price = "90071992547.4099";
  CHECK(names(wrong(longer), "UnitPrice is \"90071992547.4099\""));
  longer = row;
  longer.lines->front().unit_price = "0.00001";
  CHECK(names(wrong(longer), "which is 0 when rounded"));
  // Each of them fits, their sum does not.
  longer = row;
  longer.lines->front().extended_price = "9999999999.9999";
  longer.lines->back().extended_price = "90000000000";
  CHECK(names(wrong(longer), "the sum of its lines"));
}

TEST_CASE("new order: what the store would take unchecked is checked here [SPEC 7 Order]") {
  for (const auto* bad : {"", "x", "a@b", "a b@c.example", "a@b@c.example", "@c.example",
                          "a@.example", "a@c.example.", "a@c.example,b@c.example"}) {
    auto row = born();
    row.email = bad;
    CHECK(names(wrong(row), "Email"));
  }
  auto row = born();
  row.total = "1,234.5";
  CHECK(names(wrong(row), "OrderTotal is \"1,234.5\""));
  row = born();
  row.currency = "usd";
  CHECK(names(wrong(row), "CurrencyID"));
  row = born();
  row.billing->country = "USA";
  CHECK(names(wrong(row), "Country"));
  row = born();
  row.billing->city = "";
  CHECK(names(wrong(row), "address is incomplete"));
  row = born();
  row.lines->front().quantity = "0";
  CHECK(names(wrong(row), "Quantity of DESK-04"));
  row = born();
  row.lines->front().unit_price = "-1";
  CHECK(names(wrong(row), "UnitPrice"));
}

TEST_CASE("new order: lines that are not known make a letter in words [SPEC 7 Order]") {
  auto row = born();
  row.lines.reset();
  CHECK(names(wrong(row), "expected Details"));
  row.lines.emplace();
  CHECK(names(wrong(row), "expected Details"));
}

TEST_CASE("new order: the store's columns hold 50 and 32 characters [SPEC 7 Order]") {
  CHECK(names(wrong(born(), "SO " + std::string(30, '9')), "at most 32"));
  CHECK(new_order_of(laid(born(), "SO " + std::string(29, '9')), {}).ok());
  CHECK(names(wrong(born(), "SO " + std::string(44, '9')), "at most 50"));
}

TEST_CASE("new order: a line's figures do not pass to another item in its place") {
  auto known = laid(born());
  erp_order_row later;
  later.lines = {{"LAMP-12", {}, {}, {}}};
  lay_order(later, {11, 2}, known);
  const auto made = new_order_of(known, {});
  REQUIRE_FALSE(made.ok());
  CHECK(names(made.problem().message, "Quantity is \"\""));
  later.lines = {{"LAMP-12", "4", "10", {}}};
  lay_order(later, {12, 3}, known);
  CHECK(new_order_of(known, {})->lines == std::vector<order_line>{{"LAMP-12", "4", "10", "40"}});
}

TEST_CASE("new order: the same order is the same text, whatever came with it [SPEC 6 Unchanged]") {
  order_record one{.number = "ERP-SO-SO009130", .erp_key = "SO SO009130", .status = "processing"};
  one.create = *new_order_of(laid(born()), {});
  auto other = one;
  auto row = born();
  row.total = "517.85";
  other.create = *new_order_of(laid(row), {});
  CHECK(encode(one) == encode(other));
  CHECK(encode(one).find(R"("erp_key":"SO SO009130")") != std::string::npos);
}

TEST_CASE(
    "new order: text that the store would mangle is a letter that shows it [SPEC 7 Customer]") {
  const auto told = [](auto change) {
    auto row = born();
    change(row);
    return wrong(row);
  };
  const std::string emoji = "Pier \xF0\x9F\x98\x80";
  CHECK(
      names(told([&](auto& row) { row.billing->line_1 = emoji; }), "which the store cannot keep"));
  CHECK(names(told([&](auto& row) { row.billing->name = emoji; }), "beyond U+FFFF"));
  CHECK(names(told([&](auto& row) { row.billing->city = emoji; }), emoji.c_str()));
  auto row = born();
  row.billing->city = "\xE6\x97\xA5\xE6\x9C\xAC";  // three bytes each: within the plane
  CHECK(new_order_of(laid(row), {}).ok());
}
