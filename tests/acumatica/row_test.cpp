// A row's columns by what they mean, and the key they make.
#include "acumatica/row.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

using acumage::entity;
using namespace acumage::acumatica;

namespace {

row columns(entity which, std::string_view json, const field_aliases& aliases = {}) {
  const auto read = read_row(which, json, aliases);
  REQUIRE(read);
  return *read;
}

std::string key(entity which, std::string_view json) { return key_of(which, columns(which, json)); }

}  // namespace

TEST_CASE("row: known captions are read without regard to case") {
  const auto found = columns(entity::pricing, R"({"inventoryid":"LAMP-07   ","DEFAULTPRICE":42.50,
      "usrKNCPSalesPrice":"39.9","ItemStatus":"Active","LastModified":"08/14/2025","NoteID":null})");
  CHECK(found.size() == 4);
  CHECK(found.at(concept_id::item).text == "LAMP-07   ");
  CHECK(found.at(concept_id::default_price).text == "42.50");
  CHECK(found.at(concept_id::default_price).type == cell::kind::number);
  CHECK(found.at(concept_id::sales_price).text == "39.9");
  CHECK(found.at(concept_id::sales_price).type == cell::kind::string);
  CHECK(found.at(concept_id::item_status).text == "Active");
}

TEST_CASE("row: every name of the table of known names is known") {
  const field_aliases aliases;
  const std::vector<std::pair<concept_id, std::vector<std::string>>> table{
      {concept_id::item, {"InventoryID", "InventoryCD", "inventoryCD", "SKU"}},
      {concept_id::item_status, {"ItemStatus"}},
      {concept_id::default_price, {"DefaultPrice", "BasePrice", "basePrice", "CurySpecificPrice"}},
      {concept_id::sales_price, {"SalesPrice", "usrKNCPSalesPrice"}},
      {concept_id::on_hand, {"QtyOnHand", "OnHand", "SiteOnHand"}},
      {concept_id::available, {"QtyAvailable", "qtyAvail", "Available", "SiteAvailable"}},
      {concept_id::available_for_shipping,
       {"QtyAvailableForShipment", "QtyAvailableForShipping", "QtyHardAvailable",
        "AvailableForShipping"}},
      {concept_id::warehouse, {"WarehouseID", "Warehouse", "SiteID", "SiteCD"}},
      {concept_id::branch, {"Branch", "BranchID", "BranchCD"}},
      {concept_id::location, {"LocationID", "Location"}},
      {concept_id::vendor, {"VendorID", "Vendor"}},
      {concept_id::vendor_quantity, {"QuantityAtVendor", "usrKNCPQuantityAtVendor"}},
      {concept_id::vendor_share, {"AvailableForSale", "usrKNCPAvailableForSale"}},
      {concept_id::shipment_number, {"ShipmentNbr"}},
      {concept_id::customer_id, {"CustomerID"}},
      {concept_id::order_type, {"OrderType"}},
      {concept_id::order_number, {"OrderNbr"}}};
  for (const auto& [meaning, names] : table)
    for (const auto& name : names) {
      CAPTURE(name);
      const auto found = columns(entity::inventory, "{\"" + name + "\":\"x\"}");
      CHECK(found.size() == 1);
      CHECK(found.count(meaning) == 1);
    }
}

TEST_CASE("row: where several names of a concept are in a row, the first in the table wins") {
  CHECK(columns(entity::pricing, R"({"BasePrice":2,"DefaultPrice":1,"CurySpecificPrice":3})")
            .at(concept_id::default_price)
            .text == "1");
  CHECK(columns(entity::pricing, R"({"SKU":"c","InventoryCD":"b"})").at(concept_id::item).text ==
        "b");
}

TEST_CASE(
    "row: a configured alias comes before every known name, for its entity only [SPEC 5 Names]") {
  field_aliases aliases;
  aliases.add(entity::pricing, concept_id::default_price, "List Price");
  aliases.add(entity::pricing, concept_id::default_price, "PRICE1");
  aliases.add(entity::pricing, concept_id::default_price, "list price");  // known: keeps its place
  const auto* const json = R"({"DefaultPrice":1,"price1":2,"LIST PRICE":3})";
  CHECK(columns(entity::pricing, json, aliases).at(concept_id::default_price).text == "3");
  CHECK(columns(entity::inventory, json, aliases).at(concept_id::default_price).text == "1");
  CHECK(columns(entity::pricing, R"({"DefaultPrice":1,"price1":2})", aliases)
            .at(concept_id::default_price)
            .text == "2");
  CHECK(aliases.captions(entity::pricing, concept_id::default_price) ==
        std::vector<std::string_view>{"List Price", "PRICE1", "DefaultPrice", "BasePrice",
                                      "CurySpecificPrice"});
}

TEST_CASE("row: a known name can be given another meaning without losing its own") {
  field_aliases aliases;
  aliases.add(entity::pricing, concept_id::default_price, "SalesPrice");
  const auto found = columns(entity::pricing, R"({"SalesPrice":7,"DefaultPrice":9})", aliases);
  CHECK(found.at(concept_id::default_price).text == "7");
  CHECK(found.at(concept_id::sales_price).text == "7");
}

TEST_CASE("row: captions in other scripts are compared without case too") {
  field_aliases aliases;
  aliases.add(entity::pricing, concept_id::default_price, "\xD0\xA6\xD0\x95\xD0\x9D\xD0\x90");
  CHECK(columns(entity::pricing, "{\"\xD1\x86\xD0\xB5\xD0\xBD\xD0\xB0\":5}", aliases)
            .at(concept_id::default_price)
            .text == "5");
}

TEST_CASE(
    "row: a caption of any length and first character is found in any case, blanks around it too") {
  for (const auto& caption : {std::string{"x"}, std::string{"9 price"}, std::string{"_p"},
                              std::string(63, 'q'), std::string(64, 'q'), std::string(200, 'q')}) {
    INFO(caption);
    field_aliases aliases;
    aliases.add(entity::pricing, concept_id::default_price, "  " + caption);
    auto capitals = caption;
    for (auto& each : capitals)
      if (each >= 'a' && each <= 'z') each = static_cast<char>(each - 0x20);
    for (const auto& name : {caption, capitals, caption + "  "}) {
      const auto found = columns(entity::pricing, R"({")" + name + R"(":7})", aliases);
      REQUIRE(found.count(concept_id::default_price) == 1);
      CHECK(found.at(concept_id::default_price).text == "7");
    }
    CHECK(columns(entity::pricing, R"({")" + caption + R"(z":7})", aliases).empty());
  }
}

TEST_CASE("row: null, booleans and nested values keep their kind, numbers their digits") {
  const auto found =
      columns(entity::inventory, R"({"DefaultPrice":null,"QtyOnHand":0.10e+2,"Branch":true,
      "Location":{"a" : 1},"Vendor":"","QtyAvailable":12345678901234567890123.000000001})");
  CHECK(found.at(concept_id::default_price).type == cell::kind::null);
  CHECK(found.at(concept_id::default_price).text.empty());
  CHECK(found.at(concept_id::on_hand).text == "0.10e+2");
  CHECK(found.at(concept_id::branch).type == cell::kind::boolean);
  CHECK(found.at(concept_id::branch).text == "true");
  CHECK(found.at(concept_id::location).type == cell::kind::nested);
  CHECK(found.at(concept_id::location).text == "{\"a\" : 1}");
  CHECK(found.at(concept_id::vendor).type == cell::kind::string);
  CHECK(found.at(concept_id::vendor).text.empty());
  CHECK(found.at(concept_id::available).text == "12345678901234567890123.000000001");
}

TEST_CASE("row: of a column that is given twice the first counts") {
  CHECK(columns(entity::pricing, R"({"DefaultPrice":1,"DefaultPrice":2,"defaultprice":3})")
            .at(concept_id::default_price)
            .text == "1");
}

TEST_CASE("row: an escaped column name is the column") {
  CHECK(key(entity::pricing, R"({"\u0053KU":"\u004cAMP"})") == "LAMP");
}

TEST_CASE("row: what is no object or does not parse is an error") {
  for (const auto* bad : {"", "5", "null", "[]", "[{}]", "{", "{\"SKU\":\"a\"", "{\"SKU\":1x}",
                          "{\"SKU\":\"a\"} {}", "{\"other\":12abc}"}) {
    CAPTURE(bad);
    const auto read = read_row(entity::pricing, bad, {});
    REQUIRE_FALSE(read);
    CHECK(read.problem().code == acumage::errc::invalid);
    CHECK(read.problem().at.substr(0, 7) == "line 1,");
  }
}

TEST_CASE("row: a row of megabytes is read, and small ones after it") {
  const std::string giant = "{\"SKU\":\"a\",\"x\":\"" + std::string(4'000'000, 'x') + "\"}";
  CHECK(key(entity::pricing, giant) == "a");
  CHECK(key(entity::pricing, R"({"SKU":"b"})") == "b");
}

TEST_CASE("row: threads read beside each other") {
  const field_aliases aliases;
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t)
    threads.emplace_back([&, t] {
      const auto sku = "SKU-" + std::to_string(t);
      for (int i = 0; i < 500; ++i) {
        const auto read = read_row(entity::pricing, "{\"SKU\":\"" + sku + "\\n\"}", aliases);
        if (!read || key_of(entity::pricing, *read) != sku) ++wrong[t];
      }
    });
  for (auto& each : threads) each.join();
  CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("key: every entity has its own, trimmed") {
  CHECK(key(entity::pricing, R"({"InventoryID":"LAMP-07   "})") == "LAMP-07");
  CHECK(key(entity::pricing, R"({"InventoryID":4711})") == "4711");
  CHECK(key(entity::inventory, R"({"InventoryID":" LAMP-07 ","WarehouseID":"EAST "})") ==
        "LAMP-07@EAST");
  CHECK(key(entity::inventory, R"({"InventoryID":"LAMP-07","SiteID":"EAST","Location":"R1S1 "})") ==
        "LAMP-07@EAST/R1S1");
  CHECK(key(entity::shipment,
            R"({"ShipmentNbr":"004417 ","OrderType":"SO","OrderNbr":" SO009120"})") ==
        "004417@SO SO009120");
  CHECK(key(entity::customer, R"({"CustomerID":"C000902   "})") == "C000902");
  CHECK(key(entity::order, R"({"OrderType":"SO ","OrderNbr":"SO009120"})") == "SO SO009120");
}

TEST_CASE("key: a row that does not name its record has none") {
  CHECK(key(entity::pricing, R"({"DefaultPrice":1})").empty());
  CHECK(key(entity::pricing, R"({"InventoryID":null})").empty());
  CHECK(key(entity::pricing, R"({"InventoryID":"   "})").empty());
  CHECK(key(entity::pricing, R"({"InventoryID":true})").empty());
  CHECK(key(entity::pricing, R"({"InventoryID":["LAMP"]})").empty());
  CHECK(key(entity::inventory, R"({"InventoryID":"LAMP-07"})") == "LAMP-07");  // vendor stock
  CHECK(key(entity::inventory, R"({"InventoryID":"LAMP-07","VendorID":"V1"})") ==
        "LAMP-07@vendor/V1");
  CHECK(key(entity::inventory, R"({"WarehouseID":"EAST"})").empty());
  CHECK(key(entity::shipment, R"({"OrderType":"SO","OrderNbr":"SO1"})").empty());
  CHECK(key(entity::customer, R"({"CustomerName":"x"})").empty());
  CHECK(key(entity::order, R"({"OrderNbr":"SO1"})").empty());
}

TEST_CASE("key: a nested shipment document takes its only order, and none of several") {
  CHECK(key(entity::shipment, R"({"ShipmentNbr":"004417","Details":[],
      "Orders":[{"OrderType":"SO","OrderNbr":"SO009120","ExternalRef":"000000012"}]})") ==
        "004417@SO SO009120");
  CHECK(key(entity::shipment, R"({"ShipmentNbr":"004417",
      "Orders":[{"OrderType":"SO","OrderNbr":"A"},{"OrderType":"SO","OrderNbr":"B"}]})") ==
        "004417");
  CHECK(key(entity::shipment, R"({"ShipmentNbr":"004417","Orders":[7]})") == "004417");
  CHECK(key(entity::shipment, R"({"ShipmentNbr":"004417","Orders":[]})") == "004417");
}

TEST_CASE("concept: names go there and back") {
  for (int i = 0; i < static_cast<int>(concept_count); ++i) {
    const auto meaning = static_cast<concept_id>(i);
    CHECK(concept_from(to_string(meaning)) == meaning);
  }
  CHECK_FALSE(concept_from("price").has_value());
}
