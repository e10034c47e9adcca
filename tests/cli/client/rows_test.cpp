#include "cli/client/rows.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace acumage::client {
namespace {

struct cut {
  std::vector<payload> requests;
  std::vector<bad_line> bad;
};

cut read(const std::string& text, rows_meaning as = {}, payload_limits bounds = {}) {
  if (as.version == 0) as.version = 638'912'345'678'901'234U;
  std::istringstream from{text};
  rows_reader reader{from, as, bounds};
  cut all;
  while (auto item = reader.next()) {
    if (auto* request = std::get_if<payload>(&*item)) all.requests.push_back(*request);
    if (auto* wrong = std::get_if<bad_line>(&*item)) all.bad.push_back(*wrong);
  }
  return all;
}

TEST_CASE("rows: each becomes a change with the version, and an id that a second sending repeats") {
  const std::string text = "InventoryID,DefaultPrice\nLAMP-07,42.50\nRUG-1,\n";
  const auto all = read(text);
  REQUIRE(all.requests.size() == 1);
  CHECK(all.requests[0].route == intake_route::changes);
  CHECK(
      all.requests[0].rows ==
      std::vector<std::string>{R"({"entity":"pricing","version":638912345678901234,"id":"line 2",)"
                               R"("fields":{"InventoryID":"LAMP-07","DefaultPrice":"42.50"}})",
                               R"({"entity":"pricing","version":638912345678901234,"id":"line 3",)"
                               R"("fields":{"InventoryID":"RUG-1","DefaultPrice":null}})"});
  CHECK(all.requests[0].lines == std::vector<std::size_t>{2, 3});
  CHECK(all.requests[0].end == text.size());
  CHECK(read(text).requests[0].rows == all.requests[0].rows);
}

TEST_CASE("rows: those of a baseline are no duplicates of the same rows as news") {
  const auto all = read("[{\"InventoryID\":\"A\",\n\"QtyOnHand\":5}]",
                        {.entity = entity::inventory, .baseline = true});
  REQUIRE(all.requests.size() == 1);
  CHECK(all.requests[0].rows[0] ==
        R"({"entity":"inventory","version":638912345678901234,"id":"baseline line 1",)"
        R"("fields":{"InventoryID":"A","QtyOnHand":5}})");
}

TEST_CASE("rows: a row that makes no sense is named, and its neighbours go") {
  const auto all = read("SKU,DefaultPrice\nA,1\n,2\nC,abc\nD,4,5\nE,5\n", {}, {.rows = 100});
  REQUIRE(all.bad.size() == 3);
  CHECK(all.bad[0].line == 3);
  CHECK(all.bad[0].problem.find("names no record; expected a value in ") == 0);
  CHECK(all.bad[1].line == 4);
  CHECK(all.bad[1].problem == R"(column DefaultPrice = "abc"; expected a number such as 1234.5)");
  CHECK(all.bad[2].line == 5);
  REQUIRE(all.requests.size() == 2);
  CHECK(all.requests[0].lines == std::vector<std::size_t>{2});
  CHECK(all.requests[1].lines == std::vector<std::size_t>{6});
  const auto broken =
      read("[{\"InventoryID\":\"A\"},\n{\"InventoryID\":x},\n{\"InventoryID\":\"B\"}]");
  REQUIRE(broken.bad.size() == 1);
  CHECK(broken.bad[0].line == 2);
  CHECK(broken.bad[0].problem.find("column 16: ") == 0);
  CHECK(broken.requests.size() == 2);
}

TEST_CASE("rows: a header that names no record is one mistake, and nothing is sent") {
  for (const auto* text : {"Name,Price\nA,1\nB,2\n", "Dear reader\n"}) {
    const auto all = read(text);
    CHECK(all.requests.empty());
    REQUIRE(all.bad.size() == 1);
    CHECK(all.bad[0].line == 1);
    CHECK(all.bad[0].problem.find("names no record; expected the column InventoryID") !=
          std::string::npos);
  }
}

TEST_CASE("rows: changes and notifications among JSON rows are taken as they are") {
  const std::string change =
      R"({"entity":"order","version":5,"fields":{"OrderType":"SO","OrderNbr":"1"}})";
  const auto all = read("[" + change + R"(,{"Query":"Q","Inserted":[]},{"InventoryID":"A"}])");
  REQUIRE(all.requests.size() == 3);
  CHECK(all.requests[0].rows[0] == change);
  CHECK(all.requests[1].route == intake_route::push);
  CHECK(all.bad.empty());
}

TEST_CASE("rows: requests are as large as the limits say") {
  std::string text = "InventoryID\n";
  for (int i = 0; i < 25; ++i) text += "A" + std::to_string(i) + "\n";
  const auto all = read(text, {}, {.rows = 10});
  REQUIRE(all.requests.size() == 3);
  CHECK(all.requests[0].rows.size() == 10);
  CHECK(all.requests[2].rows.size() == 5);
}

}  // namespace
}  // namespace acumage::client
