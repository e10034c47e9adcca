// Contract REST: records by key, lists, an inquiry by PUT, and its refusals (PULL 3 and 8).
#include "fixture.hpp"

namespace acumage::simulator::acumatica {
namespace {

struct rest_erp : erp_under_test {
  rest_erp() {
    erp.clock().freeze();
    erp.clock().set(at("2025-08-14T10:02:11.357Z"));
    add_item(erp, "LAMP-07", "42.5");
    cookie = signed_in();
  }
  raw_reply get(const std::string& path) const { return ask("GET", rest + path, {cookie}); }
  raw_reply list(const std::string& name,
                 const std::vector<std::pair<std::string, std::string>>& query) const {
    return ask("GET", target(rest + name, query), {cookie});
  }
  raw_reply put(const std::string& path, const std::string& body) const {
    return ask("PUT", rest + path, {cookie, {"Content-Type", "application/json"}}, body);
  }
  std::pair<std::string, std::string> cookie;
};

std::string without_ids(std::string text) {
  for (auto from = text.find("\"id\":\""); from != std::string::npos;
       from = text.find("\"id\":\"", from + 1))
    text.replace(from + 6, 36, "…");
  return text;
}

TEST_CASE("record: each field is an object with its value, times carry the offset of the zone") {
  rest_erp at;
  const auto reply = at.get("StockItem/LAMP-07?$select=InventoryID,DefaultPrice,LastModified");
  CHECK(reply.status == 200);
  CHECK(
      without_ids(reply.body) ==
      R"({"id":"…","rowNumber":1,"note":"","InventoryID":{"value":"LAMP-07"},"DefaultPrice":{"value":42.5},"LastModified":{"value":"2025-08-14T12:02:11.357+02:00"},"custom":{}})");
}

TEST_CASE("record: an empty field is an empty object") {
  rest_erp at;
  written(at.erp, entity::item, {{"InventoryID", "VOID"}});
  CHECK(at.get("StockItem/VOID").body.find("\"DefaultPrice\":{},\"ItemStatus\":{}") !=
        std::string::npos);
  at.erp.inject({.what = trouble::empty_field, .field = "DefaultPrice"});
  CHECK(at.get("StockItem/LAMP-07").body.find("\"DefaultPrice\":{},") != std::string::npos);
}

TEST_CASE("record: an unknown key is 500, not 404") {
  rest_erp at;
  const auto reply = at.get("StockItem/NOPE");
  CHECK(reply.status == 500);
  CHECK(reply.body.starts_with(
      R"({"message":"An error has occurred.","exceptionMessage":"No entity satisfies the condition.","exceptionType":"PX.Api.ContractBased.NoEntitySatisfiesTheConditionException","stackTrace":")"));
  CHECK(at.get("Nothing/A").status == 404);
  CHECK(at.get("SalesOrder/SO").status == 404);
}

TEST_CASE("record: special characters in the key, and a slash only by id or filter") {
  rest_erp at;
  for (const auto* sku : {"O'Neil", "A+B", "100%", "X&Y", "Größe", "A B", "C/D"})
    add_item(at.erp, sku);
  for (const auto* sku : {"O'Neil", "A+B", "100%", "X&Y", "Größe", "A B"})
    CHECK_MESSAGE(at.get("StockItem/" + encoded(sku)).status == 200, sku);
  CHECK(at.get("StockItem/A+B").status == 200);
  CHECK(at.get("StockItem/" + encoded("C/D")).status == 404);
  const auto found = at.list("StockItem", {{"$filter", "InventoryID eq 'C/D'"}});
  const auto id = found.body.substr(found.body.find("\"id\":\"") + 6, 36);
  CHECK(at.get("StockItem/" + id).body.find("\"InventoryID\":{\"value\":\"C/D\"}") !=
        std::string::npos);
}

TEST_CASE("list: an array without an envelope, $skip before $top, all without $top") {
  rest_erp at;
  for (const auto* sku : {"A", "B", "C"}) add_item(at.erp, sku);
  const auto two =
      at.list("StockItem", {{"$top", "2"}, {"$skip", "1"}, {"$select", "InventoryID"}});
  CHECK(
      without_ids(two.body) ==
      R"([{"id":"…","rowNumber":1,"note":"","InventoryID":{"value":"B"},"custom":{}},{"id":"…","rowNumber":2,"note":"","InventoryID":{"value":"C"},"custom":{}}])");
  CHECK(at.list("StockItem", {}).body.find("LAMP-07") != std::string::npos);
  at.erp.clock().step(9min);
  add_item(at.erp, "NEW");
  const auto later = at.list(
      "StockItem", {{"$filter", "LastModified gt datetimeoffset'2025-08-14T12:10:00+02:00'"},
                    {"$select", "InventoryID"}});
  CHECK(without_ids(later.body) ==
        R"([{"id":"…","rowNumber":1,"note":"","InventoryID":{"value":"NEW"},"custom":{}}])");
}

TEST_CASE("list: a filter that cannot become SQL is 500, or silently empty") {
  rest_erp at;
  at.erp.load({.items = 1, .customers = 1, .orders = 1, .shipments = 1});
  const auto refused = at.list("StockItem", {{"$filter", "substringof('L',InventoryID)"}});
  CHECK(refused.status == 500);
  CHECK(refused.body.find("CannotOptimizeException") != std::string::npos);
  CHECK(refused.body.find("Optimization cannot be performed") != std::string::npos);
  const auto shipments = std::vector<std::pair<std::string, std::string>>{
      {"$filter", "LastModifiedDateTime gt datetimeoffset'2020-01-01T00:00:00Z'"},
      {"$top", "50"},
      {"$skip", "0"}};
  CHECK(at.list("Shipment", shipments).status == 500);
  at.erp.inject({.what = trouble::silent_empty});
  CHECK(at.list("Shipment", shipments).body == "[]");
  at.erp.clear_faults();
  CHECK(at.list("Shipment", {{"$filter", "ShipmentNbr eq 'SH000001'"}}).body.size() > 2);
  CHECK(at.put("SalesPricesInquiry", "{}").body.find("CannotOptimize") != std::string::npos);
  // The time is LastModified on some, LastModifiedDateTime on others.
  CHECK(at.list("Customer", {{"$filter", "LastModified gt date'2020-01-01'"}}).status == 500);
  CHECK(at.list("Customer", {{"$filter", "LastModifiedDateTime gt date'2020-01-01'"}}).body.size() >
        2);
}

TEST_CASE("order: by type and number, details and shipments only when expanded") {
  rest_erp at;
  at.erp.load({.items = 5, .customers = 1, .orders = 1, .shipments = 1});
  const auto plain = at.get("SalesOrder/SO/SO000001").body;
  CHECK(plain.find("\"ExternalRef\":{\"value\":\"000000001\"}") != std::string::npos);
  CHECK(plain.find("Details") == std::string::npos);
  const auto full = at.get("SalesOrder/SO/SO000001?$expand=Details,Shipments").body;
  CHECK(full.find("\"Details\":[{") != std::string::npos);
  CHECK(full.find("\"ShipmentNbr\":{\"value\":\"SH000001\"}") != std::string::npos);
}

TEST_CASE("shipment: its lines and packages, when expanded") {
  rest_erp at;
  at.erp.load({.items = 5, .customers = 1, .orders = 1, .shipments = 1});
  const auto plain = at.get("Shipment/SH000001").body;
  CHECK(plain.find("\"Status\":{\"value\":\"Confirmed\"}") != std::string::npos);
  CHECK(plain.find("ShippedQty") == std::string::npos);
  const auto full = at.get("Shipment/SH000001?$expand=Details,Packages").body;
  simdjson::dom::parser parser;
  const simdjson::dom::element record = parser.parse(full);
  CHECK(record["Details"].get_array().size() == 2);
  CHECK(record["Packages"].get_array().size() == 1);
  CHECK(std::string_view{record["Details"].at(1)["OrderNbr"]["value"]} == "SO000001");
}

TEST_CASE("customer: contact and address, when expanded") {
  rest_erp at;
  at.erp.load({.customers = 1});
  CHECK(at.get("Customer/C000001").body.find("MainContact") == std::string::npos);
  const auto full = at.get("Customer/C000001?$expand=MainContact,MainContact/Address").body;
  simdjson::dom::parser parser;
  const simdjson::dom::element contact = parser.parse(full)["MainContact"];
  CHECK(std::string_view{contact["Email"]["value"]} == "buyer000001@example.net");
  CHECK(std::string_view{contact["Address"]["City"]["value"]} == "Springfield");
  CHECK(full.find("LastModifiedDateTime") != std::string::npos);
}

TEST_CASE("summary: the quantities of one item by PUT, its rows only when expanded") {
  rest_erp at;
  add_quantity(at.erp, "LAMP-07", "EAST", "60", "51");
  add_quantity(at.erp, "LAMP-07", "WEST", "1", "1");
  const auto full =
      at.put("InventorySummaryInquiry?$expand=Results", R"({"InventoryID":{"value":"LAMP-07"}})");
  CHECK(full.status == 200);
  CHECK(
      without_ids(full.body).find(
          R"("Results":[{"id":"…","rowNumber":1,"note":"","WarehouseID":{"value":"EAST"},"QtyOnHand":{"value":60.0},"QtyAvailable":{"value":51.0},"QtyAvailableForShipment":{"value":51.0},"LocationID":{},"custom":{}},{)") !=
      std::string::npos);
  const auto one = at.put("InventorySummaryInquiry?$expand=Results",
                          R"({"InventoryID":{"value":"LAMP-07"},"WarehouseID":{"value":"WEST"}})");
  CHECK(one.body.find("EAST") == std::string::npos);
  CHECK(at.put("InventorySummaryInquiry", R"({"InventoryID":{"value":"LAMP-07"}})")
            .body.find("Results") == std::string::npos);
  CHECK(at.put("InventorySummaryInquiry", "{}").status == 500);
}

TEST_CASE("rights: a form that the user may not open is named") {
  rest_erp at;
  at.erp.inject({.what = trouble::forbidden, .where = "Customer"});
  const auto reply = at.get("Customer/C000001");
  CHECK(reply.status == 403);
  CHECK(reply.body ==
        R"({"message":"You have insufficient rights to access the Customers (AR303000) form."})");
}

}  // namespace
}  // namespace acumage::simulator::acumatica
