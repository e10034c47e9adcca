// Removals, halves in any order, and restarts at each step: the right figure, and one end a change.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using texts = std::vector<std::string>;

change lone_deleted(const std::string& item, const std::string& place, const std::string& quantity,
                    std::uint64_t stamp) {
  auto what = stock_change(item, place, quantity, stamp);
  what.deleted = std::exchange(what.inserted, {});
  return what;
}

TEST_CASE("inventory pipe: a lone Deleted empties its cell when its window is over") {
  pipe node{stock_options()};
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("LAMP-07", "WEST", "7", 10)});
  node.push_changes({lone_deleted("LAMP-07", "EAST", "5", 20)});
  node.advance(1900ms);
  CHECK(node.store.quantities["LAMP-07@main"] == "12");
  SUBCASE("in one run") {}
  SUBCASE("the window begins anew at a start") {
    node.restart();
    node.advance(1900ms);
    CHECK(node.store.quantities["LAMP-07@main"] == "12");
  }
  node.advance(100ms);
  CHECK(node.store.quantities["LAMP-07@main"] == "7");
  CHECK(node.ends_of("LAMP-07@EAST").front() == "delivered");
  CHECK(node.unsettled() == 0);
}

TEST_CASE(
    "inventory pipe: the halves of an update in notifications of their own, in either order [SPEC "
    "5 Halves]") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  const auto inserted = stock_change("LAMP-07", "EAST", "9", 20);
  const auto deleted = lone_deleted("LAMP-07", "EAST", "5", 20);
  SUBCASE("Inserted first") {
    node.push_changes({inserted});
    SUBCASE("") {}
    SUBCASE("a restart between them") { node.restart(); }
    node.push_changes({deleted});
  }
  SUBCASE("Deleted first") {
    node.push_changes({deleted});
    SUBCASE("") {}
    SUBCASE("a restart between them") { node.restart(); }
    node.advance(1s);
    node.push_changes({inserted});
  }
  node.advance(5s);
  CHECK(node.store.applied["LAMP-07@main"] == texts{"5", "9"});
  CHECK(node.unsettled() == 0);
  CHECK(node.history("LAMP-07@EAST").size() == 3);
}

TEST_CASE(
    "inventory pipe: a quantity that is repeated is sent after a restart, whatever was delivered "
    "[SPEC 6 Unchanged]") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  REQUIRE(node.store.applied["LAMP-07@main"] == texts{"5"});
  node.pause();
  node.push_changes({stock_update("LAMP-07", "EAST", "5", "5", 20)});
  std::size_t sent = 1;
  SUBCASE("without one it is unchanged") {}
  SUBCASE("a restart: its request may have been under way") {
    node.restart();
    ++sent;
  }
  node.resume();
  CHECK(node.store.applied["LAMP-07@main"].size() == sent);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: the Deleted half of a row that told nothing is no removal") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  auto nulls = stock_change("LAMP-07", "EAST", "5", 20);
  nulls.inserted = R"({"InventoryID":"LAMP-07","WarehouseID":"EAST","QtyOnHand":null})";
  node.push_changes({nulls});
  node.push_changes({lone_deleted("LAMP-07", "EAST", "5", 20)});
  node.advance(5s);
  CHECK(node.store.applied["LAMP-07@main"] == texts{"5"});
  CHECK(node.ends_of("LAMP-07@EAST").front() == "superseded the other half came");
  CHECK(node.unsettled() == 0);
}

TEST_CASE(
    "inventory pipe: a figure that waits at a restart is sent, also behind a row without news") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "50", 9)});
  node.pause();
  node.push_changes({stock_update("LAMP-07", "EAST", "50", "60", 10)});
  node.push_changes({stock_update("LAMP-07", "EAST", "60", "60", 11)});
  node.restart();
  node.resume();
  CHECK(node.store.quantities["LAMP-07@main"] == "60");
  CHECK(node.ends_of("LAMP-07@EAST") ==
        texts{"delivered", "superseded a newer version came", "delivered"});
}

TEST_CASE("inventory pipe: what a row without news releases is sent after a restart, too") {
  auto options = stock_options();
  options.stock.hold_incomplete = true;
  pipe node{options};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.pause();
  node.push_changes({stock_update("LAMP-07", "WEST", "7", "7", 11)});
  node.restart();
  node.resume();
  CHECK(node.store.quantities["LAMP-07@main"] == "12");
  CHECK(node.unsettled() == 0);
}

TEST_CASE(
    "inventory pipe: a restart at each step ends with the right figure and one end a change") {
  pipe node{stock_options()};
  const auto outage = [](const auto&) { return broken(magento::carried::refused); };
  SUBCASE("while the lane is paused") { node.pause(); }
  SUBCASE("while the store is down") {
    node.store.before = outage;
    node.store.probe = broken(magento::carried::refused);
  }
  SUBCASE("when the store has taken it, and nobody knows") {
    node.store.after = [](const auto&) { return broken(magento::carried::reset); };
    node.store.probe = broken(magento::carried::refused);
  }
  SUBCASE("between two attempts") {
    node.store.before = [](const auto&) {
      return replied(400, R"({"message":"Could not save Source Item"})");
    };
  }
  SUBCASE("while it is parked") { node.store.unknown = {"LAMP-07"}; }
  SUBCASE("while its sources cannot be asked for") {
    node.store.look_up = [](const auto&) { return broken(magento::carried::read_timeout); };
    node.store.probe = broken(magento::carried::refused);
  }
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("LAMP-07", "WEST", "7", 9)});
  node.restart();
  node.push_changes({stock_change("LAMP-07", "EAST", "6", 11)});
  node.restart();
  node.store.before = {};
  node.store.after = {};
  node.store.look_up = {};
  node.store.probe.reset();
  node.store.unknown.clear();
  node.resume();
  node.advance(10min);
  CHECK(node.store.quantities["LAMP-07@main"] == "13");
  CHECK(node.unsettled() == 0);
  CHECK(node.ends_of("LAMP-07@WEST") == texts{"delivered"});
  CHECK(node.history("LAMP-07@EAST").size() == 2);
  CHECK(node.store.orphans == 0);
}

TEST_CASE("inventory pipe: a lone Deleted that ends the process again and again becomes a letter") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.push_changes({lone_deleted("LAMP-07", "EAST", "5", 20)});
  const auto sequence = node.ledger().bounds(entity::inventory).second;
  node.die_of(sequence);
  node.die_of(sequence);
  node.advance(3s);
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].reason == letter_class::bug);
  CHECK(node.store.applied["LAMP-07@main"] == texts{"5"});
  CHECK(node.unsettled() == 0);
}

}  // namespace
}  // namespace acumage::tests
