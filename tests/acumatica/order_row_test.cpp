#include "acumatica/order_row.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace acumage;
using namespace acumage::acumatica;

namespace {

result<erp_order_row> read(std::string_view json) {
  field_aliases aliases;
  aliases.add(entity::order, concept_id::store_order_number, "ExternalRef");
  return read_order_row(json, aliases);
}

std::string wrong_with(std::string_view json) {
  const auto told = read(json);
  REQUIRE_FALSE(told.ok());
  return told.problem().message;
}

}  // namespace

TEST_CASE(
    "order row: a missing store number, a null, an empty one and a value are told apart "
    "[SPEC 7 Order]") {
  CHECK_FALSE(read(R"({"Status":"Open"})")->store_number.there);
  const auto null = read(R"({"externalref":null})");
  CHECK(null->store_number.there);
  CHECK_FALSE(null->store_number.text.has_value());
  CHECK(read(R"({"ExternalRef":"  "})")->store_number.text == told_text{""});
  CHECK(read(R"({"ExternalRef":"000000101 "})")->store_number.text == told_text{"000000101"});
  CHECK(read(R"({"ExternalRef":101})")->store_number.text == told_text{"101"});
}

TEST_CASE("order row: flat and nested columns, figures with their digits [SPEC 5]") {
  const auto told = read(R"({"OrderType":"SO","OrderNbr":"SO009130","Status":"Open ",
      "Email":"a@b.example","OrderTotal":517.850000000000000001,"CurrencyID":"USD",
      "Details":[{"InventoryID":"DESK-04   ","Quantity":1.000000,"UnitPrice":"349.5",
                  "ExtendedPrice":null},{"InventoryID":"LAMP-09"}],
      "BillingAddress":{"CustomerName":"Harbor Lights LLC","AddressLine1":"400 Pier Avenue",
                        "AddressLine2":"","City":"Portland","State":"ME","Country":"US",
                        "PostalCode":"04101","Phone1":"+1 207"},
      "ShippingAddress":null})");
  REQUIRE(told.ok());
  CHECK(told->status == told_text{"Open"});
  CHECK(told->total == told_text{"517.850000000000000001"});
  REQUIRE(told->lines->size() == 2);
  CHECK(told->lines->front().item == told_text{"DESK-04"});
  CHECK(told->lines->front().quantity == told_text{"1.000000"});
  CHECK_FALSE(told->lines->front().extended_price.has_value());
  CHECK(told->billing->line_2 == told_text{""});
  CHECK(told->billing->postal_code == told_text{"04101"});
  CHECK_FALSE(told->shipping.has_value());
}

TEST_CASE("order row: null is no value, whatever the column [SPEC 5]") {
  const auto told = read(
      R"({"Status":null,"Email":null,"OrderTotal":null,"Details":null,"BillingAddress":null})");
  REQUIRE(told.ok());
  CHECK_FALSE(told->status.has_value());
  CHECK_FALSE(told->total.has_value());
  CHECK_FALSE(told->lines.has_value());
  CHECK_FALSE(told->billing.has_value());
}

TEST_CASE("order row: what does not fit is named") {
  CHECK(wrong_with(R"({"Details":"none"})").starts_with("Details: "));
  CHECK(wrong_with(R"({"Details":{"InventoryID":"A"}})").starts_with("Details: "));
  CHECK(wrong_with(R"({"Details":[{"InventoryID":["A"]}]})").starts_with("Details: item"));
  CHECK(wrong_with(R"({"BillingAddress":[1]})").starts_with("billing_address: "));
  CHECK(wrong_with(R"({"ExternalRef":{"a":1}})").starts_with("store_order_number: "));
  CHECK(wrong_with(R"({"Status":)") != "");
}
