#include "erp/records.hpp"
#include "tests/erp/erp_server.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using namespace acumage::tests;

namespace {

std::string read_one(record_kind kind, const std::vector<std::string>& key,
                     const std::function<erp_answer(const erp_request&)>& script) {
  erp_server erp{script};
  client way{erp.where()};
  const auto row = read_record(way, kind, key);
  if (!row) return std::string{to_string(row.problem().kind)};
  std::string all;
  for (const auto& each : *row) all += (all.empty() ? "" : "\n") + each;
  return all;
}

}  // namespace

TEST_CASE("erp records: a stock item, with its digits and its empty fields") {
  CHECK(
      read_one(record_kind::stock_item, {"LAMP-07"}, [](const erp_request& what) -> erp_answer {
        CHECK(what.path == "/northwind/entity/Default/25.200.001/StockItem/LAMP-07");
        CHECK(what.parameter("$select") == "InventoryID,DefaultPrice,ItemStatus,LastModified");
        return {
            200,
            R"({"id":"x","rowNumber":1,"note":"","InventoryID":{"value":"LAMP-07"},"DefaultPrice":{"value":42.5000},"ItemStatus":{},"custom":{},"_links":{"self":"y"}})"};
      }) == R"({"InventoryID":"LAMP-07","DefaultPrice":42.5000,"ItemStatus":null})");
}

TEST_CASE("erp records: a key that a path cannot hold is asked for by a filter") {
  CHECK(read_one(record_kind::stock_item, {"A/B'+&"}, [](const erp_request& what) -> erp_answer {
          CHECK(what.path == "/northwind/entity/Default/25.200.001/StockItem");
          CHECK(what.parameter("$filter") == "InventoryID eq 'A/B''+&'");
          return {200, R"([{"InventoryID":{"value":"A/B'+&"}}])"};
        }) == R"({"InventoryID":"A/B'+&"})");
  CHECK(read_one(record_kind::stock_item, {"A/B"}, [](const erp_request&) -> erp_answer {
          return {200, "[]"};
        }) == "absent");
}

TEST_CASE("erp records: a shipment takes two requests, details and packages") {
  CHECK(
      read_one(record_kind::shipment, {"SH-0017"}, [](const erp_request& what) -> erp_answer {
        if (what.parameter("$expand") == "Packages")
          return {
              200,
              R"({"ShipmentNbr":{"value":"SH-0017"},"Packages":[{"id":"p","TrackingNbr":{"value":"T1"}}]})"};
        CHECK(what.parameter("$expand") == "Details,Orders");
        return {
            200,
            R"({"ShipmentNbr":{"value":"SH-0017"},"Status":{"value":"Confirmed"},"Details":[{"rowNumber":1,"OrderNbr":{"value":"SO1"},"ShippedQty":{"value":2.00}}],"Packages":[]})"};
      }) == R"({"ShipmentNbr":"SH-0017","Status":"Confirmed","Packages":[{"TrackingNbr":"T1"}],"OrderNbr":"SO1","Details":[{"OrderNbr":"SO1","ShippedQty":2.00}],"Orders":[]})");
}

TEST_CASE(
    "erp records: a shipment of two orders is a row for each, one without lines a single one") {
  std::string lines =
      R"([{"OrderType":{"value":"SO"},"OrderNbr":{"value":"1"},"ShippedQty":{"value":2}},)"
      R"({"OrderType":{"value":"SO"},"OrderNbr":{"value":"2"},"ShippedQty":{"value":3}}])";
  const auto answer = [&](const erp_request& what) -> erp_answer {
    if (what.parameter("$expand") == "Packages") return {200, R"({"Packages":[]})"};
    return {200, R"({"ShipmentNbr":{"value":"SH"},"Details":)" + lines +
                     R"(,"Orders":[{"OrderType":{"value":"SO"},"OrderNbr":{"value":"2"},)"
                     R"("ExternalRef":{"value":"42"}}]})"};
  };
  CHECK(
      read_one(record_kind::shipment, {"SH"}, answer) ==
      R"({"ShipmentNbr":"SH","Packages":[],"OrderType":"SO","OrderNbr":"1","Details":[{"OrderType":"SO","OrderNbr":"1","ShippedQty":2}],"Orders":[]})"
      "\n"
      R"({"ShipmentNbr":"SH","Packages":[],"OrderType":"SO","OrderNbr":"2","Details":[{"OrderType":"SO","OrderNbr":"2","ShippedQty":3}],"Orders":[{"OrderType":"SO","OrderNbr":"2","ExternalRef":"42"}]})");
  lines = "[]";
  CHECK(
      read_one(record_kind::shipment, {"SH"}, answer) ==
      R"({"ShipmentNbr":"SH","Packages":[],"Details":[],"Orders":[{"OrderType":"SO","OrderNbr":"2","ExternalRef":"42"}]})");
}

TEST_CASE("erp records: an order and a customer have the column names of a push") {
  CHECK(
      read_one(
          record_kind::sales_order, {"SO", "SO-0042"},
          [](const erp_request& what) -> erp_answer {
            CHECK(what.path.ends_with("/SalesOrder/SO/SO-0042"));
            return {
                200,
                R"({"OrderType":{"value":"SO"},"BillToAddress":{"id":"1","City":{"value":"Oslo"}},"ShipToAddress":{},"BillToContact":{"Email":{"value":"a@b.c"}},"Details":[{"InventoryID":{"value":"A"},"OrderQty":{"value":3}}]})"};
          }) ==
      R"({"OrderType":"SO","BillingAddress":{"City":"Oslo"},"ShippingAddress":null,"Details":[{"InventoryID":"A","Quantity":3}],"Email":"a@b.c"})");
  CHECK(
      read_one(
          record_kind::customer, {"C-1001"},
          [](const erp_request&) -> erp_answer {
            return {
                200,
                R"({"CustomerID":{"value":"C-1001"},"MainContact":{"id":"1","Email":{"value":"a@b.c"},"FirstName":{"value":"Ann"},"Address":{"City":{"value":"Oslo"},"AddressLine2":{}}},"Attributes":[{"AttributeID":{"value":"REGION"},"Value":{"value":"N"}}]})"};
          }) ==
      R"({"CustomerID":"C-1001","Attributes":[{"AttributeID":"REGION","Value":"N"}],"Email":"a@b.c","FirstName":"Ann","City":"Oslo","AddressLine2":null})");
}

TEST_CASE("erp records: absent, cut and impossible ones") {
  CHECK(read_one(record_kind::customer, {"NOPE"}, [](const erp_request&) -> erp_answer {
          return {
              500,
              R"({"exceptionType":"PX.Api.ContractBased.NoEntitySatisfiesTheConditionException"})"};
        }) == "absent");
  CHECK(read_one(record_kind::customer, {"A"}, [](const erp_request&) -> erp_answer {
          return {200, R"({"CustomerID":{"value":"A)"};
        }) == "transport");
  CHECK(read_one(record_kind::sales_order, {"SO"}, {}) == "configuration");
}

TEST_CASE("erp records: rows of an inquiry by a whole key and by a part of it") {
  const inquiry quantity{.name = "Q", .key = {"InventoryID", "WarehouseID"}, .filter = "X eq 1"};
  facts about;
  about.about.types = {{"InventoryID", edm::text}, {"WarehouseID", edm::text}};
  std::vector<std::string> filters;
  bool none = false;
  erp_server erp{[&](const erp_request& what) -> erp_answer {
    filters.push_back(what.parameter("$filter"));
    if (none) return {200, odata_page({})};
    const bool first = filters.back().find(" gt ") == filters.back().npos;
    return {200,
            first && what.parameter("$skip").empty()
                ? odata_page({R"({"InventoryID":"A'","W":1})", R"({"InventoryID":"A'","W":2})"})
            : first ? odata_page({R"({"InventoryID":"A'","W":2})"})
                    : odata_page({})};
  }};
  client way{erp.where()};
  CHECK(read_rows_of(way, quantity, about, {"A'"})->size() == 2);
  CHECK(filters.front() == "(InventoryID eq 'A''') and (X eq 1)");
  none = true;
  const auto told = read_rows_of(way, quantity, about, {"A", "EAST"});
  CHECK(told.problem().kind == trouble::absent);
  CHECK(filters.back() == "((InventoryID eq 'A') and (WarehouseID eq 'EAST')) and (X eq 1)");
}
