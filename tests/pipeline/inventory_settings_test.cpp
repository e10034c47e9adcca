// What the settings of quantities make of a row, from the settings file to the store.
#include "tests/pipeline/shop_node.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::tests {
namespace {

std::string stock_row(const std::string& warehouse, const std::string& figures) {
  return R"({"InventoryID":"LAMP-07","WarehouseID":")" + warehouse + R"(",)" + figures + "}";
}

/// The lamp shop, told of EAST and WEST, whose sources are known by a map unless a test says otherwise.
struct stocked_node {
  struck_shop store{lamp_shop()};
  shop_node node;
  std::uint64_t stamp = 0;

  explicit stocked_node(const std::vector<std::string>& settings) : node{store, settings} {}

  void tell(const std::string& warehouse, const std::string& figures) {
    node.push(entity::inventory, {stock_row(warehouse, figures)}, ++stamp);
    node.settle();
  }
  std::string in(const std::string& source) const {
    const auto item = store.shop.stock.item_of("LAMP-07", source);
    return item ? std::to_string(item->quantity) : "none";
  }
  std::string end_of(const std::string& warehouse) const {
    const auto ends = node.ends("LAMP-07@" + warehouse);
    return ends.empty() ? "none" : ends.front();
  }
};

std::vector<std::string> mapped(const std::vector<std::string>& more = {}) {
  std::vector<std::string> all{
      "inventory_sync.warehouses=EAST, WEST", "inventory_sync.incomplete=publish",
      "[warehouse_sources] EAST = wh_east", "[warehouse_sources] WEST = wh_west"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

const std::string three = R"("QtyOnHand":60,"QtyAvailable":51,"QtyAvailableForShipment":54)";

TEST_CASE("setting inventory_sync.quantity: each of the three is sent [SPEC 7 Inventory]") {
  const auto sent = [](const std::string& quantity) {
    stocked_node all{mapped({"inventory_sync.quantity=" + quantity})};
    all.tell("EAST", three);
    return all.in("wh_east");
  };
  CHECK(sent("on_hand") == "60.000000");
  CHECK(sent("available") == "51.000000");
  CHECK(sent("available_for_shipping") == "54.000000");
}

TEST_CASE(
    "setting inventory_sync.monitor: only a change of what is listed is sent [SPEC 6 Unchanged]") {
  const auto after_a_sale = [](const std::string& monitor) {
    stocked_node all{mapped({"inventory_sync.monitor=" + monitor})};
    all.tell("EAST", three);
    all.store.forget();
    auto moved = row_of(entity::inventory, stock_row("EAST", three), 20);
    moved.deleted =
        stock_row("EAST", R"("QtyOnHand":60,"QtyAvailable":53,"QtyAvailableForShipment":54)");
    all.node.node().push_changes({moved});
    all.node.settle();
    return all.end_of("EAST") + (all.store.exchanges().empty() ? "" : ", sent");
  };
  CHECK(after_a_sale("") == "filtered unchanged");
  CHECK(after_a_sale("on_hand, available_for_shipping") == "filtered unchanged");
  CHECK(after_a_sale("available") == "delivered, sent");
}

TEST_CASE(
    "setting inventory_sync.warehouses: others are not sent, and none is by default [SPEC 7 "
    "Inventory]") {
  stocked_node one{{"inventory_sync.warehouses=EAST", "[warehouse_sources] EAST = wh_east"}};
  one.tell("EAST", three);
  one.tell("WEST", three);
  CHECK(one.in("wh_east") == "60.000000");
  CHECK(one.end_of("WEST") == "filtered warehouse not monitored");
  stocked_node none{{}};
  none.tell("EAST", three);
  CHECK(none.end_of("EAST") == "filtered warehouse not monitored");
  CHECK(none.store.exchanges().empty());
}

TEST_CASE(
    "setting warehouse_sources: without a map all warehouses add up in default [SPEC 7 "
    "Inventory]") {
  stocked_node all{{"inventory_sync.warehouses=EAST, WEST"}};
  all.tell("EAST", three);
  CHECK(all.in("default") != "60.000000");  // WEST was never seen
  all.tell("WEST", R"("QtyOnHand":7)");
  CHECK(all.in("default") == "67.000000");
}

TEST_CASE("setting warehouse_sources: each source has its own warehouses [SPEC 7 Inventory]") {
  stocked_node all{mapped()};
  all.tell("EAST", three);
  all.tell("WEST", R"("QtyOnHand":7)");
  CHECK(all.in("wh_east") == "60.000000");
  CHECK(all.in("wh_west") == "7.000000");
}

TEST_CASE(
    "setting inventory_sync.mode: the branch of the warehouse decides its source [SPEC 7 "
    "Inventory]") {
  stocked_node all{{"packages.commerce_pro=true", "inventory_sync.mode=branch_wise",
                    "[branch_warehouses] MAIN = EAST, WEST", "[branch_sources] MAIN = wh_west"}};
  all.tell("EAST", three);
  all.tell("WEST", R"("QtyOnHand":7)");
  all.tell("NORTH", three);
  CHECK(all.in("wh_west") == "67.000000");
  CHECK(all.in("wh_east") == "none");
  CHECK(all.end_of("NORTH") == "filtered warehouse not monitored");
}

TEST_CASE(
    "setting inventory_sync.decimals: the quantity is rounded down to so many [SPEC 7 Inventory]") {
  const auto sent = [](const std::string& decimals) {
    stocked_node all{mapped({"inventory_sync.decimals=" + decimals})};
    all.tell("EAST", R"("QtyOnHand":5.999)");
    return all.in("wh_east");
  };
  CHECK(sent("0") == "5.000000");
  CHECK(sent("2") == "5.990000");
  CHECK(sent("4") == "5.999000");
}

TEST_CASE(
    "setting inventory_sync.incomplete: hold waits for all warehouses, publish does not [SPEC 7 "
    "Inventory]") {
  const auto first = [](const std::string& incomplete) {
    stocked_node all{{"inventory_sync.warehouses=EAST, WEST",
                      "inventory_sync.incomplete=" + incomplete,
                      "[warehouse_sources] EAST = wh_east", "[warehouse_sources] WEST = wh_east"}};
    all.tell("EAST", three);
    const auto before = all.in("wh_east");
    all.tell("WEST", R"("QtyOnHand":7)");
    return before + " " + all.in("wh_east");
  };
  CHECK(first("hold") == "none 67.000000");
  CHECK(first("publish") == "60.000000 67.000000");
}

const std::string vendor = R"(,"VendorID":"ACME","QuantityAtVendor":20,"AvailableForSale":50)";

/// "east west default" after a row of EAST that says what a vendor has; twice, for rows repeat it.
std::string with_vendor(const std::string& preference, const std::string& source) {
  stocked_node all{mapped({"packages.commerce_pro=true", "vendor_inventory.source=" + source,
                           "vendor_inventory.preference=" + preference})};
  all.tell("EAST", three + vendor);
  all.tell("EAST", three + vendor);
  return all.in("wh_east") + " " + all.in("wh_west") + " " + all.in("default");
}

TEST_CASE(
    "setting vendor_inventory.preference: exclude, separate and add_to_total [SPEC 7 Inventory]") {
  CHECK(with_vendor("exclude", "wh_east") == "60.000000 none none");
  CHECK(with_vendor("separate", "default") == "60.000000 none 10.000000");
  CHECK(with_vendor("add_to_total", "wh_east") == "70.000000 none none");
}

TEST_CASE(
    "setting vendor_inventory.source: the vendors' share goes to it, once an item [SPEC 7 "
    "Inventory]") {
  stocked_node all{mapped({"packages.commerce_pro=true", "vendor_inventory.preference=separate",
                           "vendor_inventory.source=default"})};
  all.tell("EAST", three + vendor);
  all.tell("WEST", R"("QtyOnHand":7)" + vendor);
  CHECK(all.in("default") == "10.000000");
  CHECK(all.in("wh_east") == "60.000000");
  CHECK(all.in("wh_west") == "7.000000");
  CHECK(with_vendor("add_to_total", "wh_west") == "60.000000 10.000000 none");
}

}  // namespace
}  // namespace acumage::tests
