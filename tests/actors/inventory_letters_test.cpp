// Figures that are worked out anew: replayed letters, vendors' stock, republish, baselines.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using texts = std::vector<std::string>;

std::optional<magento::answer> refuse(const std::vector<sent_row>&) {
  return replied(400, R"({"message":"Validation Failed"})");
}

change baseline_row(const std::string& item, const std::string& place, const std::string& quantity,
                    std::uint64_t stamp) {
  auto what = stock_change(item, place, quantity, stamp);
  what.kind = change_kind::baseline;
  return what;
}

change baseline_mark(change_kind kind) {
  change what;
  what.entity = entity::inventory;
  what.kind = kind;
  return what;
}
change baseline_end() { return baseline_mark(change_kind::baseline_end); }

TEST_CASE("inventory pipe: a replayed letter is worked out anew from what is remembered") {
  pipe node{stock_options()};
  node.store.before = refuse;
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  REQUIRE(node.letters().size() == 1);
  node.store.before = {};
  node.push_changes({stock_change("LAMP-07", "WEST", "7", 11)});
  CHECK(node.letters().size() == 1);  // of another cell
  CHECK(node.store.applied["LAMP-07@main"] == texts{"12"});
  node.replay();
  CHECK(node.store.applied["LAMP-07@main"] == texts{"12", "12"});
  CHECK(node.letters().empty());
  CHECK(node.ends_of("LAMP-07@EAST").front() == "delivered");
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: a letter is superseded when a newer change of its cell is delivered") {
  pipe node{stock_options()};
  node.store.before = refuse;
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("LAMP-07", "WEST", "7", 10)});
  REQUIRE(node.letters().size() == 2);
  node.store.before = {};
  node.push_changes({stock_change("LAMP-07", "EAST", "6", 11)});
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].change.what.key == "LAMP-07@WEST");
  CHECK(node.store.quantities["LAMP-07@main"] == "13");
}

TEST_CASE(
    "inventory pipe: the figure of a separate vendor source has an entry and an end of its own") {
  auto options = stock_options();
  options.stock.vendors = policy::vendor_preference::separate;
  options.stock.vendor_source = "vendors";
  pipe node{options};
  auto row = stock_change("LAMP-07", "EAST", "5", 10);
  row.inserted.insert(row.inserted.size() - 1,
                      R"(,"VendorID":"V1","QuantityAtVendor":10,"AvailableForSale":50)");
  SUBCASE("in one run") { node.push_changes({row}); }
  SUBCASE("with a restart before anything has left") {
    node.pause();
    node.push_changes({row});
    node.restart();
    node.resume();
  }
  CHECK(node.store.quantities ==
        std::map<std::string, std::string>{{"LAMP-07@main", "5"}, {"LAMP-07@vendors", "5"}});
  CHECK(node.ends_of("LAMP-07@EAST") == texts{"delivered"});
  for (const auto& each : node.ends_of("LAMP-07@vendors"))
    CHECK((each == "delivered" || each == "superseded a newer version came"));
  CHECK(node.unsettled() == 0);
  CHECK(node.lane().replayed >= 1);  // the entry of its own
}

TEST_CASE(
    "inventory pipe: republish sends what is remembered, whatever was last delivered [SPEC 7 "
    "Memory]") {
  pipe node{stock_options()};
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("LAMP-07", "NORTH", "2", 10)});
  node.store.quantities.clear();
  node.republish();
  CHECK(node.store.quantities ==
        std::map<std::string, std::string>{{"LAMP-07@main", "5"}, {"LAMP-07@wh_north", "2"}});
  CHECK(node.ends_of("LAMP-07@wh_north").size() == 2);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: republish does not send a figure that is held") {
  auto options = stock_options();
  options.stock.hold_incomplete = true;
  pipe node{options};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.republish();
  CHECK(node.store.requests.empty());
  CHECK(node.ends_of("LAMP-07@main").front() == "filtered incomplete");
  node.push_changes({stock_change("LAMP-07", "WEST", "7", 11)});
  CHECK(node.store.quantities["LAMP-07@main"] == "12");
}

TEST_CASE(
    "inventory pipe: a baseline fills the memory, and its end releases what was held [SPEC 7 "
    "Memory]") {
  auto options = stock_options();
  options.stock.hold_incomplete = true;
  pipe node{options};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.push_changes(
      {baseline_row("MUG-12", "EAST", "1", 11), baseline_row("MUG-12", "WEST", "2", 11)});
  CHECK(node.store.requests.empty());
  SUBCASE("in one run") {}
  SUBCASE("with a restart before its end") { node.restart(); }
  node.push_changes({baseline_end()});
  SUBCASE("with a restart after its end") { node.restart(); }
  CHECK(node.store.quantities == std::map<std::string, std::string>{{"LAMP-07@main", "5"}});
  node.push_changes({stock_change("MUG-12", "EAST", "4", 12)});
  CHECK(node.store.quantities["MUG-12@main"] == "6");
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: a baseline that was broken off vouches for no warehouse") {
  auto options = stock_options();
  options.stock.hold_incomplete = true;
  pipe node{options};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.push_changes({baseline_row("MUG-12", "WEST", "2", 11)});  // … and then its sender died
  node.push_changes({baseline_mark(change_kind::baseline_begin),
                     baseline_row("MUG-12", "EAST", "1", 12), baseline_end()});
  CHECK(node.store.requests.empty());  // LAMP-07 was never seen in WEST
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: what a baseline's end releases while the lane is paused is sent later") {
  auto options = stock_options();
  options.stock.hold_incomplete = true;
  pipe node{options};
  node.pause();
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.push_changes({baseline_row("MUG-12", "WEST", "2", 11), baseline_end()});
  node.restart();
  node.resume();
  CHECK(node.store.quantities["LAMP-07@main"] == "5");
  CHECK(node.unsettled() == 0);
}

}  // namespace
}  // namespace acumage::tests
