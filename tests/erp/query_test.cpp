#include "erp/query.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;

TEST_CASE("erp query: addresses of both protocols") {
  options how;
  how.tenant = "North wind";
  inquiry what{.name = "Acumage Quantity/ä"};
  CHECK(inquiry_path(how, what) == "/t/North%20wind/api/odata/gi/Acumage%20Quantity%2F%C3%A4");
  CHECK(metadata_path(how) == "/t/North%20wind/api/odata/gi/$metadata");
  how.protocol = odata::v3;
  CHECK(inquiry_path(how, what) == "/OData/North%20wind/Acumage%20Quantity%2F%C3%A4");
  what.from = inquiry::dac;
  what.name = "PX_Objects_IN_INSiteStatus";
  CHECK(inquiry_path(how, what) == "/t/North%20wind/api/odata/dac/PX_Objects_IN_INSiteStatus");
  CHECK(entity_path(how, "SalesOrder", {"SO", "SO 1"}) ==
        "/entity/Default/25.200.001/SalesOrder/SO/SO%201");
  CHECK(protocol_of(how, what) == odata::v4);  // tables have no v3
  what.from = inquiry::gi;
  CHECK(protocol_of(how, what) == odata::v3);
  CHECK(is_odata(inquiry_path(how, what)));
  CHECK_FALSE(is_odata("/entity"));
}

TEST_CASE("erp query: every byte of a value is encoded") {
  CHECK(written({}).empty());
  CHECK(written({.filter = "K ge 'a''b/c+d%e&fä'", .order = "K,L", .top = 10, .skip = 3}) ==
        "?$filter=K%20ge%20%27a%27%27b%2Fc%2Bd%25e%26f%C3%A4%27&$orderby=K%2CL&$top=10&$skip=3");
  CHECK(written({.filter = "T ge 2025-08-14T12:00:00+02:00"}) ==
        "?$filter=T%20ge%202025-08-14T12%3A00%3A00%2B02%3A00");
  CHECK(all_of({"a or b", "", "c"}) == "(a or b) and (c)");
}

TEST_CASE("erp query: keys that a path cannot hold") {
  for (const auto* good : {"LAMP-07", "SO009120", "Lämpchen 7", "a'b"}) CHECK(fits_path(good));
  for (const auto* bad : {"", "A/B", "A\\B", "50%", "A+B", "A&B", "A?", "A#", "A*", "A:B", ".",
                          "..", "A.", " A", "A ", "<A>"})
    CHECK_FALSE_MESSAGE(fits_path(bad), bad);
}
