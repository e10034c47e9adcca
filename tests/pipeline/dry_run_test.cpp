// A dry run of a pull compares rows with what each lane remembers, and keeps nothing: the folder is the same after it.
#include "storage/inspection/inspection.hpp"
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using seen = std::vector<observation>;
using enum observation;

/// Every record of every family.
std::map<std::string, std::string> records(const std::filesystem::path& folder) {
  std::map<std::string, std::string> all;
  const auto opened = storage::open_for_look(folder);
  REQUIRE(opened.ok());
  for (std::size_t i = 0; i < storage::family_count; ++i) {
    const auto where = static_cast<storage::family>(i);
    const auto wrong = storage::each_record(**opened, where, [&](auto key, auto value) {
      all[std::string{storage::to_string(where)} + "/" + std::string{key}] = value;
    });
    REQUIRE(wrong.empty());
  }
  return all;
}

/// A row that is known, one with news, and one of a record that is not known yet.
struct rows_of_entity {
  entity which;
  std::string known;
  std::string changed;
  std::string fresh;
};

const std::vector<rows_of_entity>& all_rows() {
  static const std::vector<rows_of_entity> all{
      {entity::pricing, R"({"InventoryID":"LAMP-07","DefaultPrice":42})",
       R"({"InventoryID":"LAMP-07","DefaultPrice":43})",
       R"({"InventoryID":"DESK-01","DefaultPrice":7})"},
      {entity::inventory, R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":5})",
       R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":6})",
       R"({"InventoryID":"DESK-01","WarehouseID":"WEST","QtyOnHand":7})"},
      {entity::shipment, shipment_row("004417", 1, "LAMP-07", "1", "1Z1"),
       shipment_row("004417", 1, "LAMP-07", "2", "1Z1"),
       shipment_row("004418", 1, "LAMP-07", "1", "1Z2")},
      {entity::customer, customer_row("ada@example.test", "12 Square"),
       customer_row("ada@example.test", "13 Square"),
       R"({"CustomerID":"C999","Email":"new@example.test","CustomerName":"N N","CustomerClass":"RETAIL"})"},
      {entity::order, order_row("On Hold"), order_row("Open"), born_row()}};
  return all;
}

TEST_CASE(
    "dry run: no lane keeps anything of the rows it compares, the order of a shipment included") {
  struck_shop store{sales_shop()};
  shop_node at{store, sales_settings()};
  const auto with = settings_of(sales_settings());
  for (const auto& each : all_rows()) at.push(each.which, {each.known}, 20);
  at.settle();
  for (const auto& each : all_rows()) {
    CAPTURE(to_string(each.which));
    const auto before = records(at.node().data());
    const auto look = [&](bool dry_run, std::uint64_t stamp) {
      return at.node().observe({row_of(each.which, each.known, stamp, with),
                                row_of(each.which, each.changed, stamp, with),
                                row_of(each.which, each.fresh, stamp, with)},
                               false, false, dry_run);
    };
    CHECK(look(true, 30) == seen{unchanged, fresh, fresh});
    CHECK(records(at.node().data()) == before);
    CHECK(look(true, 30) == seen{unchanged, fresh, fresh});
    // What is only compared for a run keeps the versions of what it knows, and no other trace.
    CHECK(look(false, 40) == seen{unchanged, fresh, fresh});
    const auto after = records(at.node().data());
    CHECK(after.size() == before.size());
    CHECK(after != before);
  }
}

}  // namespace
}  // namespace acumage::tests
