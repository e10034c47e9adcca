#include "erp/page.hpp"
#include "tests/erp/erp_server.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using acumage::tests::odata_page;

namespace {

const inquiry quantity{.name = "Acumage Quantity", .key = {"InventoryID", "WarehouseID"}};

options northwind() {
  options how;
  how.tenant = "Northwind";
  return how;
}

}  // namespace

TEST_CASE("erp page: rows of v4 and v3, without annotations, with their digits") {
  const auto v4 =
      read_page(odata_page({R"({"@odata.etag":"x","InventoryID":"LAMP-07","QtyOnHand":60.0000})",
                            R"({"InventoryID":null})"}),
                northwind(), quantity);
  REQUIRE(v4);
  REQUIRE(v4->size() == 2);
  CHECK(v4->front().text == R"({"InventoryID":"LAMP-07","QtyOnHand":60.0000})");
  CHECK(v4->front().key == R"("LAMP-07")");
  CHECK(v4->back().key == "null");
  const auto v3 = read_page(
      R"({"odata.metadata":"http://x/OData/Northwind/$metadata#Q","value":[{"QtyOnHand":"60.0000"}]})",
      northwind(), quantity);
  REQUIRE(v3);
  CHECK(v3->front().text == R"({"QtyOnHand":"60.0000"})");
  CHECK(v3->front().key == "null");
  CHECK(read_page(R"({"value":[]})", northwind(), quantity)->empty());
}

TEST_CASE("erp page: cut at any byte it is a transport error") {
  const auto whole = odata_page({R"({"InventoryID":"A","Q":1.5})", R"({"InventoryID":"B","Q":2})"});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto read = read_page(whole.substr(0, size), northwind(), quantity);
    REQUIRE_FALSE(read);
    CHECK(read.problem().kind == trouble::transport);
  }
  for (const auto* bad : {R"({"values":[]})", R"({"value":{}})", R"({"value":[1]})", R"("value")"})
    CHECK(read_page(bad, northwind(), quantity).problem().kind == trouble::transport);
}

TEST_CASE("erp page: a page from another tenant is a configuration error that names both") {
  const auto read = read_page(odata_page({}, "Southwind"), northwind(), quantity);
  REQUIRE_FALSE(read);
  CHECK(read.problem().kind == trouble::configuration);
  CHECK(read.problem().message ==
        "inquiry \"Acumage Quantity\": comes from tenant \"Southwind\"; expected \"Northwind\"");
  CHECK(read_page(odata_page({}, "northwind"), northwind(), quantity));
}

TEST_CASE("erp page: the tenant in a context") {
  CHECK(tenant_of("https://e/n/t/North%20wind/api/odata/gi/$metadata#A") == "North wind");
  CHECK(tenant_of("https://e/n/OData/Northwind/$metadata#A") == "Northwind");
  CHECK_FALSE(tenant_of("https://e/n/api/odata/gi/$metadata#A"));
  CHECK_FALSE(tenant_of("$metadata#A/t/B/api/odata/"));
  CHECK_FALSE(tenant_of("/api/odata/"));
  CHECK_FALSE(tenant_of(""));
}
