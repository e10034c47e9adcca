// Rows of one record that came together and contradict each other (SPEC 5).
#include "acumatica/contradiction.hpp"
#include "acumatica/change_json.hpp"
#include "acumatica/notification.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::acumatica {
namespace {

reading how() {
  reading made;
  made.queries = {{"MC Price", entity::pricing}, {"MC Quantity", entity::inventory}};
  return made;
}

std::vector<change> pushed(const std::string& query, const std::string& rows) {
  auto read = read_notification(R"({"Inserted":[)" + rows + R"(],"Deleted":[],"Query":")" + query +
                                    R"(","CompanyId":"N","Id":"1","TimeStamp":10})",
                                how(), 0);
  REQUIRE(read.ok());
  return std::move(read->parcels.front().changes);
}

std::string words(const change& what) {
  return contradiction_in(what, how().aliases).value_or("agree");
}

std::string price(const std::string& sku, const std::string& columns) {
  return R"({"InventoryID":")" + sku + "\"," + columns + "}";
}

TEST_CASE("contradiction: two prices of one item in one notification [SPEC 5 Contradiction]") {
  const auto changes = pushed("MC Price", price("LAMP-07", R"("DefaultPrice":10)") + "," +
                                              price("DESK", R"("DefaultPrice":5)") + "," +
                                              price("lamp-07 ", R"("BasePrice":"12.50")"));
  REQUIRE(changes.size() == 3);
  const std::string both =
      R"([{"InventoryID":"LAMP-07","DefaultPrice":10},{"InventoryID":"lamp-07 ","BasePrice":"12.50"}])";
  CHECK(changes[0].inserted == both);
  CHECK(changes[0].key == "LAMP-07");
  CHECK(changes[1].inserted == R"({"InventoryID":"DESK","DefaultPrice":5})");
  CHECK(changes[2].inserted == both);
  CHECK(words(changes[0]) ==
        "Inserted: two rows of one record contradict each other (default_price 10 and 12.50); "
        "expected one row, or rows that agree");
  CHECK(words(changes[1]) == "agree");
}

TEST_CASE("contradiction: rows that agree, or speak of different columns, are none") {
  for (const auto& rows :
       {price("A", R"("DefaultPrice":10)") + "," + price("A", R"("DefaultPrice":"10.00")"),
        price("A", R"("DefaultPrice":10)") + "," + price("A", R"("SalesPrice":9)"),
        price("A", R"("DefaultPrice":10)") + "," + price("A", R"("DefaultPrice":null)"),
        price("A", R"("DefaultPrice":10,"Text":"x")") + "," +
            price("a", R"("DefaultPrice":10,"Text":"y")")}) {
    CAPTURE(rows);
    for (const auto& each : pushed("MC Price", rows)) CHECK(words(each) == "agree");
  }
}

TEST_CASE("contradiction: two quantities of one cell, and other cells and vendors are others") {
  const auto row = [](const std::string& place, const std::string& figures) {
    return R"({"InventoryID":"A","WarehouseID":")" + place + "\"," + figures + "}";
  };
  const auto said = [&](const std::string& rows) {
    return words(pushed("MC Quantity", rows).back());
  };
  CHECK(said(row("EAST", R"("QtyOnHand":1)") + "," + row("east", R"("QtyOnHand":2)")) != "agree");
  CHECK(said(row("EAST", R"("QtyOnHand":1)") + "," + row("WEST", R"("QtyOnHand":2)")) == "agree");
  CHECK(said(row("EAST", R"("QtyOnHand":1,"LocationID":"R1")") + "," +
             row("EAST", R"("QtyOnHand":2,"LocationID":"R2")")) == "agree");
  const auto vendor = [&](const std::string& name, const std::string& quantity) {
    return row("EAST",
               R"("QtyOnHand":1,"VendorID":")" + name + R"(","QuantityAtVendor":)" + quantity);
  };
  CHECK(said(vendor("V1", "3") + "," + vendor("V2", "4")) == "agree");
  CHECK(said(vendor("V1", "3") + "," + vendor("v1", "4")) != "agree");
}

TEST_CASE("contradiction: in a request of changes it takes the same version") {
  const auto line = [](int version, int price) {
    return R"({"entity":"pricing","version":)" + std::to_string(version) +
           R"(,"fields":{"SKU":"A","DefaultPrice":)" + std::to_string(price) + "}}";
  };
  const auto last = [&](const std::string& body) {
    const auto read = read_changes(body, changes_form::ndjson, how(), 0);
    REQUIRE(read.ok());
    return words(read->parcels.back().changes.back());
  };
  CHECK(last(line(1, 10) + "\n" + line(2, 12)) == "agree");
  CHECK(last(line(1, 10) + "\n" + line(1, 12)) != "agree");
}

TEST_CASE("contradiction: very many rows of one item take no longer than they should") {
  std::string rows;
  for (int i = 0; i < 20'000; ++i)
    rows += (i == 0 ? "" : ",") + price("A", "\"DefaultPrice\":" + std::to_string(i % 2 + 1));
  const auto changes = pushed("MC Price", rows);
  CHECK(changes.size() == 20'000);
  CHECK(changes.back().inserted.size() < 200);
}

}  // namespace
}  // namespace acumage::acumatica
