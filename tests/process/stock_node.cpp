#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <utility>

namespace acumage::tests {

namespace {

std::string listed(const std::vector<std::string>& rows) {
  std::string text;
  for (const auto& row : rows) text += (text.empty() ? "" : ",") + row;
  return "[" + text + "]";
}

std::string started(simulator::store& store) {
  REQUIRE(store.start().ok());
  return store.url();
}

}  // namespace

std::map<std::string, std::string> stock_settings(std::map<std::string, std::string> more) {
  more.insert({{"entities.inventory", "true"},
               {"inventory_sync.warehouses", "EAST, WEST, NORTH"},
               {"inventory_sync.incomplete", "publish"},
               {"warehouse_sources.EAST", "wh_one"},
               {"warehouse_sources.WEST", "wh_one"},
               {"warehouse_sources.NORTH", "wh_north"}});
  return more;
}

std::string stock_sku(std::size_t number) { return "SKU-" + std::to_string(1001 + number); }

simulator::store_options stock_shop(std::size_t skus) {
  simulator::store_options options;
  options.sources.push_back({.code = "wh_one", .name = "One"});
  options.sources.push_back({.code = "wh_north", .name = "North"});
  options.keep_history = true;
  for (std::size_t i = 0; i < skus; ++i) options.products.push_back({stock_sku(i), {}, {}});
  return options;
}

std::string stock_row(const std::string& item, const std::string& warehouse,
                      const std::string& quantity) {
  return R"({"InventoryID":")" + item + R"( ","WarehouseID":")" + warehouse +
         R"(  ","QtyOnHand":)" + quantity + "}";
}

std::string stock_notification(const std::string& id, std::uint64_t stamp,
                               const std::vector<std::string>& inserted,
                               const std::vector<std::string>& deleted) {
  return R"({"Inserted":)" + listed(inserted) + R"(,"Deleted":)" + listed(deleted) +
         R"(,"Query":"MC Quantity","CompanyId":"Northwind","Id":")" + id + R"(","TimeStamp":)" +
         std::to_string(stamp) + "}";
}

std::vector<std::size_t> writes(const simulator::store& store, std::string_view path_end) {
  std::vector<std::size_t> rows;
  for (const auto& each : store.requests())
    if (each.method == "POST" && each.path.ends_with(path_end)) rows.push_back(each.rows);
  return rows;
}

stock_rig::stock_rig(simulator::store_options shop, std::map<std::string, std::string> settings)
    : store{std::move(shop)}, node{started(store), std::move(settings)} {
  node.start();
}

void stock_rig::let_wait(std::size_t rows, const std::string& quantity) {
  REQUIRE(node.post("/lanes/inventory/pause").status == 200);
  std::vector<std::string> inserted;
  for (std::size_t i = 0; i < rows; ++i)
    inserted.push_back(stock_row(stock_sku(i), "EAST", quantity));
  REQUIRE(node.push(stock_notification("wait", 1, inserted)).status == 200);
  REQUIRE(node.wait_for(
      [&] { return node.stat("lanes/inventory/waiting") == static_cast<std::int64_t>(rows); }));
}

std::string stock_rig::circuit(const std::string& lane) {
  const simdjson::padded_string text{node.get("/stats").body};
  simdjson::dom::parser parser;
  std::string_view state;
  if (parser.parse(text)["lanes"][lane]["circuit"].get(state) != simdjson::SUCCESS) return {};
  return std::string{state};
}

}  // namespace acumage::tests
