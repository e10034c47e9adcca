// Generic inquiries over OData v4 and v3 (PULL 4 and 8).
#include "fixture.hpp"

namespace acumage::simulator::acumatica {
namespace {

const std::string price = "Acumage Price";
const std::string quantity = "Acumage Quantity";

struct stocked_erp : erp_under_test {
  stocked_erp() {
    erp.clock().freeze();
    erp.clock().set(at("2025-08-14T10:02:11.357Z"));
    add_quantity(erp, "LAMP-07", "EAST", "60", "51");
    add_quantity(erp, "LAMP-07", "WEST", "5", "5");
    add_quantity(erp, "DESK-01", "EAST", "0.25", "0");
    add_item(erp, "LAMP-07", "42.5");
    erp.clock().step(1h);
    add_item(erp, "DESK-01", "99.99");
    written(erp, entity::item,
            {{"InventoryID", "O'Neil"}, {"DefaultPrice", "7"}, {"ItemStatus", "Inactive"}});
    written(erp, entity::item, {{"InventoryID", "VOID"}, {"ItemStatus", "Active"}});
  }
  texts items(const std::string& filter) const {
    return column_of(inquiry(price, {{"$filter", filter}}).body, "InventoryID");
  }
};

TEST_CASE("inquiry: rows in the shape of v4") {
  stocked_erp erp;
  const auto reply = erp.inquiry(quantity, {{"$filter", "WarehouseID eq 'EAST'"},
                                            {"$orderby", "InventoryID,WarehouseID"},
                                            {"$top", "1000"}});
  CHECK(reply.status == 200);
  const auto host = "http://127.0.0.1:" + std::to_string(erp.erp.port());
  CHECK(reply.body == "{\"@odata.context\":\"" + host +
                          "/northwind/t/Northwind/api/odata/gi/$metadata#Acumage%20Quantity\","
                          "\"value\":[{\"InventoryID\":\"DESK-01\",\"WarehouseID\":\"EAST\","
                          "\"QtyOnHand\":0.2500,\"QtyAvailable\":0.0000,"
                          "\"QtyAvailableForShipment\":0.0000,"
                          "\"LastModifiedOn\":\"2025-08-14T10:02:11.357Z\"},"
                          "{\"InventoryID\":\"LAMP-07\",\"WarehouseID\":\"EAST\","
                          "\"QtyOnHand\":60.0000,\"QtyAvailable\":51.0000,"
                          "\"QtyAvailableForShipment\":51.0000,"
                          "\"LastModifiedOn\":\"2025-08-14T10:02:11.357Z\"}]}");
}

TEST_CASE("inquiry: v3 writes decimals as strings and times of the wall clock") {
  stocked_erp erp;
  const auto reply = erp.old_inquiry(
      quantity, {{"$filter", "InventoryID eq 'LAMP-07' and WarehouseID eq 'EAST'"}});
  const auto host = "http://127.0.0.1:" + std::to_string(erp.erp.port());
  CHECK(reply.body == "{\"odata.metadata\":\"" + host +
                          "/northwind/OData/Northwind/$metadata#Acumage%20Quantity\",\"value\":[{"
                          "\"InventoryID\":\"LAMP-07\",\"WarehouseID\":\"EAST\","
                          "\"QtyOnHand\":\"60.0000\",\"QtyAvailable\":\"51.0000\","
                          "\"QtyAvailableForShipment\":\"51.0000\","
                          "\"LastModifiedOn\":\"2025-08-14T12:02:11.357\"}]}");
  const auto by_time = erp.old_inquiry(
      price,
      {{"$filter", "LastModifiedOn gt datetime'2025-08-14T13:00:00' and DefaultPrice gt 5.0M"}});
  CHECK(column_of(by_time.body, "InventoryID") == texts{"\"DESK-01\"", "\"O'Neil\""});
  const auto atom = erp.ask("GET", erp.old_gi + "Acumage%20Price", {erp.basic});
  CHECK(atom.header("Content-Type").find("atom+xml") != std::string::npos);
  CHECK(erp.ask("GET", erp.old_gi + "Acumage%20Price?$format=json", {erp.basic}).body.front() ==
        '{');
}

TEST_CASE("filter: the operators, and, or, parentheses, doubled quotes") {
  stocked_erp erp;
  CHECK(erp.items("InventoryID eq 'O''Neil'") == texts{"\"O'Neil\""});
  CHECK(erp.items("InventoryID ne 'O''Neil'").size() == 3);
  CHECK(erp.items("InventoryID ge 'LAMP-07'") == texts{"\"LAMP-07\"", "\"O'Neil\"", "\"VOID\""});
  CHECK(erp.items("InventoryID gt 'LAMP-07' and InventoryID lt 'VOID'") == texts{"\"O'Neil\""});
  CHECK(erp.items("InventoryID le 'LAMP-07'") == texts{"\"DESK-01\"", "\"LAMP-07\""});
  CHECK(erp.items("DefaultPrice gt 42.5") == texts{"\"DESK-01\""});
  CHECK(erp.items("DefaultPrice eq 42.50") == texts{"\"LAMP-07\""});
  CHECK(erp.items("ItemStatus eq 'Inactive' or DefaultPrice eq 42.5") ==
        texts{"\"LAMP-07\"", "\"O'Neil\""});
  CHECK(erp.items("(ItemStatus eq 'Inactive' or DefaultPrice ge 42.5) and InventoryID ge 'L'") ==
        texts{"\"LAMP-07\"", "\"O'Neil\""});
  CHECK(erp.items("DefaultPrice eq null") == texts{"\"VOID\""});
  CHECK(erp.items("DefaultPrice lt 100").size() == 3);  // null fits no comparison
  CHECK(erp.items("InventoryID eq 'lamp-07   '") == texts{"\"LAMP-07\""});
}

TEST_CASE("filter: times compare as moments, in any offset") {
  stocked_erp erp;
  const texts late{"\"DESK-01\"", "\"O'Neil\"", "\"VOID\""};
  CHECK(erp.items("LastModifiedOn ge 2025-08-14T11:02:11Z") == late);
  CHECK(erp.items("LastModifiedOn gt 2025-08-14T13:02:11.357+02:00").size() == 0);
  CHECK(erp.items("LastModifiedOn eq 2025-08-14T12:02:11.357+02:00") == texts{"\"LAMP-07\""});
  CHECK(erp.items("(LastModifiedOn ge 2025-08-14T10:00:00Z and LastModifiedOn lt "
                  "2025-08-14T11:00:00Z) and InventoryID ge 'A'") == texts{"\"LAMP-07\""});
}

TEST_CASE("filter: anything else is answered 200 without a body") {
  stocked_erp erp;
  for (const auto* filter :
       {"startswith(InventoryID,'L')", "not (InventoryID eq 'A')", "InventoryID", "InventoryID eq",
        "InventoryID eq 5", "DefaultPrice eq '5'", "Nothing eq 5", "LastModifiedOn gt 2025-08-14",
        "LastModifiedOn gt 2025-08-14T10:00:00", "LastModifiedOn gt datetime'2025-08-14T10:00:00'",
        "InventoryID eq 'A", "(InventoryID eq 'A'", "InventoryID eq 'A' and",
        "DefaultPrice eq 5.0M", "InventoryID eq 'A' xor InventoryID eq 'B'",
        "DefaultPrice add 1 gt 5", ""}) {
    const auto reply = erp.inquiry(price, {{"$filter", filter}});
    CHECK_MESSAGE(reply.status == 200, filter);
    CHECK_MESSAGE(reply.body.empty(), filter);
  }
  CHECK(erp.inquiry(price, {{"$expand", "Details"}}).body.empty());
  CHECK(erp.inquiry(price, {{"$count", "true"}}).body.empty());
  CHECK(erp.inquiry(price, {{"$orderby", "InventoryID,DefaultPrice,ItemStatus"}}).body.empty());
  CHECK(erp.inquiry(price, {{"$top", "-1"}}).body.empty());
  // "+" is a blank in a query.
  CHECK(erp.ask("GET",
                erp.gi + "Acumage%20Price?$filter=LastModifiedOn%20gt%202025-08-14T12:00:00+02:00",
                {erp.basic})
            .body.empty());
}

TEST_CASE("order: by one or two columns, both ways, then $skip and $top") {
  stocked_erp erp;
  const auto asked = [&](const std::string& order, const std::string& skip,
                         const std::string& top) {
    return column_of(erp.inquiry(price, {{"$orderby", order}, {"$skip", skip}, {"$top", top}}).body,
                     "InventoryID");
  };
  CHECK(asked("InventoryID", "1", "2") == texts{"\"LAMP-07\"", "\"O'Neil\""});
  CHECK(asked("InventoryID desc", "0", "2") == texts{"\"VOID\"", "\"O'Neil\""});
  CHECK(asked("DefaultPrice", "0", "9") ==
        texts{"\"VOID\"", "\"O'Neil\"", "\"LAMP-07\"", "\"DESK-01\""});
  CHECK(asked("ItemStatus desc,DefaultPrice desc", "0", "2") == texts{"\"O'Neil\"", "\"DESK-01\""});
  CHECK(asked("InventoryID", "9", "2").empty());
  CHECK(asked("InventoryID", "0", "0").empty());
}

TEST_CASE("order: keys as SQL Server does it, without case, signs before digits before letters") {
  erp_under_test erp;
  for (const auto* sku :
       {"b", "A", "a1", "_x", "1", "Ä", "A B", "A-B", "c/d", "100%", "x&y", "p+q"})
    add_item(erp.erp, sku);
  const auto reply = erp.inquiry(price, {{"$orderby", "InventoryID"}});
  CHECK(column_of(reply.body, "InventoryID") == texts{"\"_x\"", "\"1\"", "\"100%\"", "\"A\"",
                                                      "\"A B\"", "\"A-B\"", "\"a1\"", "\"b\"",
                                                      "\"c/d\"", "\"p+q\"", "\"x&y\"", "\"Ä\""});
  for (const auto* sku : {"a b", "C/D", "100%", "X&Y", "p+q", "ä", "_X"}) {
    const auto one = erp.inquiry(price, {{"$filter", std::string{"InventoryID eq '"} + sku + "'"}});
    CHECK_MESSAGE(column_of(one.body, "InventoryID").size() == 1, sku);
  }
}

TEST_CASE("paging: by key from the last one on, every row comes once") {
  erp_under_test erp;
  erp.erp.load({.items = 500, .warehouses = 3});
  std::vector<std::string> seen;
  std::string last;
  for (;;) {
    auto reply = erp.inquiry(quantity, {{"$filter", "InventoryID gt '" + last + "'"},
                                        {"$orderby", "InventoryID,WarehouseID"},
                                        {"$top", "99"}});
    auto page = column_of(reply.body, "InventoryID");
    if (page.empty()) break;
    seen.insert(seen.end(), page.begin(), page.end());
    last = page.back().substr(1, page.back().size() - 2);
  }
  CHECK(seen.size() == 1500);
}

TEST_CASE("select: only its columns, in its order") {
  stocked_erp erp;
  const auto reply = erp.inquiry(
      price, {{"$select", "DefaultPrice,InventoryID"}, {"$filter", "InventoryID eq 'LAMP-07'"}});
  CHECK(reply.body.find("[{\"DefaultPrice\":42.500000,\"InventoryID\":\"LAMP-07\"}]") !=
        std::string::npos);
}

TEST_CASE("metadata: types and keys of every inquiry, in both versions") {
  erp_under_test erp;
  const auto v4 = erp.ask("GET", erp.gi + "$metadata", {erp.basic});
  CHECK(v4.status == 200);
  CHECK(v4.header("Content-Type").starts_with("application/xml"));
  CHECK(v4.body.find("<EntityType Name=\"Acumage_Quantity\"><Key><PropertyRef "
                     "Name=\"InventoryID\"/><PropertyRef Name=\"WarehouseID\"/></Key>") !=
        std::string::npos);
  CHECK(v4.body.find("<Property Name=\"RecordID\" Type=\"Edm.Int32\" Nullable=\"false\"/>") !=
        std::string::npos);
  CHECK(v4.body.find("<Property Name=\"LastModifiedOn\" Type=\"Edm.DateTimeOffset\"/>") !=
        std::string::npos);
  CHECK(v4.body.find("<EntitySet Name=\"Acumage Lost Pushes\"") != std::string::npos);
  const auto v3 = erp.ask("GET", erp.old_gi + "$metadata", {erp.basic});
  CHECK(v3.body.find("m:DataServiceVersion=\"3.0\"") != std::string::npos);
  CHECK(v3.body.find("Type=\"Edm.DateTime\"") != std::string::npos);
}

TEST_CASE("inquiry: customers, orders, shipments and sales prices have one of their own") {
  erp_under_test erp;
  erp.erp.load({.items = 3,
                .warehouses = 1,
                .sales_prices = 2,
                .customers = 2,
                .orders = 2,
                .shipments = 1});
  CHECK(column_of(erp.inquiry("Acumage Customer").body, "Email") ==
        texts{"\"buyer000001@example.net\"", "\"buyer000002@example.net\""});
  CHECK(column_of(erp.inquiry("Acumage Order").body, "ExternalRef") ==
        texts{"\"000000001\"", "\"000000002\""});
  CHECK(column_of(erp.inquiry("Acumage Shipment").body, "LineNbr") == texts{"1", "2"});
  CHECK(column_of(erp.inquiry("Acumage Sales Price", {{"$filter", "RecordID ge 2"}}).body,
                  "RecordID") == texts{"2"});
  CHECK(column_of(erp.inquiry("Acumage Lost Pushes").body, "Source").empty());
}

TEST_CASE("inquiry: an unknown one, an unknown tenant and a missing sign-in are refused") {
  erp_under_test erp;
  CHECK(erp.inquiry("Acumage Prices").status == 404);
  CHECK(erp.ask("GET", "/northwind/t/Southwind/api/odata/gi/Acumage%20Price", {erp.basic}).status ==
        404);
  CHECK(erp.ask("GET", erp.gi + "Acumage%20Price").status == 401);
  CHECK(erp.ask("GET", "/southwind/entity").status == 404);
  CHECK(erp.ask("GET", erp.gi, {erp.basic})
            .body.find("{\"name\":\"Acumage Price\",\"kind\":\"EntitySet\"") != std::string::npos);
}

TEST_CASE("inquiry: with parameters it is empty until they are given") {
  stocked_erp erp;
  erp.erp.inject({.what = trouble::needs_parameters});
  CHECK(column_of(erp.inquiry(quantity).body, "InventoryID").empty());
  CHECK(column_of(erp.inquiry(quantity + "_WithParameters(Warehouse='EAST')").body, "InventoryID")
            .size() == 3);
}

}  // namespace
}  // namespace acumage::simulator::acumatica
