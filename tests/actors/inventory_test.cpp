// Quantities through the whole pipe: which changes share a figure, and how each of them ends (SPEC 6, 7).
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using texts = std::vector<std::string>;
using sizes = std::vector<std::size_t>;

const texts delivered{"delivered"};
const texts outdated{"superseded a newer version is known"};

std::vector<change> items(std::size_t count, std::uint64_t stamp) {
  std::vector<change> all;
  for (std::size_t i = 0; i < count; ++i)
    all.push_back(stock_change("SKU-" + std::to_string(1000 + i), "EAST", "5", stamp));
  return all;
}

TEST_CASE("inventory pipe: threshold and batch count decide the requests (SPEC 6)") {
  struct line {
    std::size_t waiting, threshold, batch;
    sizes expected;
  };
  const std::vector<line> table{{50, 25, 25, {25, 25}},
                                {50, 25, 5, sizes(10, 5)},
                                {25, 25, 5, sizes(25, 1)},
                                {26, 25, 25, {25, 1}},
                                {3, 0, 100, {3}}};
  for (const auto& [waiting, threshold, batch, expected] : table) {
    CAPTURE(waiting);
    CAPTURE(batch);
    auto options = stock_options();
    options.plan = {threshold, batch};
    pipe node{options};
    node.pause();
    node.push_changes(items(waiting, 10));
    node.resume();
    CHECK(node.store.sizes() == expected);
    CHECK(node.unsettled() == 0);
  }
}

TEST_CASE("inventory pipe: cells of one figure are all delivered, in one request") {
  pipe node{stock_options()};
  node.pause();
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10),
                     stock_change("LAMP-07", "WEST", "7", 9),
                     stock_change("LAMP-07", "EAST/R1", "1", 11)});
  node.resume();
  CHECK(node.store.quantities["LAMP-07@main"] == "13");
  CHECK(node.store.sizes() == sizes{1});
  for (const auto* cell : {"LAMP-07@EAST", "LAMP-07@WEST", "LAMP-07@EAST/R1"})
    CHECK(node.ends_of(cell) == delivered);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: the history shows the key of the change and that of the delivery") {
  pipe node{stock_options()};
  node.pause();
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("LAMP-07", "WEST", "7", 9)});
  node.resume();
  for (const auto* cell : {"LAMP-07@EAST", "LAMP-07@WEST"}) {
    const auto ends = node.history(cell);
    REQUIRE(ends.size() == 1);
    CHECK(ends[0].key == cell);
    CHECK(ends[0].target == "LAMP-07@main");
  }
  CHECK(node.history("lamp-07@MAIN").size() == 2);
}

TEST_CASE("inventory pipe: a newer version of a waiting cell supersedes the older, and no other") {
  pipe node{stock_options()};
  node.pause();
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("LAMP-07", "WEST", "7", 11),
       stock_change("lamp-07", "East", "6", 12), stock_change("LAMP-07", "EAST", "4", 9)});
  node.resume();
  CHECK(node.store.applied["LAMP-07@main"] == texts{"13"});
  CHECK(node.ends_of("LAMP-07@WEST") == delivered);
  CHECK(node.ends_of("LAMP-07@EAST") == texts{"superseded a newer version is known", "delivered",
                                              "superseded a newer version came"});
}

TEST_CASE("inventory pipe: v9 of a cell after v10 of another is published, of the same it is not") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.push_changes({stock_change("LAMP-07", "WEST", "7", 9)});
  CHECK(node.store.quantities["LAMP-07@main"] == "12");
  node.push_changes({stock_change("LAMP-07", "EAST", "1", 9)});
  CHECK(node.store.applied["LAMP-07@main"] == texts{"5", "12"});
  CHECK(node.ends_of("LAMP-07@WEST") == delivered);
  CHECK(node.ends_of("LAMP-07@EAST") == texts{"superseded a newer version is known", "delivered"});
}

TEST_CASE("inventory pipe: what comes while its figure is in flight goes with the next request") {
  pipe node{stock_options()};
  node.store.before = [&, once = true](const auto&) mutable -> std::optional<magento::answer> {
    if (!std::exchange(once, false)) return std::nullopt;
    return replied(400, R"({"message":"Could not save Source Item"})");
  };
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  CHECK(node.lane().retrying == 1);
  node.push_changes({stock_change("LAMP-07", "WEST", "7", 11)});
  CHECK(node.store.applied["LAMP-07@main"] == texts{"12"});  // does not sit out the backoff
  CHECK(node.ends_of("LAMP-07@EAST") == delivered);
  CHECK(node.ends_of("LAMP-07@WEST") == delivered);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: keys with @ and / are divided at the source") {
  pipe node{stock_options()};
  node.push_changes(
      {stock_change("A@B/C", "EAST", "5", 10), stock_change("A@B/C", "NORTH", "2", 10)});
  CHECK(node.store.quantities ==
        std::map<std::string, std::string>{{"A@B/C@main", "5"}, {"A@B/C@wh_north", "2"}});
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: a warehouse that is not monitored is remembered, and sent nowhere") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "SOUTH", "5", 10)});
  CHECK(node.store.requests.empty());
  CHECK(node.ends_of("LAMP-07@SOUTH") == texts{"filtered warehouse not monitored"});
  CHECK(node.stats().unmapped.list().at(0).value == "SOUTH");
}

TEST_CASE("inventory pipe: a figure is held until each warehouse of its source was seen") {
  auto options = stock_options();
  options.stock.hold_incomplete = true;
  pipe node{options};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  CHECK(node.store.requests.empty());
  CHECK(node.ends_of("LAMP-07@EAST") == texts{"filtered incomplete"});
  node.push_changes({stock_update("LAMP-07", "WEST", "7", "7", 11)});  // no news, but the last one
  CHECK(node.store.applied["LAMP-07@main"] == texts{"12"});
  CHECK(node.unsettled() == 0);
}

TEST_CASE(
    "inventory pipe: both halves alike are filtered only when that was delivered last [SPEC 6 "
    "Unchanged]") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "10", 10)});
  node.push_changes({stock_update("LAMP-07", "EAST", "10", "10", 20)});
  CHECK(node.store.applied["LAMP-07@main"] == texts{"10"});
  CHECK(node.ends_of("LAMP-07@EAST") == texts{"filtered unchanged", "delivered"});
  // The notification of 10 -> 7 was lost; the next one shows another column's change.
  node.push_changes({stock_update("LAMP-07", "EAST", "7", "7", 30)});
  CHECK(node.store.applied["LAMP-07@main"] == texts{"10", "7"});
  SUBCASE("and it stays so after a restart") { node.restart(); }
  node.push_changes({stock_update("lamp-07", "EAST", "7.0", "7", 40)});
  CHECK(node.store.applied["LAMP-07@main"] == texts{"10", "7"});
  CHECK(node.lane().filtered_by().at("unchanged") >= 1);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: a figure that is delivered by another cell is the last one [SPEC 6]") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "10", 10)});
  node.push_changes({stock_change("LAMP-07", "WEST", "2", 10)});  // 12, by the other cell
  node.push_changes({stock_update("LAMP-07", "WEST", "0", "0", 20)});
  CHECK(node.store.applied["LAMP-07@main"] == texts{"10", "12", "10"});
}

TEST_CASE("inventory pipe: halves alike are compared when they leave, not before [SPEC 6]") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "7", 10)});
  node.pause();
  node.push_changes({stock_change("LAMP-07", "EAST", "10", 20)});
  node.push_changes({stock_update("LAMP-07", "EAST", "7", "7", 30)});
  node.resume();
  CHECK(node.store.applied["LAMP-07@main"] == texts{"7", "7"});  // the 10 was on its way
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: what the store may not hold is no last delivered quantity [SPEC 6]") {
  auto options = stock_options();
  options.retry.retry_count = 1;
  pipe node{options};
  node.push_changes({stock_change("LAMP-07", "EAST", "10", 10)});
  int breaks = 3;
  node.store.after = [&](const auto&) -> std::optional<magento::answer> {
    if (breaks == 0) return std::nullopt;
    --breaks;
    return broken(magento::carried::reset);  // 12 is in the store, and nobody knows
  };
  node.push_changes({stock_change("LAMP-07", "EAST", "12", 20)});
  node.advance(1h);
  REQUIRE(node.letters().size() == 1);
  node.push_changes({stock_update("LAMP-07", "EAST", "10", "10", 30)});
  node.advance(1h);
  CHECK(node.store.quantities["LAMP-07@main"] == "10");
}

TEST_CASE("inventory pipe: a row that makes no sense harms itself only") {
  pipe node{stock_options()};
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "\"1,234\"", 10), stock_change("LAMP-07", "WEST", "7", 10)});
  CHECK(node.store.quantities["LAMP-07@main"] == "7");
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].reason == letter_class::data);
  CHECK(node.letters()[0].change.what.key == "LAMP-07@EAST");
  node.push_changes({stock_change("LAMP-07", "EAST", "3", 11)});
  CHECK(node.letters().empty());  // overtaken by a newer change of its cell
  CHECK(node.store.quantities["LAMP-07@main"] == "10");
}

}  // namespace
}  // namespace acumage::tests
