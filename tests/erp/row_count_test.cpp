#include "erp/row_count.hpp"
#include "tests/erp/erp_server.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using namespace acumage::tests;

namespace {

/// Has that many rows, and answers `$skip` as OData does.
erp_server::script with_rows(std::uint64_t rows) {
  return [rows](const erp_request& what) -> erp_answer {
    const auto skip = what.parameter("$skip");
    const bool any = (skip.empty() ? 0 : std::stoull(skip)) < rows;
    return {200, std::string{R"({"@odata.context":"x/t/Northwind/y#z","value":[)"} +
                     (any ? R"({"InventoryID":"A"})" : "") + "]}"};
  };
}

}  // namespace

TEST_CASE("erp row count: about right for any number of rows, in a few requests of one row each") {
  for (const std::uint64_t rows : {0U, 1U, 19U, 999U, 1'000U, 1'001U, 50'000U, 1'000'000U}) {
    CAPTURE(rows);
    erp_server erp{with_rows(rows)};
    client way{erp.where()};
    const auto count = count_rows(way, {.name = "Acumage Price", .key = {"InventoryID"}});
    REQUIRE(count);
    CHECK(*count <= rows);
    CHECK(*count + rows / 20 >= rows);
    if (rows < 20) CHECK(*count == rows);
    CHECK(way.counted().requests < 30);
    for (const auto& each : erp.seen("Acumage Price")) CHECK(each.parameter("$top") == "1");
  }
}

TEST_CASE("erp row count: an inquiry that does not exist is a problem, not zero rows") {
  erp_server erp{[](const erp_request&) -> erp_answer { return {404, "{}"}; }};
  client way{erp.where()};
  const auto count = count_rows(way, {.name = "No such", .key = {"InventoryID"}});
  REQUIRE(!count);
  CHECK(count.problem().kind == trouble::configuration);
}
