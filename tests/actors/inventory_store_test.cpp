// What the store knows and does not know: SKUs, sources, late answers, and one bad row among many.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using texts = std::vector<std::string>;

std::string sku(std::size_t number) { return "SKU-" + std::to_string(1000 + number); }

std::vector<change> items(std::size_t count, const std::string& warehouse, std::uint64_t stamp) {
  std::vector<change> all;
  for (std::size_t i = 0; i < count; ++i)
    all.push_back(stock_change(sku(i), warehouse, "5", stamp));
  return all;
}

TEST_CASE("inventory pipe: an unknown SKU is parked, looked up, and delivered when it appears") {
  pipe node{stock_options()};
  node.store.unknown = {"LAMP-07"};
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("MUG-12", "EAST", "1", 10)});
  CHECK(node.lane().parked == 1);
  CHECK(node.store.quantities == std::map<std::string, std::string>{{"MUG-12@main", "1"}});
  node.push_changes({stock_change("LAMP-07", "WEST", "7", 11)});  // joins what is parked
  CHECK(node.lane().parked == 1);
  node.advance(6min);
  node.store.unknown.clear();
  node.advance(5min);
  CHECK(node.store.applied["LAMP-07@main"] == texts{"12"});
  CHECK(node.ends_of("LAMP-07@EAST") == texts{"delivered"});
  CHECK(node.ends_of("LAMP-07@WEST") == texts{"delivered"});
  CHECK(node.store.orphans == 0);
  const auto asked = node.store.lookups;
  node.push_changes({stock_change("LAMP-07", "EAST", "6", 12)});
  CHECK(node.store.lookups == asked);  // its SKU and its source are remembered
}

TEST_CASE("inventory pipe: each change of a record that never appears becomes a letter") {
  pipe node{stock_options()};
  node.store.unknown = {"LAMP-07"};
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("LAMP-07", "WEST", "7", 11)});
  node.advance(23h);
  CHECK(node.letters().empty());
  node.advance(65min);
  REQUIRE(node.letters().size() == 2);
  for (const auto& each : node.letters()) CHECK(each.reason == letter_class::unknown_record);
  CHECK(node.unsettled() == 0);
  CHECK(node.store.orphans == 0);
}

TEST_CASE(
    "inventory pipe: a source that the store lacks holds the lane after some twenty letters") {
  auto options = stock_options();
  options.plan = {0, 500};
  pipe node{options};
  node.store.sources = {"main"};
  node.pause();
  node.push_changes(items(100, "NORTH", 10));
  node.resume();
  CHECK(node.store.requests.empty());  // known before anything is written
  CHECK(node.circuit() == circuit_state::held);
  CHECK(node.letters().size() == 20);
  for (const auto& each : node.letters()) CHECK(each.reason == letter_class::unmapped);
  node.advance(10min);
  CHECK(node.letters().size() == 20);
  node.store.sources = {"main", "wh_north"};
  node.advance(1min);
  CHECK(node.circuit() == circuit_state::closed);
  CHECK(node.store.quantities.size() == 80);
  CHECK(node.unsettled() == 0);
  node.replay();
  CHECK(node.store.quantities.size() == 100);
  CHECK(node.letters().empty());
}

TEST_CASE(
    "inventory pipe: a source that was removed is found out when the remembered ones expire") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "NORTH", "5", 10)});
  node.store.sources = {"main"};
  node.advance(6min);
  node.push_changes({stock_change("LAMP-07", "NORTH", "4", 11)});
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].reason == letter_class::unmapped);
  CHECK(node.store.requests.size() == 1);
}

TEST_CASE("inventory pipe: a batch of 500 with one bad row finds it in 19 requests") {
  auto options = stock_options();
  options.plan = {0, 500};
  pipe node{options};
  const auto bad = sku(123) + "@main";
  node.store.before = [&](const std::vector<sent_row>& rows) -> std::optional<magento::answer> {
    const auto is_bad = [&](const sent_row& row) { return row.sku == bad; };
    if (std::none_of(rows.begin(), rows.end(), is_bad)) return std::nullopt;
    return replied(400, R"({"message":"Validation Failed: \"quantity\" should be numeric."})");
  };
  node.pause();
  node.push_changes(items(500, "EAST", 10));
  node.resume();
  CHECK(node.store.quantities.size() == 499);
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].change.what.key == sku(123) + "@EAST");
  CHECK(node.letters()[0].reason == letter_class::data);
  CHECK(node.letters()[0].attempts.size() == 1);
  CHECK(node.store.requests.size() <= 19);  // the whole, then two halves at each of nine levels
  CHECK(node.store.lookups == 7);  // sources and prices once, how SKUs are spelt by the hundred
  CHECK(node.unsettled() == 0);
}

TEST_CASE(
    "inventory pipe: a lost quantity that the store applies late is read back and sent again") {
  pipe node{stock_options()};
  node.store.before = [once = true](const auto&) mutable -> std::optional<magento::answer> {
    if (!std::exchange(once, false)) return std::nullopt;
    return broken(magento::carried::read_timeout);
  };
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.push_changes({stock_change("LAMP-07", "WEST", "7", 11)});
  node.advance(61s);
  CHECK(node.store.quantities["LAMP-07@main"] == "12");
  CHECK(node.unsettled() == 2);
  SUBCASE("it is applied late") {
    node.store.apply_stock({{"LAMP-07@main", "5"}});
    node.advance(60s);
    CHECK(node.store.applied["LAMP-07@main"] == texts{"12", "5", "12"});
  }
  SUBCASE("it never is") {
    node.advance(60s);
    CHECK(node.store.applied["LAMP-07@main"] == texts{"12"});  // read back only
  }
  CHECK(node.unsettled() == 0);
  CHECK(node.ends_of("LAMP-07@EAST") == texts{"delivered"});
  CHECK(node.ends_of("LAMP-07@WEST") == texts{"delivered"});
}

TEST_CASE("inventory pipe: an outage of the look-ups holds the lane, and writes no letter") {
  pipe node{stock_options()};
  node.store.look_up = [](const auto&) { return maintenance(); };
  node.store.probe = maintenance();
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.advance(30min);
  CHECK(node.circuit() == circuit_state::open);
  CHECK(node.letters().empty());
  CHECK(node.unsettled() == 1);
  node.store.look_up = {};
  node.store.probe.reset();
  node.advance(1min);
  CHECK(node.store.quantities["LAMP-07@main"] == "5");
  CHECK(node.unsettled() == 0);
}

}  // namespace
}  // namespace acumage::tests
