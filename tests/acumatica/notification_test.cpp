// Acumatica's push notification, bytes to changes: every rule of SPEC 5 that is decided here.
#include "acumatica/notification.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

using acumage::change;
using acumage::entity;
using acumage::errc;
using acumage::parcel;
using namespace acumage::acumatica;

namespace {

reading mapped() {
  reading how;
  how.queries = {{"MC Price", entity::pricing},
                 {"MC Quantity", entity::inventory},
                 {"MC Shipment", entity::shipment}};
  return how;
}

parcel read(std::string_view body, const reading& how = mapped()) {
  const auto all = read_notification(body, how, 77);
  REQUIRE_MESSAGE(all.ok(), (all.ok() ? "" : all.problem().message));
  REQUIRE(all->parcels.size() == 1);
  return all->parcels.front();
}

acumage::error refused(std::string_view body) {
  const auto all = read_notification(body, mapped(), 77);
  REQUIRE_FALSE(all.ok());
  CHECK(all.problem().code == errc::invalid);
  return all.problem();
}

/// A price notification with these arrays.
std::string price(std::string_view inserted, std::string_view deleted = "[]",
                  std::string_view stamp = "5") {
  return "{\"Inserted\":" + std::string{inserted} + ",\"Deleted\":" + std::string{deleted} +
         ",\"Query\":\"MC Price\",\"CompanyId\":\"Northwind\",\"Id\":\"id-1\",\"TimeStamp\":" +
         std::string{stamp} + "}";
}

std::string with_query(std::string body, std::string_view query) {
  const std::string_view old = "MC Price";
  return body.replace(body.find(old), old.size(), query);
}

/// "key|inserted|deleted" of every change.
std::vector<std::string> lines(const parcel& what) {
  std::vector<std::string> all;
  for (const auto& each : what.changes)
    all.push_back(each.key + "|" + each.inserted + "|" + each.deleted);
  return all;
}

}  // namespace

TEST_CASE(
    "notification: the example of the specification is one update of one cell [SPEC 5 "
    "Notification]") {
  const auto all = read(
      R"({"Inserted":[{"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":60,"QtyAvailable":51,"QtyAvailableForShipment":54}],
 "Deleted":[{"InventoryID":"LAMP-07   ","WarehouseID":"EAST ","QtyOnHand":60,"QtyAvailable":53,"QtyAvailableForShipment":54}],
 "Query":"MC Quantity","CompanyId":"Northwind","Id":"5f0d6f3e-6c1a-4b43-9a55-2f3f8d1e7a10",
 "TimeStamp":638912345678901234,"AdditionalInfo":{"PXPerformanceInfoStartTime":"08/14/2025 10:02:11"}})");
  CHECK_FALSE(all.unrouted);
  CHECK(all.fingerprint.size() == 16);
  REQUIRE(all.changes.size() == 1);
  const auto& one = all.changes.front();
  CHECK(one.entity == entity::inventory);
  CHECK(one.key == "LAMP-07@EAST");
  CHECK(one.stamp == 638912345678901234U);
  CHECK(
      one.inserted ==
      R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":60,"QtyAvailable":51,"QtyAvailableForShipment":54})");
  CHECK(
      one.deleted ==
      R"({"InventoryID":"LAMP-07   ","WarehouseID":"EAST ","QtyOnHand":60,"QtyAvailable":53,"QtyAvailableForShipment":54})");
  CHECK(one.id == "5f0d6f3e-6c1a-4b43-9a55-2f3f8d1e7a10");
  CHECK(one.query == "MC Quantity");
  CHECK(one.company == "Northwind");
  CHECK(one.accepted_at_us == 77);
}

TEST_CASE("notification: rows of the inquiry of failed notifications are no changes") {
  auto how = mapped();
  how.lost_pushes = "Acumage Lost Pushes";
  how.company = "Northwind";
  const std::string row = R"({"HookId":"h","TimeStamp":638912345678901234,"Source":"MC Price"})";
  const auto body = [&](const std::string& company) {
    return R"({"Inserted":[)" + row +
           R"(],"Deleted":[{"HookId":"g"}],"Query":" acumage lost pushes",)" + R"("CompanyId":")" +
           company + R"(","Id":"5f0d","TimeStamp":1})";
  };
  const auto all = read_notification(body("Northwind"), how, 77);
  REQUIRE(all.ok());
  CHECK(all->parcels.empty());
  REQUIRE(all->lost_pushes.has_value());
  CHECK(*all->lost_pushes == std::vector{row});
  CHECK(read_notification(body("Contoso"), how, 77)->parcels.front().unrouted);
  how.lost_pushes.clear();
  CHECK(read_notification(body("Northwind"), how, 77)->parcels.front().unrouted);
  CHECK(entity_of("mc price ", how) == entity::pricing);
}

TEST_CASE("notification: members come in any order, unknown ones are ignored") {
  const auto all =
      read(R"({"TimeStamp":"9007199254740993","Id":"x","AdditionalInfo":[[1]],"Query":"MC Price",
      "Deleted":null,"Surprise":{"Id":"no","Inserted":[1]},"Inserted":[{"SKU":"A"}]})");
  CHECK(lines(all) == std::vector<std::string>{R"(A|{"SKU":"A"}|)"});
  CHECK(all.changes.front().stamp == 9007199254740993U);
  CHECK(all.changes.front().id == "x");
  CHECK(all.changes.front().company.empty());
}

TEST_CASE("notification: one of the two arrays is enough, and both may be empty") {
  CHECK(lines(read(R"({"Inserted":[{"SKU":"A"}],"Query":"MC Price","Id":"x","TimeStamp":1})")) ==
        std::vector<std::string>{R"(A|{"SKU":"A"}|)"});
  CHECK(lines(read(R"({"Deleted":[{"SKU":"A"}],"Query":"MC Price","Id":"x","TimeStamp":1})")) ==
        std::vector<std::string>{R"(A||{"SKU":"A"})"});
  CHECK(read(price("[]")).changes.empty());
  CHECK(read(price("[]", "null")).changes.empty());
}

TEST_CASE(
    "notification: a missing Query, Id, TimeStamp or both arrays is an error that names it [SPEC 5 "
    "Answers]") {
  CHECK(refused(R"({"Inserted":[],"Id":"x","TimeStamp":1})").message ==
        "line 1, column 1: Query is missing; expected a string");
  CHECK(refused(R"({"Inserted":[],"Query":"q","TimeStamp":1})").message ==
        "line 1, column 1: Id is missing; expected a string");
  CHECK(refused(R"({"Inserted":[],"Query":"q","Id":"x"})").message.find("TimeStamp is missing") !=
        std::string::npos);
  CHECK(refused(R"({"Query":"q","Id":"x","TimeStamp":1})")
            .message.find("Inserted and Deleted are missing") != std::string::npos);
  CHECK(refused(R"({"Inserted":null,"Deleted":null,"Query":"q","Id":"x","TimeStamp":1})")
            .message.find("Inserted and Deleted are missing") != std::string::npos);
  CHECK(refused(R"({"Inserted":[],"Query":null,"Id":"x","TimeStamp":1})")
            .message.find("Query is missing") != std::string::npos);
  CHECK(refused(R"({"Inserted":[],"Query":"q","Id":"  ","TimeStamp":1})").at ==
        "line 1, column 33");
  CHECK(refused(R"({"Inserted":[],"Query":7,"Id":"x","TimeStamp":1})").at == "line 1, column 24");
  CHECK(refused("[]").at == "line 1, column 1");
}

TEST_CASE("notification: the names of its members are Acumatica's, letter by letter") {
  CHECK(refused(R"({"inserted":[],"Query":"q","Id":"x","TimeStamp":1})").at == "line 1, column 1");
}

TEST_CASE(
    "notification: a TimeStamp is a whole number of 64 bits, never a double [SPEC 5 Numbers]") {
  CHECK(read(price("[1]", "[]", "0")).changes.front().stamp == 0);
  CHECK(read(price("[1]", "[]", "18446744073709551615")).changes.front().stamp ==
        18446744073709551615U);
  CHECK(read(price("[1]", "[]", "\" 638912345678901235 \"")).changes.front().stamp ==
        638912345678901235U);
  for (const auto* bad : {"-1", "1.5", "1.0", "6.3e17", "18446744073709551616", "\"\"", "\"soon\"",
                          "true", "[1]", "{}", "\"-1\"", "1e400"}) {
    CAPTURE(bad);
    const auto body = price("[]", "[]", bad);
    CHECK(refused(body).at == "line 1, column " + std::to_string(body.rfind(':') + 2));
  }
  CHECK(refused(price("[]", "[]", "null")).message.find("TimeStamp is missing") !=
        std::string::npos);
}

TEST_CASE("notification: arrays that are none, and members given twice, are errors") {
  CHECK(refused(price("{}")).at == "line 1, column 13");
  CHECK(refused(price("[]", "\"x\"")).message.find("Deleted is no array") != std::string::npos);
  CHECK(refused(R"({"Inserted":[{"SKU":"A"}],"Inserted":[],"Query":"q","Id":"x","TimeStamp":1})")
            .at == "line 1, column 38");
  CHECK(refused(R"({"Inserted":[],"Id":null,"Query":"q","Id":"x","TimeStamp":1})")
            .message.find("Id is given twice") != std::string::npos);
  CHECK(refused(R"({"Inserted":[],"Query":"q","Id":"x","TimeStamp":1,"CompanyId":[]})")
            .message.find("CompanyId") != std::string::npos);
}

TEST_CASE("notification: what does not parse is an error with its place, wherever it stands") {
  CHECK(refused("").at == "line 1, column 1");
  CHECK(refused(price("[{\"SKU\":\"A\",\"DefaultPrice\":12abc}]")).at == "line 1, column 40");
  CHECK(refused("{\"AdditionalInfo\":{\"x\":nul},\n\"Inserted\":[],\"Query\":\"q\",\"Id\":\"x\","
                "\"TimeStamp\":1}")
            .at == "line 1, column 24");
  CHECK(refused(price("[]") + "x").at ==
        "line 1, column " + std::to_string(price("[]").size() + 1));
  CHECK(refused(price("[{\"SKU\":\"A\"}")).at == "line 1, column 35");
  CHECK(refused(price("[]").substr(0, 60)).code == errc::invalid);
}

TEST_CASE("notification: every cut of a body is refused") {
  const auto body = price("[{\"SKU\":\"A\\u00e9\",\"DefaultPrice\":1.5}]", "[{\"SKU\":\"A \"}]");
  for (std::size_t length = 0; length < body.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(read_notification(body.substr(0, length), mapped(), 0).ok());
  }
}

TEST_CASE("notification: more than 64 levels are refused, in a row as anywhere") {
  const auto row = [](std::size_t levels) {
    return "[{\"SKU\":\"A\",\"x\":" + std::string(levels, '[') + std::string(levels, ']') + "}]";
  };
  CHECK(read(price(row(61))).changes.size() == 1);  // 3 around it: envelope, array, row
  CHECK(refused(price(row(62))).message.find("64 levels") != std::string::npos);
}

TEST_CASE("notification: texts that each row takes along are of a reasonable size") {
  for (const auto* name : {"Id", "Query", "CompanyId"}) {
    CAPTURE(name);
    auto body = price(R"([{"SKU":"A"}])");
    const auto at =
        body.find('"', body.find(std::string{name} + "\":") + std::strlen(name) + 2) + 1;
    body.insert(at, 1001, 'x');
    CHECK(refused(body).message.find(std::string{name} + " has ") != std::string::npos);
  }
}

TEST_CASE("notification: more rows than may be are not taken apart") {
  auto how = mapped();
  how.max_rows = 3;
  const std::string three = R"([{"SKU":"A"},{"SKU":"B"},{"SKU":"C"}])";
  CHECK(read(price(three, three), how).changes.size() == 3);
  for (const auto& body :
       {price(R"([{},{},{},{}])"), price("[]", R"([{},{},{},{}])"), price(R"([1,2,3,4])", three)}) {
    const auto all = read_notification(body, how, 77);
    REQUIRE_FALSE(all.ok());
    CHECK(all.problem().code == errc::too_large);
    CHECK(all.problem().message == "request: 4 rows; expected at most 3 (intake.max_unsettled)");
  }
}

TEST_CASE("notification: keys are paired trimmed and without case, spelt as inserted") {
  CHECK(lines(read(price(R"([{"SKU":"LAMP-07"},{"SKU":"B"}])",
                         R"([{"SKU":"B   "},{"SKU":"lamp-07  "}])"))) ==
        std::vector<std::string>{R"(LAMP-07|{"SKU":"LAMP-07"}|{"SKU":"lamp-07  "})",
                                 R"(B|{"SKU":"B"}|{"SKU":"B   "})"});
}

TEST_CASE("notification: lone Deleted rows come before the Inserted ones of their key") {
  CHECK(lines(read(price(R"([{"SKU":"A","p":1}])",
                         R"([{"SKU":"A","p":2},{"SKU":"A","p":3},{"SKU":"C"}])"))) ==
        std::vector<std::string>{R"(A||{"SKU":"A","p":3})", R"(C||{"SKU":"C"})",
                                 R"(A|{"SKU":"A","p":1}|{"SKU":"A","p":2})"});
}

TEST_CASE("notification: rows of one key in one array are changes of their own, in their order") {
  CHECK(lines(read(price(R"([{"SKU":"A","p":1},{"SKU":"B"},{"SKU":"a","p":2}])",
                         R"([{"SKU":"A","p":0}])"))) ==
        std::vector<std::string>{R"(A|{"SKU":"A","p":1}|{"SKU":"A","p":0})", R"(B|{"SKU":"B"}|)",
                                 R"(a|{"SKU":"a","p":2}|)"});
}

TEST_CASE("notification: the lines of a shipment stay separate, k-th with k-th") {
  const auto row = [](const char* sku, int quantity) {
    return R"({"ShipmentNbr":"004417","OrderType":"SO","OrderNbr":"SO009120","InventoryID":")" +
           std::string{sku} + "\",\"ShippedQty\":" + std::to_string(quantity) + "}";
  };
  const auto all = read(with_query(price("[" + row("A", 2) + "," + row("B", 3) + "]",
                                         "[" + row("A", 1) + "," + row("B", 1) + "]"),
                                   "MC Shipment"));
  CHECK(lines(all) ==
        std::vector<std::string>{"004417@SO SO009120|" + row("A", 2) + "|" + row("A", 1),
                                 "004417@SO SO009120|" + row("B", 3) + "|" + row("B", 1)});
}

TEST_CASE(
    "notification: a row that makes no sense is kept with an empty key, its neighbours go on [SPEC "
    "5 Rows]") {
  const auto all =
      read(price(R"([{"SKU":"A"},{"DefaultPrice":5},5,null,"x",[{"SKU":"B"}],{"SKU":"C"}])",
                 R"([{"DefaultPrice":4},true])"));
  CHECK(lines(all) == std::vector<std::string>{R"(||{"DefaultPrice":4})", "||true",
                                               R"(A|{"SKU":"A"}|)", R"(|{"DefaultPrice":5}|)",
                                               "|5|", "|null|", R"(|"x"|)", R"(|[{"SKU":"B"}]|)",
                                               R"(C|{"SKU":"C"}|)"});
  CHECK_FALSE(all.unrouted);
}

TEST_CASE("notification: prices that are none are kept as they came, for the rules to judge") {
  const auto all =
      read(price(R"([{"SKU":"A","DefaultPrice":"abc"},{"SKU":"B","DefaultPrice":"1,234.5"},
      {"SKU":"C","DefaultPrice":1e400}])"));
  REQUIRE(all.changes.size() == 3);
  CHECK(all.changes[1].inserted == R"({"SKU":"B","DefaultPrice":"1,234.5"})");
  CHECK(all.changes[2].inserted == R"({"SKU":"C","DefaultPrice":1e400})");
}

TEST_CASE("notification: rows written over several lines are kept on one") {
  CHECK(lines(read(price("[{\n  \"SKU\" : \"A B\",\r\n  \"DefaultPrice\" : 1.50\n}]"))) ==
        std::vector<std::string>{R"(A B|{"SKU":"A B","DefaultPrice":1.50}|)"});
}

TEST_CASE("notification: a query is found trimmed and without case") {
  CHECK_FALSE(read(with_query(price("[1]"), "  mc PRICE ")).unrouted);
  CHECK(read(with_query(price("[1]"), "  mc PRICE ")).changes.front().query == "mc PRICE");
}

TEST_CASE(
    "notification: a query in no mapping is unrouted, its rows paired and named by a guess [SPEC 5 "
    "Unrouted]") {
  const auto all = read(with_query(
      price(R"([{"SKU":"A","p":1},{"ShipmentNbr":"004417"},5])", R"([{"SKU":"A "}])"), "Other"));
  CHECK(all.unrouted);
  CHECK(all.fingerprint.size() == 16);
  CHECK(lines(all) == std::vector<std::string>{R"(A|{"SKU":"A","p":1}|{"SKU":"A "})",
                                               R"(004417|{"ShipmentNbr":"004417"}|)", "|5|"});
  CHECK(all.changes.front().query == "Other");
}

TEST_CASE(
    "notification: another company than the one served is unrouted, and a missing one too [setting "
    "intake.company]") {
  auto how = mapped();
  how.company = "Northwind";
  CHECK_FALSE(read(price("[1]"), how).unrouted);
  how.company = " northwind ";
  CHECK_FALSE(read(price("[1]"), how).unrouted);
  how.company = "Contoso";
  CHECK(read(price("[1]"), how).unrouted);
  CHECK(read(R"({"Inserted":[1],"Query":"MC Price","Id":"x","TimeStamp":1})", how).unrouted);
}

TEST_CASE("notification: the fingerprint covers company, id, query and rows, and nothing else") {
  const auto base = read(price(R"([{"SKU":"A"}])")).fingerprint;
  CHECK(read(price(R"([{"SKU":"A"}])")).fingerprint == base);
  CHECK(read(price(R"([{"SKU":"A"}])", "[]", "6")).fingerprint == base);
  CHECK(read(price(R"([{"SKU":"B"}])")).fingerprint != base);
  CHECK(read(price("[]", R"([{"SKU":"A"}])")).fingerprint != base);
  CHECK(read(with_query(price(R"([{"SKU":"A"}])"), "MC Quantity")).fingerprint != base);
  auto other = price(R"([{"SKU":"A"}])");
  CHECK(read(other.replace(other.find("id-1"), 4, "id-2")).fingerprint != base);
  other = price(R"([{"SKU":"A"}])");
  CHECK(read(other.replace(other.find("Northwind"), 9, "Contoso")).fingerprint != base);
}

TEST_CASE("notification: configured aliases name the key too") {
  auto how = mapped();
  how.aliases.add(entity::pricing, concept_id::item, "Artikel");
  CHECK(read(price(R"([{"artikel":"X1","SKU":"wrong"}])"), how).changes.front().key == "X1");
}

TEST_CASE("notification: a key with an escaped zero byte or half a surrogate is kept whole") {
  const auto all = read(price(R"([{"SKU":"A\u0000B"},{"SKU":"\ud800"},{"SKU":"\ud801"}])"));
  REQUIRE(all.changes.size() == 3);
  CHECK(all.changes[0].key == std::string{"A\0B", 3});
  CHECK(all.changes[1].key == "\\ud800");
  CHECK(all.changes[2].key == "\\ud801");
  CHECK(all.changes[0].inserted == R"({"SKU":"A\u0000B"})");
}

TEST_CASE("notification: thousands of rows keep number and order") {
  std::string rows = "[";
  for (int i = 0; i < 5000; ++i)
    rows += (i > 0 ? ",{\"SKU\":\"S" : "{\"SKU\":\"S") + std::to_string(i) + "\"}";
  const auto all = read(price(rows + "]", rows + "]"));
  REQUIRE(all.changes.size() == 5000);
  for (int i = 0; i < 5000; ++i) {
    const auto& each = all.changes[static_cast<std::size_t>(i)];
    REQUIRE(each.key == "S" + std::to_string(i));
    REQUIRE(each.deleted == each.inserted);
  }
}

TEST_CASE("reroute: a kept row goes where the settings of now send its query") {
  change kept;
  kept.query = "Stock";
  kept.company = "Northwind";
  kept.key = "guess";
  kept.inserted = R"({"InventoryID":"A ","WarehouseID":"EAST"})";
  kept.deleted = R"({"InventoryID":"a","WarehouseID":"EAST  "})";
  auto how = mapped();
  const auto unknown = reroute(kept, how);
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.problem().code == errc::not_found);

  how.queries["stock "] = entity::inventory;
  const auto routed = reroute(kept, how);
  REQUIRE(routed.ok());
  CHECK(routed->entity == entity::inventory);
  CHECK(routed->key == "A@EAST");
  CHECK(routed->inserted == kept.inserted);

  how.company = "Contoso";
  CHECK(reroute(kept, how).problem().code == errc::not_found);
}

TEST_CASE("reroute: a removal takes its key from the row deleted, a row without a key has none") {
  change kept;
  kept.query = "MC Price";
  kept.deleted = R"({"SKU":"A"})";
  CHECK(reroute(kept, mapped())->key == "A");
  kept.deleted = "5";
  kept.key = "guess";
  CHECK(reroute(kept, mapped())->key.empty());
}

TEST_CASE("reroute: halves that name different records are not taken for one") {
  change kept;
  kept.query = "MC Price";
  kept.inserted = R"({"SKU":"A"})";
  kept.deleted = R"({"SKU":"B"})";
  const auto routed = reroute(kept, mapped());
  REQUIRE_FALSE(routed.ok());
  CHECK(routed.problem().code == errc::conflict);
}
