// What waits, retries or is parked, as operators see and order it; and what no map covers.
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <set>
#include <utility>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Everything that GET /waiting lists, page by page: keys in their order.
std::vector<std::string> waiting_keys(node_process& node, std::size_t limit, std::size_t& pages) {
  std::vector<std::string> keys;
  std::string cursor;
  do {
    auto path = "/waiting?limit=" + std::to_string(limit);
    for (const char each : cursor.empty() ? cursor : "&cursor=" + cursor)
      path += each == ' ' ? std::string{"%20"} : std::string{each};
    const auto page = node.get(path);
    REQUIRE(page.status == 200);
    const simdjson::padded_string text{page.body};
    simdjson::dom::parser parser;
    const auto whole = parser.parse(text).value();
    std::size_t on_page = 0;
    for (const auto item : whole["items"].get_array()) {
      keys.emplace_back(item["key"].get_string().value());
      ++on_page;
    }
    CHECK(on_page <= limit);
    ++pages;
    std::string_view next;
    cursor = whole["next"].get_string().get(next) == simdjson::SUCCESS ? std::string{next} : "";
  } while (!cursor.empty() && pages < 100);
  return keys;
}

TEST_CASE("waiting: GET /waiting lists each record once, page by page, over both lanes") {
  stock_rig all{stock_shop(30), stock_settings()};
  CHECK(all.node.post("/lanes/all/pause").status == 200);
  std::vector<std::string> prices;
  for (std::size_t i = 0; i < 10; ++i)
    prices.push_back(R"({"InventoryID":")" + stock_sku(i) + R"(","DefaultPrice":5})");
  REQUIRE(all.node.push(price_notification("n", 1, prices)).status == 200);
  REQUIRE(all.node.wait_for([&] { return all.node.stat("lanes/pricing/waiting") == 10; }));
  all.let_wait(30, "5");
  for (const std::size_t limit : {1U, 7U, 10U, 40U, 1000U}) {
    std::size_t pages = 0;
    const auto keys = waiting_keys(all.node, limit, pages);
    CAPTURE(limit);
    CHECK(keys.size() == 40);
    CHECK(std::set<std::string>{keys.begin(), keys.end()}.size() == 40);
    CHECK(pages >= 40 / limit);
    CHECK(pages <= 40 / limit + 2);
  }
  const auto list = all.node.command({"waiting", "list", "--entity", "inventory", "--json"});
  CHECK_MESSAGE(list.code == 0, list.out, list.err);
  CHECK(has(list.out, "SKU-1030@wh_one"));
  CHECK_FALSE(has(list.out, "pricing"));
  CHECK(all.node.post("/lanes/all/resume").status == 200);
  REQUIRE(all.node.wait_until_settled());
  CHECK(has(all.node.command({"waiting", "list"}).out, "no waiting records"));
}

TEST_CASE("waiting: parked records go out when the store knows them, or are given up") {
  stock_rig all{stock_shop(1), stock_settings({{"delivery.park_interval", "3600"}})};
  REQUIRE(all.node
              .push(stock_notification(
                  "n", 1,
                  {stock_row("NEW-1", "EAST", "4"), stock_row("OLD-1", "EAST", "3"),
                   stock_row("SKU-1001", "EAST", "2")}))
              .status == 200);
  REQUIRE(all.node.wait_for([&] { return all.node.stat("lanes/inventory/parked") == 2; }));
  CHECK(all.node.wait_for([&] { return all.store.quantity_of("SKU-1001", "wh_one") == "2"; }));
  const auto list = all.node.command({"waiting", "list", "--state", "parked"});
  CHECK_MESSAGE(list.code == 0, list.out, list.err);
  CHECK(has(list.out, "NEW-1@wh_one"));
  CHECK(has(list.out, "OLD-1@wh_one"));
  all.store.add_product({.sku = "NEW-1"});
  const auto retry = all.node.command({"waiting", "retry", "--key", "NEW-*"});
  CHECK_MESSAGE(retry.code == 0, retry.out, retry.err);
  CHECK(all.node.wait_for([&] { return all.store.quantity_of("NEW-1", "wh_one") == "4"; }));
  CHECK(all.store.quantity_of("OLD-1", "wh_one").empty());
  const auto fail = all.node.command({"waiting", "fail", "--key", "OLD-*"});
  CHECK_MESSAGE(fail.code == 0, fail.out, fail.err);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("dead_letters/total") == 1);
  CHECK(has(all.node.get("/dead-letters").body, "OLD-1"));
}

TEST_CASE("waiting: what backs off can be tried now") {
  stock_rig all{stock_shop(1), stock_settings({{"delivery.backoff_base", "60"},
                                               {"delivery.backoff_cap", "3600"},
                                               {"queue.retry_count", "50"}})};
  simulator::fault lock;
  lock.answer = simulator::fault_answer::save_failed;
  lock.where.path = "source-items";
  lock.where.method = "POST";
  lock.when.count = 1;
  all.store.inject(lock);
  REQUIRE(all.node.push(stock_notification("n", 1, {stock_row("SKU-1001", "EAST", "4")})).status ==
          200);
  REQUIRE(all.node.wait_for([&] {
    return all.node.stat("lanes/inventory/retrying") == 1 ||
           all.node.stat("journal/unsettled") == 0;
  }));
  const auto list = all.node.command({"waiting", "list", "--state", "retrying"});
  CHECK(has(list.out, "Could not save"));
  CHECK(all.node.command({"waiting", "retry", "--state", "retrying"}).code == 0);
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.store.quantity_of("SKU-1001", "wh_one") == "4");
}

TEST_CASE("unmapped: a warehouse that is not monitored is listed, and its figure remembered") {
  stock_rig all{stock_shop(1), stock_settings()};
  CHECK(has(all.node.command({"unmapped"}).out, "every value is mapped"));
  REQUIRE(all.node.push(stock_notification("n", 1, {stock_row("SKU-1001", "SOUTH", "4")})).status ==
          200);
  REQUIRE(all.node.wait_until_settled());
  const auto list = all.node.command({"unmapped"});
  CHECK_MESSAGE(list.code == 0, list.out, list.err);
  CHECK(has(list.out, "SOUTH"));
  CHECK(has(list.out, "SKU-1001"));
  CHECK(all.quantity_writes().empty());
  CHECK(all.node.stop() == 0);
  all.node.set("inventory_sync.warehouses", "EAST, WEST, NORTH, SOUTH");
  all.node.set("warehouse_sources.SOUTH", "wh_north");
  all.node.start();
  CHECK(all.node.command({"republish", "--entity", "inventory"}).code == 0);
  CHECK(all.node.wait_for([&] { return all.store.quantity_of("SKU-1001", "wh_north") == "4"; }));
}

}  // namespace
}  // namespace acumage::tests
