// A lane that fails as a whole is held: few letters, one trial at a time, released by itself or by hand.
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t rows = 100;
constexpr std::int64_t most_letters = 25;  // the lane is judged from the 20th key on

/// All 100 wait for a source that the store does not have.
struct held_rig : stock_rig {
  explicit held_rig(const std::string& probe_interval)
      : stock_rig{stock_shop(rows), stock_settings({{"warehouse_sources.EAST", "wh_new"},
                                                    {"delivery.probe_interval", probe_interval}})} {
    let_wait(rows, "7");
    REQUIRE(node.post("/lanes/inventory/resume").status == 200);
    REQUIRE(node.wait_for([&] { return circuit() == "held"; }));
    REQUIRE(node.wait_for([&] { return node.stat("lanes/inventory/in_flight") == 0; }));
  }

  std::int64_t letters() { return node.stat("dead_letters/total"); }

  /// The rest is delivered, the letters by replay.
  void finish(std::int64_t letters_before) {
    REQUIRE(node.wait_until_settled());
    CHECK(circuit() == "closed");
    CHECK(letters() == letters_before);
    CHECK(node.stat("lanes/inventory/delivered") ==
          static_cast<std::int64_t>(rows) - letters_before);
    const auto replayed = node.command({"dead-letters", "replay", "--class", "unmapped"});
    CHECK_MESSAGE(replayed.code == 0, replayed.out, replayed.err);
    REQUIRE(node.wait_for([&] { return letters() == 0; }));
    REQUIRE(node.wait_until_settled());
    for (std::size_t i = 0; i < rows; ++i) CHECK(store.quantity_of(stock_sku(i), "wh_new") == "7");
  }
};

TEST_CASE("a mass failure holds the lane, which goes on by itself when its cause is gone") {
  held_rig all{"1"};
  const auto letters = all.letters();
  MESSAGE(letters << " letters when it was held");
  CHECK(letters >= 20);
  CHECK(letters <= most_letters);
  // Trials are made, and make no letters. Each one asks for the list of sources.
  const auto arrived = all.store.count().arrived;
  CHECK(all.store.wait_for([&](const auto& seen) { return seen.arrived >= arrived + 2; }));
  CHECK(all.circuit() == "held");
  CHECK(all.letters() == letters);
  CHECK(all.node.get("/stats").body.find("mass failure") != std::string::npos);
  CHECK(all.node.get("/readyz").status == 200);
  all.store.add_source({.code = "wh_new", .name = "New"});
  all.finish(letters);
}

TEST_CASE("a mass failure is over at once when an operator resumes the lane") {
  held_rig all{"600"};
  const auto letters = all.letters();
  all.store.add_source({.code = "wh_new", .name = "New"});
  const auto resumed = all.node.command({"resume", "inventory"});
  CHECK_MESSAGE(resumed.code == 0, resumed.out, resumed.err);
  all.finish(letters);
}

TEST_CASE(
    "prices for a store view that is not there: held, and sent after the setting was mended "
    "[setting price_sync.store_id]") {
  stock_rig all{stock_shop(rows), {{"price_sync.store_id", "99"}}};
  std::vector<std::string> prices;
  for (std::size_t i = 0; i < rows; ++i)
    prices.push_back(R"({"InventoryID":")" + stock_sku(i) + R"(","DefaultPrice":5})");
  REQUIRE(all.node.push(price_notification("n", 1, prices)).status == 200);
  REQUIRE(all.node.wait_for([&] { return all.circuit("pricing") == "held"; }));
  REQUIRE(all.node.wait_for([&] { return all.node.stat("lanes/pricing/in_flight") == 0; }));
  const auto letters = all.node.stat("dead_letters/total");
  MESSAGE(letters << " letters when it was held");
  CHECK(letters >= 20);
  CHECK(letters <= most_letters);
  all.node.kill();
  all.node.set("price_sync.store_id", "0");
  all.node.start();
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("dead_letters/total") == letters);
  const auto replayed = all.node.command({"dead-letters", "replay", "--all"});
  CHECK_MESSAGE(replayed.code == 0, replayed.out, replayed.err);
  REQUIRE(all.node.wait_until_settled());
  for (std::size_t i = 0; i < rows; ++i) CHECK(all.store.price_of(stock_sku(i)) == "5");
}

}  // namespace
}  // namespace acumage::tests
