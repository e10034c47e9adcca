// Figures whose newest change bears the key of the delivery itself, and those that are filtered as a whole.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using texts = std::vector<std::string>;

TEST_CASE("inventory pipe: a republish covers the changes that wait for its figure") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "1", 5)});
  node.pause();
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("LAMP-07", "WEST", "7", 9)});
  node.republish();
  SUBCASE("in one run") {}
  SUBCASE("with a restart") { node.restart(); }
  node.resume();
  CHECK(node.store.quantities["LAMP-07@main"] == "12");
  CHECK(node.store.requests.size() == 2);
  CHECK(node.ends_of("LAMP-07@WEST") == texts{"delivered"});
  CHECK(node.history("LAMP-07@WEST")[0].target == "LAMP-07@main");
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: a warehouse may bear the name of its source") {
  auto options = stock_options();
  options.stock.sources = {{"main", "main"}, {"west", "main"}};
  pipe node{options};
  node.pause();
  node.push_changes(
      {stock_change("LAMP-07", "WEST", "7", 9), stock_change("LAMP-07", "main", "5", 10)});
  node.resume();
  CHECK(node.store.quantities["LAMP-07@main"] == "12");
  CHECK(node.ends_of("LAMP-07@WEST") == texts{"delivered"});
  CHECK(node.unsettled() == 0);
}

TEST_CASE("inventory pipe: with unknown SKUs ignored, all changes of a figure are filtered") {
  auto options = stock_options();
  options.ignore_unknown = true;
  pipe node{options};
  node.store.unknown = {"LAMP-07"};
  node.pause();
  node.push_changes(
      {stock_change("LAMP-07", "EAST", "5", 10), stock_change("LAMP-07", "WEST", "7", 9)});
  node.resume();
  CHECK(node.ends_of("LAMP-07@EAST") == texts{"filtered unknown_sku"});
  CHECK(node.ends_of("LAMP-07@WEST") == texts{"filtered unknown_sku"});
  CHECK(node.unsettled() == 0);
}

}  // namespace
}  // namespace acumage::tests
