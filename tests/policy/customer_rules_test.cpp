// What the customer settings make of what is known of a customer (SPEC 5, 7).
#include "policy/customer_rules.hpp"

#include "policy/email.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::policy {
namespace {

customer_options options() {
  customer_options how;
  how.classes = {"intl", "local"};
  how.groups = {{"intl/trade", 3}, {"intl", 2}};
  how.default_group = 1;
  return how;
}

/// Ada Lovelace of Boston, all that a first row brings.
customer_fields ada() {
  return {{"name", "Ada Lovelace"},
          {"email", "ada@example.com"},
          {"class", "INTL"},
          {"address/line1", "12 Elm St"},
          {"address/city", "Boston"},
          {"address/state", "MA"},
          {"address/country", "us"},
          {"address/postal_code", "02108"},
          {"address/phone", "617 555 0100"}};
}

known_document known(const customer_fields& row) {
  known_document document;
  document.key = "C000902";
  lay(row, {1, 1}, document);
  return document;
}

customer_fields with(customer_fields row, const std::string& path, const std::string& text) {
  for (auto& each : row)
    if (each.first == path) {
      each.second = text;
      return row;
    }
  row.emplace_back(path, text);
  return row;
}

customer_fields without(customer_fields row, const std::string& path) {
  std::erase_if(row, [&](const auto& each) { return each.first == path; });
  return row;
}

std::string published(const customer_fields& row, const customer_options& how = options()) {
  const auto ruling = rule_on_customer(known(row), how);
  const auto* what = std::get_if<publish>(&ruling);
  return what == nullptr ? "-" : what->value;
}

std::string rejected(const customer_fields& row, const customer_options& how = options()) {
  const auto ruling = rule_on_customer(known(row), how);
  const auto* what = std::get_if<reject>(&ruling);
  return what != nullptr && what->reason == letter_class::data ? what->error : "-";
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("customer: all that is known makes one compact text [SPEC 7 Customer]") {
  CHECK(published(ada()) ==
        R"({"email":"ada@example.com","first_name":"Ada","last_name":"Lovelace","website_id":1,)"
        R"("group":2,"address":{"line1":"12 Elm St","city":"Boston","state":"MA","country":"US",)"
        R"("postal_code":"02108","phone":"617 555 0100"}})");
  auto shuffled = ada();
  std::swap(shuffled.front(), shuffled.back());
  CHECK(published(shuffled) == published(ada()));
}

TEST_CASE("customer: a class that is not in the list is filtered [SPEC 7 Customer]") {
  for (const auto& row : {with(ada(), "class", "OTHER"), with(ada(), "class", ""),
                          customer_fields{{"class", "OTHER"}}}) {
    const auto ruling = rule_on_customer(known(row), options());
    const auto* why = std::get_if<filter>(&ruling);
    REQUIRE(why != nullptr);
    CHECK(why->reason == "class");
  }
  CHECK(has(published(with(ada(), "class", "local")), "\"group\":1"));
}

TEST_CASE("customer: what was never known is waited for, not guessed [SPEC 5]") {
  CHECK(has(published(without(ada(), "class")), R"({"missing":"no class known yet)"));
  CHECK(has(published(without(ada(), "email")), R"({"missing":"no e-mail known yet)"));
  CHECK(has(published(without(ada(), "name")), R"({"missing":"no name known yet)"));
  auto half = with(without(ada(), "name"), "first_name", "Ada");
  CHECK(has(published(half), R"({"missing":"no name known yet)"));
  CHECK(has(published(with(half, "last_name", "")), R"("last_name":"Ada")"));
}

TEST_CASE("customer: no valid e-mail is a letter [SPEC 7 Customer]") {
  for (const auto* text :
       {"", "notanemail", "a@b", "a b@example.com", "a@example.com; b@example.com", "@example.com",
        "a@", "a@.example.com", "a@example..com", "a@-example.com", ".a@example.com", "a@@b.com",
        "a..b@example.com", "Ada <a@example.com>"}) {
    CAPTURE(text);
    CHECK(has(rejected(with(ada(), "email", text)), "Email: "));
  }
  CHECK(has(rejected(with(ada(), "email", std::string(300, 'x') + "@example.com")), "255"));
  CHECK(has(rejected(with(ada(), "email", std::string(65, 'x') + "@example.com")), "Email: "));
  for (const auto* text : {"ada@example.com", "new+tag@example.test", "\xC3\xBC@example.test",
                           "o'hara@ex-ample.co.uk", "1@1.example.com"})
    CHECK(email_problem(text).empty());
}

TEST_CASE("customer: the group comes of both classes, one, or the default [SPEC 7 Customer]") {
  CHECK(has(published(with(ada(), "price_class", "Trade")), "\"group\":3"));
  CHECK(has(published(with(ada(), "price_class", "OTHER")), "\"group\":2"));
  CHECK(has(published(ada()), "\"group\":2"));
  CHECK(has(published(with(with(ada(), "class", "LOCAL"), "price_class", "TRADE")), "\"group\":1"));
}

TEST_CASE("customer: names are in two columns, or the last word is the last name [SPEC 5]") {
  const auto names = [](const customer_fields& row) {
    const auto value = published(row);
    const auto from = value.find("\"first_name\"");
    return value.substr(from, value.find(",\"website_id\"") - from);
  };
  const std::string both = R"("first_name":"Ada","last_name":"King")";
  CHECK(names(with(ada(), "name", "Ada Augusta  King")) ==
        R"("first_name":"Ada Augusta","last_name":"King")");
  CHECK(names(with(ada(), "name", "Analytical")) ==
        R"("first_name":"Analytical","last_name":"Analytical")");
  const auto columns = with(with(ada(), "first_name", "Ada"), "last_name", "King");
  CHECK(names(columns) == both);
  CHECK(names(without(columns, "name")) == both);
  CHECK(names(with(with(ada(), "name", "Countess King"), "first_name", "Ada")) == both);
  CHECK(has(rejected(with(ada(), "name", "")), "CustomerName: empty"));
}

TEST_CASE("customer: what the store would cut or mangle is a letter [SPEC 7 Customer]") {
  const std::string emoji = "\xF0\x9F\x98\x80";
  const std::string longest(255, 'x');
  CHECK(has(published(with(ada(), "first_name", longest)), longest));
  std::string umlauts;
  for (int i = 0; i < 255; ++i) umlauts += "\xC3\xBC";
  CHECK(has(published(with(ada(), "first_name", umlauts)), umlauts));
  CHECK(has(rejected(with(ada(), "first_name", longest + "x")), "FirstName: longer than the 255"));
  CHECK(has(rejected(with(ada(), "last_name", "O" + emoji)), "LastName: holds a character"));
  CHECK(has(rejected(with(ada(), "name", "<b>Ada</b> King")), "CustomerName: holds < or >"));
  CHECK(has(rejected(with(ada(), "address/city", longest + "x")), "City: longer"));
  CHECK(has(rejected(with(ada(), "address/line2", emoji)), "AddressLine2: holds a character"));
  auto how = options();
  how.attributes = {{"region", "erp_region"}};
  CHECK(has(rejected(with(ada(), "attribute/region", emoji), how), "Attribute_region: "));
  CHECK_FALSE(has(published(with(ada(), "attribute/region", emoji)), "erp_region"));
}

TEST_CASE("customer: an address that lacks something stays out, and is told [SPEC 7 Customer]") {
  CHECK(has(published(with(without(ada(), "address/phone"), "address/city", "")),
            R"("remark":"sent without an address, which lacks City, Phone1")"));
  for (const auto* country : {"Germany", "D", "D1"}) {
    const auto value = published(with(ada(), "address/country", country));
    CHECK(has(value, "is no code of two letters"));
    CHECK_FALSE(has(value, "\"address\""));
  }
  auto nowhere = ada();
  std::erase_if(nowhere, [](const auto& each) { return each.first.starts_with("address/"); });
  CHECK_FALSE(has(published(nowhere), "address"));
}

TEST_CASE("customer: parts of an address never known are not those cleared [SPEC 5]") {
  CHECK_FALSE(has(published(ada()), "line2"));
  CHECK(has(published(with(ada(), "address/line2", "")), R"("line2":"")"));
  CHECK_FALSE(has(published(without(ada(), "address/state")), "state"));
  CHECK_FALSE(has(published(with(ada(), "address/state", "13")), "state"));
}

TEST_CASE("customer: attributes that are mapped go by the store's code [SPEC 7 Customer]") {
  auto how = options();
  how.attributes = {{"region", "erp_region"}, {"tier", "erp_tier"}, {"never", "erp_never"}};
  const auto row = with(with(with(ada(), "attribute/tier", "7"), "attribute/region", ""),
                        "attribute/other", "x");
  CHECK(has(published(row, how), R"("attributes":{"erp_region":"","erp_tier":"7"})"));
  CHECK_FALSE(has(published(row), "attributes"));
}

TEST_CASE("customer: a field takes its newest value, in any order [SPEC 6 Coalescing]") {
  auto document = known(ada());
  CHECK(lay({{"email", "new@example.com"}}, {5, 9}, document) == 1);
  CHECK(lay({{"email", "old@example.com"}}, {3, 10}, document) == 0);
  CHECK(lay({{"email", "old@example.com"}, {"address/phone", "0"}}, {4, 11}, document) == 1);
  CHECK(lay({{"email", "new@example.com"}}, {5, 9}, document) == 1);  // its own trace
  const auto ruling = rule_on_customer(document, options());
  const auto& value = std::get<publish>(ruling).value;
  CHECK(has(value, "new@example.com"));
  CHECK(has(value, R"("phone":"0")"));
}

TEST_CASE("customer: a status changes nothing") {
  CHECK(published(with(ada(), "status", "Inactive")) == published(ada()));
}

}  // namespace
}  // namespace acumage::policy
