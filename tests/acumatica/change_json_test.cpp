// The node's own form of a change: one object, an array or NDJSON, all or nothing.
#include "acumatica/change_json.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using acumage::change;
using acumage::entity;
using acumage::errc;
using acumage::submission;
using namespace acumage::acumatica;

namespace {

submission read(std::string_view body, changes_form form = changes_form::by_content,
                const reading& how = {}) {
  const auto all = read_changes(body, form, how, 77);
  REQUIRE_MESSAGE(all.ok(), (all.ok() ? "" : all.problem().message));
  return *all;
}

acumage::error refused(std::string_view body, changes_form form = changes_form::by_content) {
  const auto all = read_changes(body, form, {}, 77);
  REQUIRE_FALSE(all.ok());
  CHECK(all.problem().code == errc::invalid);
  CHECK(all.problem().message.find(all.problem().at + ": ") == 0);
  return all.problem();
}

change only(const submission& all) {
  REQUIRE(all.parcels.size() == 1);
  REQUIRE(all.parcels.front().changes.size() == 1);
  return all.parcels.front().changes.front();
}

std::vector<std::string> keys(const submission& all) {
  std::vector<std::string> found;
  for (const auto& each : all.parcels)
    for (const auto& one : each.changes) found.push_back(one.key);
  return found;
}

/// One line for a price of that SKU; `more` are further members, such as `,"id":"x"`.
std::string line(const std::string& sku, const std::string& more = {}) {
  return R"({"entity":"pricing","version":5,"fields":{"SKU":")" + sku + "\"}" + more + "}";
}

}  // namespace

TEST_CASE("changes: the example of the specification is one change [SPEC 5 Changes]") {
  const auto one = only(read(
      R"({"entity":"pricing","version":638912345678901234,"fields":{"InventoryID":"LAMP-07","DefaultPrice":42.5}})"));
  CHECK(one.entity == entity::pricing);
  CHECK(one.key == "LAMP-07");
  CHECK(one.stamp == 638912345678901234U);
  CHECK(one.inserted == R"({"InventoryID":"LAMP-07","DefaultPrice":42.5})");
  CHECK(one.deleted.empty());
  CHECK(one.query.empty());
  CHECK(one.company.empty());
  CHECK(one.id.empty());
  CHECK(one.accepted_at_us == 77);
}

TEST_CASE("changes: an object, an array and NDJSON are known by their content") {
  CHECK(keys(read(line("A"))) == std::vector<std::string>{"A"});
  CHECK(keys(read(" [" + line("A") + ",\n" + line("B") + "]\n")) ==
        std::vector<std::string>{"A", "B"});
  CHECK(keys(read("[]")).empty());
  CHECK(keys(read(line("A") + "\n" + line("B"))) == std::vector<std::string>{"A", "B"});
  CHECK(keys(read("{\n\"entity\":\"pricing\",\n\"version\":1,\n\"fields\":{\n\"SKU\":\"A\"}\n}")) ==
        std::vector<std::string>{"A"});
  CHECK(keys(read("{\"entity\":\"pricing\",\"version\":1,\"fields\":\n{\"SKU\":\"A\"}}")) ==
        std::vector<std::string>{"A"});
  CHECK(keys(read("{\"fields\":{\"SKU\":\"A\"}\n,\"entity\":\"pricing\",\"version\":1}")) ==
        std::vector<std::string>{"A"});
}

TEST_CASE("changes: the content type decides where it is given") {
  CHECK(keys(read(line("A") + "\n" + line("B"), changes_form::ndjson)) ==
        std::vector<std::string>{"A", "B"});
  CHECK(refused(line("A") + "\n" + line("B"), changes_form::json).at == "line 2, column 1");
  CHECK(refused("[" + line("A") + "]", changes_form::ndjson).at == "line 1, column 1");
  // In which byte of the line it is wrong depends on simdjson.
  CHECK(refused("{\n\"entity\":\"pricing\"}", changes_form::ndjson).at.starts_with("line 1, "));
}

TEST_CASE("changes: blank lines and carriage returns are skipped, and counted in places") {
  CHECK(keys(read("\n\r\n" + line("A") + "\r\n  \n" + line("B") + "\r\n\n")) ==
        std::vector<std::string>{"A", "B"});
  CHECK(refused("\n" + line("A") + "\n\n{}\n").at == "line 4, column 1");
}

TEST_CASE("changes: an unclosed line names itself and nothing is kept [SPEC 5 Changes]") {
  const auto body = line("A") + "\n" + line("B").substr(0, line("B").size() - 1) + "\n" +
                    line("C") + "\n" + line("D") + "\n";
  CHECK(refused(body).at.find("line 2,") == 0);
  CHECK(refused(body, changes_form::ndjson).at.find("line 2,") == 0);
  const auto first = line("A").substr(0, line("A").size() - 1) + "\n" + line("B") + "\n";
  CHECK(refused(first).at.find("line 1,") == 0);
  const auto last = line("A") + "\n" + line("B").substr(0, 20);
  CHECK(refused(last).at.find("line 2,") == 0);
  CHECK(refused(line("A") + line("B") + "\n" + line("C")).at.find("line 1,") == 0);
}

TEST_CASE("changes: the first wrong line is named with its column") {
  CHECK(refused(line("A") + "\n" + R"({"entity":"pricing","version":5,"fields":{"SKU":12abc}})" +
                "\n" + line("C"))
            .at == "line 2, column 49");
  CHECK(refused("[" + line("A") + ",\n {\"entity\":\"pricing\"}]").at == "line 2, column 2");
  CHECK(refused(line("A") + "\n5\n").at == "line 2, column 1");
  CHECK(refused("").at == "line 1, column 1");
  CHECK(refused(" \n ").at == "line 1, column 1");
}

TEST_CASE("changes: an entity that is none is an error that names the five") {
  const auto problem = refused(R"({"entity":"prices","version":1,"fields":{}})");
  CHECK(problem.message ==
        "line 1, column 11: entity = \"prices\" is unknown; expected pricing, "
        "inventory, shipment, customer or order");
  CHECK(problem.at == "line 1, column 11");
  CHECK(refused(R"({"version":1,"fields":{}})").message.find("entity is missing") !=
        std::string::npos);
  CHECK(refused(R"({"entity":4,"version":1,"fields":{}})").at == "line 1, column 11");
}

TEST_CASE("changes: a version is a number or a string, exact to 64 bits") {
  const auto version = [](const std::string& text) {
    return R"({"entity":"pricing","version":)" + text + R"(,"fields":{"SKU":"A"}})";
  };
  CHECK(only(read(version("18446744073709551615"))).stamp == 18446744073709551615U);
  CHECK(only(read(version("\"9007199254740993\""))).stamp == 9007199254740993U);
  for (const auto* bad :
       {"-1", "1.5", "1e3", "\"\"", "\"x\"", "true", "18446744073709551616", "[]"})
    CHECK_MESSAGE(refused(version(bad)).at == "line 1, column 31", bad);
  CHECK(refused(version("null")).message.find("version is missing") != std::string::npos);
}

TEST_CASE("changes: fields are an object, needed unless the record is removed") {
  CHECK(refused(R"({"entity":"pricing","version":1})").message.find("fields are missing") !=
        std::string::npos);
  CHECK(refused(R"({"entity":"pricing","version":1,"deleted":false})")
            .message.find("fields are missing") != std::string::npos);
  CHECK(refused(R"({"entity":"pricing","version":1,"fields":[]})").at == "line 1, column 42");
}

TEST_CASE("changes: deleted puts the fields into the other half") {
  const auto gone = only(read(line("A", ",\"deleted\":true")));
  CHECK(gone.key == "A");
  CHECK(gone.inserted.empty());
  CHECK(gone.deleted == R"({"SKU":"A"})");
  CHECK(only(read(line("A", ",\"deleted\":false"))).deleted.empty());
  CHECK(refused(line("A", ",\"deleted\":1")).message.find("expected true or false") !=
        std::string::npos);
  CHECK(refused(line("A", ",\"deleted\":\"true\"")).message.find("expected true or false") !=
        std::string::npos);
}

TEST_CASE("changes: a removal may name its record by key alone") {
  const auto removal = [](const std::string& which, const std::string& key) {
    return R"({"entity":")" + which + R"(","version":1,"deleted":true,"key":")" + key + "\"}";
  };
  CHECK(only(read(removal("pricing", " LAMP-07 "))).deleted == R"({"InventoryID":"LAMP-07"})");
  CHECK(only(read(removal("pricing", " LAMP-07 "))).key == "LAMP-07");
  CHECK(only(read(removal("inventory", "LAMP-07@EAST"))).key == "LAMP-07@EAST");
  CHECK(only(read(removal("inventory", "LAMP-07@EAST/R1"))).deleted ==
        R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","LocationID":"R1"})");
  CHECK(only(read(removal("inventory", "A@B@vendor/V1"))).deleted ==
        R"({"InventoryID":"A@B","VendorID":"V1"})");
  for (const auto* key : {"LAMP-07@EAST/R1", "A@B@EAST", "A@B@vendor/V1"})
    CHECK(only(read(removal("inventory", key))).key == key);
  CHECK(only(read(removal("shipment", "004417@SO SO009120"))).deleted ==
        R"({"ShipmentNbr":"004417","OrderType":"SO","OrderNbr":"SO009120"})");
  CHECK(only(read(removal("shipment", "004417@SO SO009120"))).key == "004417@SO SO009120");
  CHECK(only(read(removal("customer", "C000902"))).key == "C000902");
  CHECK(only(read(removal("order", "SO SO009120"))).deleted ==
        R"({"OrderType":"SO","OrderNbr":"SO009120"})");
  CHECK(only(read(removal("shipment", "004417"))).key == "004417");
  CHECK(refused(removal("inventory", "LAMP-07")).message.find("expected fields") !=
        std::string::npos);
  CHECK(refused(R"({"entity":"pricing","version":1,"deleted":true})").at == "line 1, column 1");
}

TEST_CASE("changes: a key must name the record that the fields name") {
  const auto keyed = [](const std::string& which, const std::string& key,
                        const std::string& fields) {
    return R"({"entity":")" + which + R"(","version":1,"key":)" + key + ",\"fields\":" + fields +
           "}";
  };
  CHECK(only(read(keyed("pricing", "\" lamp-07\"", R"({"SKU":"LAMP-07  "})"))).key == "LAMP-07");
  CHECK(only(read(keyed("pricing", "4711", R"({"SKU":"4711"})"))).key == "4711");
  const std::string cell = R"({"SKU":"LAMP-07","Warehouse":"EAST"})";
  CHECK(only(read(keyed("inventory", "\"LAMP-07\"", cell))).key == "LAMP-07@EAST");
  CHECK(only(read(keyed("inventory", "\"lamp-07@east\"", cell))).key == "LAMP-07@EAST");
  const std::string shipped = R"({"ShipmentNbr":"004417","OrderType":"SO","OrderNbr":"SO009120"})";
  CHECK(only(read(keyed("shipment", "\"004417\"", shipped))).key == "004417@SO SO009120");
  CHECK(only(read(keyed("order", "\"SO SO009120\"", R"({"OrderType":"SO","OrderNbr":"SO009120"})")))
            .key == "SO SO009120");
  CHECK(refused(keyed("pricing", "\"CHAIR\"", R"({"SKU":"LAMP-07"})"))
            .message.find("the same record") != std::string::npos);
  CHECK(refused(keyed("pricing", "\"CHAIR\"", R"({"DefaultPrice":1})")).at == "line 1, column 39");
  CHECK(refused(keyed("pricing", "\" \"", R"({"SKU":"A"})")).message.find("expected a string") !=
        std::string::npos);
}

TEST_CASE("changes: fields that name no record are kept with an empty key, like a row of a push") {
  CHECK(only(read(R"({"entity":"pricing","version":1,"fields":{"DefaultPrice":1}})")).key.empty());
}

TEST_CASE("changes: unknown members and members given twice are errors") {
  CHECK(refused(line("A", ",\"delete\":true"))
            .message.find("member \"delete\" is unknown; expected entity") != std::string::npos);
  CHECK(refused(line("A", ",\"version\":6")).message.find("version is given twice") !=
        std::string::npos);
}

TEST_CASE("changes: without id they share a parcel that is never a duplicate") {
  const auto all = read(line("A") + "\n" + line("B") + "\n" + line("C"));
  REQUIRE(all.parcels.size() == 1);
  CHECK(all.parcels.front().fingerprint.empty());
  CHECK(all.parcels.front().changes.size() == 3);
}

TEST_CASE("changes: each one with an id has a parcel and a fingerprint of its own, in order") {
  const auto all = read(line("A") + "\n" + line("B", ",\"id\":\"1\"") + "\n" +
                        line("C", ",\"id\":\"2\"") + "\n" + line("D") + "\n" + line("E"));
  CHECK(keys(all) == std::vector<std::string>{"A", "B", "C", "D", "E"});
  REQUIRE(all.parcels.size() == 4);
  CHECK(all.parcels[1].fingerprint.size() == 16);
  CHECK(all.parcels[2].fingerprint.size() == 16);
  CHECK(all.parcels[3].changes.size() == 2);
  CHECK(all.parcels[1].changes.front().id == "1");
  CHECK(refused(line("A", ",\"id\":\"\"")).message.find("id = ") != std::string::npos);
  CHECK(refused(line("A", ",\"id\":7")).message.find("expected a string") != std::string::npos);
}

TEST_CASE("changes: a fingerprint covers id, entity, version and row") {
  const auto print = [](const std::string& body) { return read(body).parcels.front().fingerprint; };
  const auto base = print(line("A", ",\"id\":\"1\""));
  CHECK(print(" " + line("A", ", \"id\" : \"1\"")) == base);
  CHECK(print(line("A", ",\"id\":\"2\"")) != base);
  CHECK(print(line("B", ",\"id\":\"1\"")) != base);
  CHECK(print(line("A", ",\"id\":\"1\",\"deleted\":true")) != base);
  CHECK(print(R"({"entity":"pricing","version":6,"fields":{"SKU":"A"},"id":"1"})") != base);
}

TEST_CASE("changes: aliases of the settings name the key") {
  reading how;
  how.aliases.add(entity::pricing, concept_id::item, "Artikel");
  const auto all = read(R"({"entity":"pricing","version":1,"fields":{"ARTIKEL":"X1"}})",
                        changes_form::by_content, how);
  CHECK(only(all).key == "X1");
}

TEST_CASE("change to JSON: one line, versions as strings, absent halves left out") {
  change one;
  one.entity = entity::inventory;
  one.key = "LAMP \"07\"@EAST\n";
  one.stamp = 18446744073709551615U;
  one.inserted = R"({"QtyOnHand":1})";
  one.id = "x";
  one.query = "MC Quantity";
  one.company = "Northwind";
  one.accepted_at_us = 1'786'701'731'042'000;
  CHECK(to_json(one) ==
        R"({"entity":"inventory","key":"LAMP \"07\"@EAST\n","version":"18446744073709551615",)"
        R"("inserted":{"QtyOnHand":1},"id":"x","query":"MC Quantity","company":"Northwind",)"
        R"("accepted_at":"2026-08-14T10:02:11.042Z"})");
  one.deleted = "5";
  one.inserted.clear();
  CHECK(to_json(one).find(R"("version":"18446744073709551615","deleted":5,"id")") !=
        std::string::npos);
}
