#include "erp/metadata.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;

namespace {

constexpr std::string_view two = R"(<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
 <edmx:DataServices>
  <Schema Namespace="PX.Data" xmlns="http://docs.oasis-open.org/odata/ns/edm">
   <EntityType Name="Acumage_Price"><Key><PropertyRef Name="InventoryID"/></Key>
    <Property Name="InventoryID" Type="Edm.String" Nullable="false"/>
    <Property Name="LastModifiedOn" Type="Edm.DateTimeOffset"/></EntityType>
   <EntityType Name="Acumage_Quantity"><Key><PropertyRef Name="InventoryID"/><PropertyRef Name="WarehouseID"/></Key>
    <Property Name="InventoryID" Type="Edm.String"/><Property Name="WarehouseID" Type="Edm.String"/>
    <Property Name="QtyOnHand" Type="Edm.Decimal"/></EntityType>
  </Schema>
  <Schema Namespace="Default"><EntityContainer Name="Container">
   <EntitySet Name="Acumage Price" EntityType="PX.Data.Acumage_Price"/>
   <EntitySet Name="Acumage Quantity" EntityType="PX.Data.Acumage_Quantity"/>
  </EntityContainer></Schema>
 </edmx:DataServices>
</edmx:Edmx>)";

}  // namespace

TEST_CASE("erp metadata: columns, types and key of one inquiry among several") {
  for (const auto* name : {"Acumage Quantity", "Acumage_Quantity", "acumage quantity"}) {
    const auto read = read_metadata(two, name);
    REQUIRE(read.found);
    CHECK(read.found->types.size() == 3);
    CHECK(read.found->type_of("QtyOnHand") == edm::decimal);
    CHECK(read.found->type_of("Nothing") == edm::unknown);
    CHECK(read.found->key == std::vector<std::string>{"InventoryID", "WarehouseID"});
  }
}

TEST_CASE("erp metadata: an unknown inquiry is told from a document that is none") {
  const auto read = read_metadata(two, "Acumage Orders");
  CHECK(read.readable);
  CHECK_FALSE(read.found);
  CHECK(read.inquiries == std::vector<std::string>{"Acumage Price", "Acumage Quantity"});
  for (const auto* bad : {"", "<html/>", "<edmx:Edmx><", "{}"})
    CHECK_FALSE(read_metadata(bad, "x").readable);
}
