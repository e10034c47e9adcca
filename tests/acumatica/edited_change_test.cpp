// What an operator may make of the change of a letter.
#include "acumatica/change_json.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::acumatica {
namespace {

change kept() {
  change what;
  what.entity = entity::inventory;
  what.key = "LAMP-07@EAST";
  what.stamp = 638912345678901234U;
  what.inserted = R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyAvailable":"x"})";
  what.deleted = R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyAvailable":3})";
  what.id = "5f0d6f3e";
  what.query = "MC Quantity";
  return what;
}

result<change> edited(const std::string& body, bool routed = true) {
  return read_edited(body, kept(), routed, {});
}

std::string refusal(const std::string& body) {
  const auto read = edited(body);
  REQUIRE_FALSE(read.ok());
  CHECK(read.problem().code == errc::invalid);
  CHECK_FALSE(read.problem().at.empty());
  return read.problem().message;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("edit: the rows are taken, all else stays as it came [SPEC 9 Edit]") {
  auto body = to_json(kept());
  body.replace(body.find(R"("x")"), 3, "5");
  const auto made = edited(body);
  REQUIRE(made.ok());
  CHECK(made->inserted == R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyAvailable":5})");
  CHECK(made->deleted == kept().deleted);
  CHECK(made->key == kept().key);
  CHECK(made->stamp == kept().stamp);
  CHECK(made->id == kept().id);
  CHECK(made->query == kept().query);
}

TEST_CASE("edit: rows over several lines are kept on one, and a half may go") {
  const auto made = edited(
      "{\n\"inserted\": {\n\"InventoryID\": \"A\",\n\"WarehouseID\": \"W\"\n},"
      "\"deleted\":null}");
  REQUIRE(made.ok());
  CHECK(made->inserted.find('\n') == std::string::npos);
  CHECK(made->deleted.empty());
}

TEST_CASE("edit: the key follows from the rows, whether it was edited with them or not") {
  const std::string row = R"("inserted":{"InventoryID":"LAMP-08","WarehouseID":"WEST"})";
  for (const auto* const key : {"", R"("key":"LAMP-07@EAST",)", R"("key":"LAMP-08@WEST",)"}) {
    const auto made = edited("{" + std::string{key} + row + "}");
    REQUIRE(made.ok());
    CHECK(made->key == "LAMP-08@WEST");
  }
  CHECK(has(refusal(R"({"key":"LAMP-09@WEST",)" + row + "}"), "the rows name \"LAMP-08@WEST\""));
}

TEST_CASE("edit: what cannot be sent, or was never meant, is refused with its place") {
  CHECK(has(refusal("{"), "line 1"));
  CHECK(has(refusal("[]"), "no object"));
  CHECK(has(refusal("{}"), "there is no row"));
  CHECK(has(refusal(R"({"inserted":4})"), "inserted is no object"));
  CHECK(has(refusal(R"({"inserted":{"QtyAvailable":4}})"), "name no record"));
  CHECK(has(refusal(R"({"fields":{"InventoryID":"A"}})"), "\"fields\" is unknown"));
  CHECK(has(refusal(R"({"version":"5","inserted":{"InventoryID":"A"}})"),
            "version = \"5\" cannot be edited; expected \"638912345678901234\""));
  CHECK(has(refusal(R"({"entity":"pricing","inserted":{"InventoryID":"A"}})"), "cannot be edited"));
  CHECK(has(refusal(R"({"inserted":{"InventoryID":"A"},"deleted":{"InventoryID":"B"}})"),
            "expected one record"));
}

TEST_CASE("edit: of what is not routed yet nobody knows the key, and the node's own has no rows") {
  const auto made = edited(R"({"inserted":{"Whatever":4}})", false);
  REQUIRE(made.ok());
  CHECK(made->key == kept().key);
  auto own = kept();
  own.kind = change_kind::baseline_begin;
  CHECK(read_edited("{}", own, true, {}).problem().code == errc::conflict);
}

}  // namespace
}  // namespace acumage::acumatica
