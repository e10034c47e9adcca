// One record must not end the process again and again (SPEC 6): it becomes a letter, the others go on.
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acumage;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

constexpr int rows = 20;

std::string sku(int number) { return "SKU-" + std::to_string(100 + number); }

simulator::store_options shop() {
  simulator::store_options options;
  for (int i = 0; i < rows; ++i) options.products.push_back({sku(i), {}, {}, {}, {}});
  return options;
}

/// Starts the crashing program until it stays; how many starts it took.
int start_until_it_stays(node_process& node) {
  for (int starts = 1; starts < 10; ++starts) {
    if (!node.starts()) continue;
    if (node.wait_for([&] { return node.stat("journal/unsettled") == 0; }, 3s)) return starts;
    if (node.wait(5s) == -2) return starts;  // alive, and something waits
  }
  return 10;
}

void crash_on(const std::string& place) {
  checked_store store{shop()};
  REQUIRE(store.start().ok());
  node_process node{store.url(), {{"intake.pair_window", "0"}, {"queue.threshold_count", "0"}}};
  simulator::fault closed;
  closed.answer = simulator::fault_answer::maintenance;
  store.inject(closed);
  node.start();
  std::vector<std::string> prices;
  for (int i = 0; i < rows; ++i)
    prices.push_back(R"({"InventoryID":")" + sku(i) + R"(","DefaultPrice":)" +
                     std::to_string(i + 1) + "}");
  REQUIRE(node.push(price_notification("1", 7, prices)).status == 200);
  // Nothing may be under way when the store is back.
  REQUIRE(node.wait_for(
      [&] { return node.get("/stats").body.find("\"circuit\":\"open\"") != std::string::npos; }));
  node.kill();  // with all of it unsettled
  store.clear_faults();

  node.use(CRASHING_PROGRAM, "ACUMAGE_TEST_CRASH=" + place + " " + sku(7));
  CHECK(start_until_it_stays(node) <= 4);
  REQUIRE(node.wait_until_settled());
  for (int i = 0; i < rows; ++i) {
    INFO(sku(i));
    CHECK(store.price_of(sku(i)) == (i == 7 ? "" : std::to_string(i + 1)));
  }
  const auto letters = node.get("/dead-letters");
  CHECK(letters.body.find(R"("class":"bug")") != std::string::npos);
  CHECK(letters.body.find(sku(7)) != std::string::npos);
  CHECK(node.stat("dead_letters/total") == 1);
  CHECK(node.stop() == 0);
}

}  // namespace

TEST_CASE(
    "a change whose rule ends the process is a letter `bug` after the third start [SPEC 6 "
    "Suspects]") {
  crash_on("rule");
}

TEST_CASE("a change whose request ends the process is a letter `bug` after the third start") {
  crash_on("talk");
}
