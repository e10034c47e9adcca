#include "acumatica/row_check.hpp"

#include <doctest/doctest.h>

namespace acumage::acumatica {
namespace {

std::string problem(entity which, const std::string& json, const field_aliases& aliases = {}) {
  json_tree tree;
  const auto root = tree.read(json);
  REQUIRE(root.ok());
  return row_problem(which, **root, aliases);
}

TEST_CASE("row check: numbers in any spelling, and what is unchanged or empty, are sound") {
  for (const auto* value : {"42.5", "\"42.50\"", "\" 42 \"", "\"1e3\"", "null", "\"\"", "-1"})
    CHECK(problem(entity::pricing,
                  R"({"InventoryID":"A","DefaultPrice":)" + std::string{value} + "}") == "");
  CHECK(problem(entity::pricing, R"({"InventoryID":"A","QtyOnHand":"none of its business"})") ==
        "");
}

TEST_CASE("row check: a number that is none names its column and what was expected") {
  CHECK(problem(entity::pricing, R"({"InventoryID":"A","SalesPrice":"1,234.5"})") ==
        R"(column SalesPrice = "1,234.5"; expected a number such as 1234.5)");
  CHECK(problem(entity::inventory, R"({"InventoryID":"A","WarehouseID":"E","QtyOnHand":true})") ==
        R"(column QtyOnHand = "true"; expected a number such as 1234.5)");
  field_aliases ours;
  ours.add(entity::pricing, concept_id::default_price, "Preis");
  CHECK(problem(entity::pricing, R"({"InventoryID":"A","Preis":"abc"})", ours) ==
        R"(column Preis = "abc"; expected a number such as 1234.5)");
}

TEST_CASE("row check: a row without its key names the column that should have it") {
  CHECK(problem(entity::pricing, R"({"InventoryID":" ","DefaultPrice":1})")
            .find("names no record; expected a value in InventoryID or ") == 0);
  CHECK(problem(entity::order, R"({"OrderNbr":"1"})") ==
        "names no record; expected a value in OrderType, and OrderNbr");
  CHECK(problem(entity::pricing, "[]").find("this row is no object") == 0);
}

TEST_CASE("row check: a header that cannot name a record says what it lacks") {
  CHECK(header_problem(entity::inventory, {"SKU", "Warehouse"}, {}) == "");
  CHECK(header_problem(entity::order, {"OrderType", "OrderNbr"}, {}) == "");
  const auto wrong = header_problem(entity::customer, {"Name", "Email"}, {});
  CHECK(wrong ==
        "the header \"Name, Email\" names no record; expected the column CustomerID, or an alias "
        "in [aliases.customer]");
  field_aliases ours;
  ours.add(entity::customer, concept_id::customer_id, "Kunde");
  CHECK(header_problem(entity::customer, {"kunde"}, ours) == "");
}

}  // namespace
}  // namespace acumage::acumatica
