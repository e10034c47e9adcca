// Transactions: a row becomes visible at its commit, and its time is the statement's (PULL 0.3, 7.3, 8).
#include "fixture.hpp"

namespace acumage::simulator::acumatica {
namespace {

struct still_erp : erp_under_test {
  still_erp() {
    erp.clock().freeze();
    erp.clock().set(at("2025-08-14T10:00:00Z"));
  }
  texts since(const std::string& time) const {
    return column_of(inquiry("Acumage Price", {{"$filter", "LastModifiedOn ge " + time}}).body,
                     "InventoryID");
  }
  std::string price(const std::string& sku) const {
    const auto found = erp.row(entity::item, {{"InventoryID", sku}});
    return found ? found->at("DefaultPrice").value_or("null") : "none";
  }
};

TEST_CASE("commit: a late one is seen after rows that were changed later") {
  still_erp at;
  written(at.erp, entity::item, {{"InventoryID", "SLOW"}, {"DefaultPrice", "1"}},
          {.commit_delay = 5min});
  at.erp.clock().step(1min);
  add_item(at.erp, "QUICK");
  CHECK(at.since("2025-08-14T10:00:00Z") == texts{"\"QUICK\""});
  at.erp.clock().step(3min);
  CHECK(at.since("2025-08-14T10:00:00Z") == texts{"\"QUICK\""});
  at.erp.clock().step(1min);
  // A reader that goes on after the last time it saw does not find it.
  CHECK(at.since("2025-08-14T10:01:00Z") == texts{"\"QUICK\""});
  CHECK(at.since("2025-08-14T10:00:00Z") == texts{"\"QUICK\"", "\"SLOW\""});
}

TEST_CASE("commit: until then the old version is read, and what is written later lies above it") {
  still_erp at;
  add_item(at.erp, "A", "1");
  written(at.erp, entity::item, {{"InventoryID", "A"}, {"DefaultPrice", "2"}},
          {.commit_delay = 5min});
  CHECK(at.price("A") == "1.000000");
  // The row is locked: the next writer waits for the open transaction and keeps its fields.
  written(at.erp, entity::item, {{"InventoryID", "A"}, {"ItemStatus", "Inactive"}});
  CHECK(at.price("A") == "1.000000");
  at.erp.clock().step(5min);
  CHECK(at.price("A") == "2.000000");
  CHECK(at.erp.row(entity::item, {{"InventoryID", "A"}})->at("ItemStatus") == "Inactive");
}

TEST_CASE("write: fields that are not named keep their value, null takes it") {
  still_erp at;
  add_item(at.erp, "A", "1.5");
  written(at.erp, entity::item, {{"InventoryID", "A"}, {"ItemStatus", std::nullopt}});
  CHECK(at.price("A") == "1.500000");
  CHECK(!at.erp.row(entity::item, {{"InventoryID", "A"}})->at("ItemStatus"));
  CHECK(at.erp.rows(entity::item).size() == 1);
}

TEST_CASE("write: what is no column, no value or lacks its key is an error") {
  still_erp at;
  CHECK(!at.erp.write(entity::item, {{"InventoryID", "A"}, {"Price", "1"}}));
  CHECK(!at.erp.write(entity::item, {{"InventoryID", "A"}, {"DefaultPrice", "one"}}));
  CHECK(!at.erp.write(entity::quantity, {{"InventoryID", "A"}}));
  CHECK(at.erp.rows(entity::item).empty());
}

TEST_CASE("remove: the row is gone, and among the deleted records for ten days") {
  still_erp at;
  add_item(at.erp, "A");
  add_item(at.erp, "B");
  REQUIRE(at.erp.remove(entity::item, {{"InventoryID", "A"}}));
  CHECK(!at.erp.remove(entity::item, {{"InventoryID", "A"}}));
  CHECK(at.since("2025-08-14T00:00:00Z") == texts{"\"B\""});
  const std::string records =
      "/northwind/t/Northwind/api/odata/dac/PX_Objects_IN_InventoryItem/px.GetDeletedRecords()";
  const auto asked = [&](const std::string& since) {
    return column_of(
        at.ask("GET", at.target(records, {{"$filter", "DeleteDate ge " + since}}), {at.basic}).body,
        "DeleteDate");
  };
  CHECK(asked("2025-08-14T09:00:00Z") == texts{"\"2025-08-14T10:00:00Z\""});
  CHECK(asked("2025-08-14T11:00:00Z").empty());
  CHECK(at.ask("GET",
               "/northwind/ODatav4/Northwind/PX_Objects_IN_InventoryItem/px.GetDeletedRecords()",
               {at.basic})
            .body.find("RefNoteID") != std::string::npos);
  at.erp.clock().step(11 * 24h);
  CHECK(asked("2025-08-14T09:00:00Z").empty());
}

TEST_CASE("deleted records: their id is the one that the record had in REST") {
  still_erp at;
  add_item(at.erp, "A");
  const auto record = at.ask("GET", at.rest + "StockItem/A", {at.signed_in()}).body;
  const auto id = record.substr(record.find("\"id\":\"") + 6, 36);
  REQUIRE(at.erp.remove(entity::item, {{"InventoryID", "A"}}));
  CHECK(at.ask("GET",
               "/northwind/ODatav4/Northwind/PX_Objects_IN_InventoryItem/px.GetDeletedRecords()",
               {at.basic})
            .body.find(id) != std::string::npos);
}

TEST_CASE("classes: their rows are read like those of an inquiry") {
  still_erp at;
  add_item(at.erp, "A");
  const auto reply = at.ask(
      "GET",
      "/northwind/t/Northwind/api/odata/dac/PX_Objects_IN_InventoryItem?$orderby=InventoryID",
      {at.basic});
  CHECK(column_of(reply.body, "InventoryID") == texts{"\"A\""});
  CHECK(reply.body.find("/dac/$metadata#PX_Objects_IN_InventoryItem") != std::string::npos);
}

TEST_CASE("ties: a mass update gives thousands of rows one time") {
  still_erp at;
  at.erp.load({.items = 12'000});
  at.erp.stamp_rows(entity::item, 10'000, at.erp.clock().now());
  const auto same = at.inquiry(
      "Acumage Price",
      {{"$filter", "LastModifiedOn eq 2025-08-14T10:00:00Z"}, {"$select", "InventoryID"}});
  CHECK(column_of(same.body, "InventoryID").size() == 10'000);
}

TEST_CASE("load: 50,000 items in two warehouses are ready and read in pages at once") {
  erp_under_test at;
  const auto began = std::chrono::steady_clock::now();
  at.erp.load({.items = 50'000, .warehouses = 2, .customers = 20'000, .orders = 5'000});
  const auto loaded = std::chrono::steady_clock::now();
  const auto page = at.inquiry("Acumage Quantity", {{"$filter", "InventoryID ge 'SKU-025000'"},
                                                    {"$orderby", "InventoryID,WarehouseID"},
                                                    {"$top", "1000"}});
  const auto read = std::chrono::steady_clock::now();
  CHECK(column_of(page.body, "InventoryID").size() == 1000);
  const auto in_ms = [](auto time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  };
  MESSAGE("loaded in " << in_ms(loaded - began) << " ms, a page in " << in_ms(read - loaded)
                       << " ms");
  CHECK(loaded - began < 10s);
  CHECK(read - loaded < 2s);
}

}  // namespace
}  // namespace acumage::simulator::acumatica
