// The table of SPEC 6 as requests at the store: pause, load, resume; for prices and for quantities.
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

struct table_row {
  std::size_t waiting, threshold, batch;
  std::vector<std::size_t> requests;
};

std::vector<table_row> table() {
  return {{50, 25, 25, {25, 25}},
          {50, 25, 5, std::vector<std::size_t>(10, 5)},
          {25, 25, 5, std::vector<std::size_t>(25, 1)},
          {26, 25, 25, {25, 1}},
          {3, 0, 100, {3}}};
}

TEST_CASE("prices: n waiting leave one by one up to the threshold, all in batches above it") {
  for (const auto& each : table()) {
    stock_rig all{stock_shop(60),
                  {{"queue.threshold_count", std::to_string(each.threshold)},
                   {"queue.batch_count", std::to_string(each.batch)}}};
    CHECK(all.node.post("/lanes/pricing/pause").status == 200);
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < each.waiting; ++i)
      rows.push_back(R"({"InventoryID":")" + stock_sku(i) + R"(","DefaultPrice":5})");
    CHECK(all.node.push(price_notification("n", 1, rows)).status == 200);
    CHECK(all.node.wait_for([&] {
      return all.node.stat("lanes/pricing/waiting") == static_cast<std::int64_t>(each.waiting);
    }));
    CHECK(writes(all.store, "/base-prices").empty());
    CHECK(all.node.post("/lanes/pricing/resume").status == 200);
    REQUIRE(all.node.wait_until_settled());
    CHECK(writes(all.store, "/base-prices") == each.requests);
  }
}

TEST_CASE("quantities: the same table") {
  for (const auto& each : table()) {
    stock_rig all{stock_shop(60),
                  stock_settings({{"queue.threshold_count", std::to_string(each.threshold)},
                                  {"queue.batch_count", std::to_string(each.batch)}})};
    all.let_wait(each.waiting, "5");
    CHECK(all.quantity_writes().empty());
    CHECK(all.node.post("/lanes/inventory/resume").status == 200);
    REQUIRE(all.node.wait_until_settled());
    CHECK(all.quantity_writes() == each.requests);
    CHECK(all.node.stat("lanes/inventory/delivered") == static_cast<std::int64_t>(each.waiting));
    for (std::size_t i = 0; i < each.waiting; ++i)
      CHECK(all.store.quantity_of(stock_sku(i), "wh_one") == "5");
  }
}

}  // namespace
}  // namespace acumage::tests
