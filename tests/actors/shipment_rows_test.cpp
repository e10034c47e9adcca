// Rows of a shipment as Acumatica sends them, in the words of the rules (SPEC 5).
#include "actors/shipment_rows.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::tests {
namespace {

using actors::read_shipment_row;

acumatica::field_aliases with_reference() {
  acumatica::field_aliases aliases;
  for (const auto each : {entity::shipment, entity::order})
    aliases.add(each, acumatica::concept_id::store_order_number, "ExternalRef");
  return aliases;
}

TEST_CASE("shipment rows: a flat row is one line, trimmed, and null is unchanged [SPEC 5]") {
  const auto row = read_shipment_row(
      R"({"ShipmentNbr":"004417  ","Type":"Shipment","Operation":"Issue","Status":"Confirmed",)"
      R"("Confirmed":true,"ShipVia":"","WarehouseID":"EAST ","ExternalRef":"000000101",)"
      R"("InventoryID":"LAMP-07   ","OrderLineNbr":1,"ShippedQty":2.000000,"TrackingNbr":null,)"
      R"("InvoiceNbr":null})",
      with_reference());
  REQUIRE(row);
  CHECK(row->type == "Shipment");
  CHECK(row->operation == "Issue");
  CHECK(row->status == "Confirmed");
  CHECK(row->confirmed == "true");
  CHECK(row->ship_via == "");
  CHECK(row->warehouse == "EAST");
  CHECK(row->store_order == "000000101");
  CHECK_FALSE(row->invoice);
  REQUIRE(row->lines.size() == 1);
  CHECK(row->lines[0].number == "1");
  CHECK(row->lines[0].item == "LAMP-07");
  CHECK(row->lines[0].quantity == "2.000000");
  CHECK_FALSE(row->lines[0].track);
  CHECK(row->orders == 0);
}

TEST_CASE("shipment rows: nested lists bring lines, tracking numbers and the order [SPEC 5]") {
  const auto row = read_shipment_row(
      R"({"ShipmentNbr":"004417","Status":"Confirmed",)"
      R"("Details":[{"InventoryID":"LAMP-07","OrderLineNbr":"1","ShippedQty":"2"},)"
      R"({"InventoryID":"DESK-04","OrderLineNbr":2,"ShippedQty":1,"TrackingNbr":"1Z1"}],)"
      R"("Packages":[{"TrackingNbr":"1Z2"},{"TrackingNbr":null},{"TrackingNbr":" "}],)"
      R"("Orders":[{"OrderType":"SO","OrderNbr":"SO009120","ExternalRef":"000000101"}]})",
      with_reference());
  REQUIRE(row);
  REQUIRE(row->lines.size() == 3);
  CHECK_FALSE(row->lines[0].item);
  CHECK(row->lines[1].item == "LAMP-07");
  CHECK(row->lines[2].track == "1Z1");
  CHECK(row->tracks == std::vector<std::string>{"1Z2"});
  CHECK(row->orders == 1);
  CHECK(row->store_order == "000000101");
  const auto two = read_shipment_row(
      R"({"ShipmentNbr":"004417","Orders":[{"OrderNbr":"1"},{"OrderNbr":"2"}]})", with_reference());
  REQUIRE(two);
  CHECK(two->orders == 2);
}

TEST_CASE("shipment rows: what does not parse is told with its column") {
  CHECK_FALSE(read_shipment_row("{", {}));
  CHECK_FALSE(read_shipment_row("[]", {}));
  const auto row = read_shipment_row(R"({"ShipmentNbr":"1","Details":{"InventoryID":"A"}})", {});
  REQUIRE_FALSE(row);
  CHECK(row.problem().message.starts_with("Details: "));
  CHECK(read_shipment_row(R"({"ShipmentNbr":"1","Details":null,"Packages":null})", {}));
}

}  // namespace
}  // namespace acumage::tests
