// Removals that name their record by key alone, from /changes to the store (SPEC 5, "POST /changes").
#include "acumatica/change_json.hpp"
#include "node/options.hpp"
#include "tests/pipeline/shop_node.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

const std::vector<std::string> settings{
    "inventory_sync.warehouses=EAST, WEST",     "inventory_sync.incomplete=publish",
    "[warehouse_sources] EAST = wh_east",       "[warehouse_sources] WEST = wh_west",
    "vendor_inventory.preference=add_to_total", "vendor_inventory.source=wh_east"};

struct told_by_changes {
  struck_shop store{[] {
    auto shop = lamp_shop();
    shop.products.push_back({.sku = "A@B"});
    return shop;
  }()};
  shop_node node{store, settings};

  /// The body of a request to /changes.
  void tell(const std::string& body) {
    const auto reading = node::reading_of(settings_of(settings));
    auto read = acumatica::read_changes(body, acumatica::changes_form::by_content, reading, 0);
    REQUIRE(read.ok());
    for (auto& each : read->parcels) node.node().push_changes(std::move(each.changes));
    node.settle();
  }
  void remove(const std::string& key) {
    tell(R"({"entity":"inventory","version":20,"deleted":true,"key":")" + key + "\"}");
  }
  std::string in(const std::string& sku, const std::string& source) const {
    const auto item = store.shop.stock.item_of(sku, source);
    return item ? std::to_string(item->quantity) : "none";
  }
};

std::string row(const std::string& columns) {
  return R"({"entity":"inventory","version":10,"fields":{)" + columns + "}}";
}

TEST_CASE("a removal by key: a warehouse, a location, a vendor, and a SKU with an @ [SPEC 5]") {
  told_by_changes all;
  all.tell(row(R"("InventoryID":"LAMP-07","WarehouseID":"EAST","LocationID":"R1","QtyOnHand":7)"));
  all.tell(row(R"("InventoryID":"LAMP-07","WarehouseID":"EAST","LocationID":"R2","QtyOnHand":4)"));
  all.tell(row(R"("InventoryID":"LAMP-07","VendorID":"V1","QuantityAtVendor":14)"));
  all.tell(row(R"("InventoryID":"A@B","WarehouseID":"WEST","QtyOnHand":5)"));
  CHECK(all.in("LAMP-07", "wh_east") == "25.000000");
  CHECK(all.in("A@B", "wh_west") == "5.000000");

  all.remove("LAMP-07@EAST/R1");
  CHECK(all.in("LAMP-07", "wh_east") == "18.000000");
  all.remove("LAMP-07@vendor/V1");
  CHECK(all.in("LAMP-07", "wh_east") == "4.000000");
  all.remove("A@B@WEST");
  CHECK(all.in("A@B", "wh_west") == "0.000000");
  for (const auto* key : {"LAMP-07@EAST/R1", "LAMP-07@vendor/V1", "A@B@WEST"})
    CHECK(all.node.ends(key).front() == "delivered");
}

TEST_CASE("a removal by key: a shipment's is filtered under the key of its rows [SPEC 5]") {
  told_by_changes all;
  all.tell(R"({"entity":"shipment","version":1,"deleted":true,"key":"004417@SO SO009120"})");
  CHECK(all.node.ends("004417@SO SO009120") == std::vector<std::string>{"filtered removed"});
}

}  // namespace
}  // namespace acumage::tests
