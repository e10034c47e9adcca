// An ERP restored from a backup: its time stamps fall back, and its changes count again when an operator
// says so.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using texts = std::vector<std::string>;

/// A row that was only in "Deleted".
change lone_removal(std::uint64_t stamp) {
  auto what = stock_change("LAMP-07", "EAST", "5", stamp);
  what.deleted = std::exchange(what.inserted, {});
  return what;
}

TEST_CASE("pipe: an older price is superseded, and delivered once the version is forgotten") {
  pipe node;
  node.push("A", "7", 20);
  node.push("B", "7", 20);
  node.push("A", "5", 10);
  node.push("B", "5", 10);
  CHECK(node.store.prices["A"] == "7");
  CHECK(node.forget("a*") == 1);
  node.push("A", "4", 11);
  node.push("B", "4", 11);
  CHECK(node.store.prices["A"] == "4");
  CHECK(node.store.prices["B"] == "7");
  CHECK(node.ends_of("A") ==
        texts{"delivered", "superseded a newer version is known", "delivered"});
  CHECK(node.ends_of("B") == texts{"superseded a newer version is known",
                                   "superseded a newer version is known", "delivered"});
  node.push("A", "3", 9);  // the gate stands again, where the restored ERP is
  CHECK(node.store.prices["A"] == "4");
}

TEST_CASE("pipe: the same price in an older version is sent, as nothing is known of the store") {
  pipe node;
  node.push("A", "7", 20);
  CHECK(node.forget("") == 1);
  node.push("A", "7", 10);
  CHECK(node.ends_of("A") == texts{"delivered", "delivered"});
}

TEST_CASE("pipe: what waits when versions are forgotten is delivered, and remembered in its own") {
  pipe node;
  node.pause();
  node.push("A", "7", 20);
  CHECK(node.forget("") == 1);  // it is remembered, though not delivered
  node.resume();
  node.push("A", "5", 10);
  CHECK(node.store.prices["A"] == "7");
  CHECK(node.forget("") == 1);
  node.push("A", "5", 11);
  CHECK(node.store.prices["A"] == "5");
}

TEST_CASE("inventory pipe: an older quantity is published once the versions are forgotten") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 20)});
  node.push_changes({stock_change("LAMP-07", "WEST", "2", 20)});
  node.push_changes({stock_change("LAMP-07", "EAST", "3", 10)});
  CHECK(node.store.quantities["LAMP-07@main"] == "7");
  CHECK(node.forget("LAMP-07@east") == 1);
  node.push_changes({stock_change("LAMP-07", "EAST", "3", 11)});
  node.push_changes({stock_change("LAMP-07", "WEST", "1", 11)});
  CHECK(node.store.applied["LAMP-07@main"] == texts{"5", "7", "5"});
  CHECK(node.ends_of("LAMP-07@EAST") ==
        texts{"delivered", "superseded a newer version is known", "delivered"});
  CHECK(node.ends_of("LAMP-07@WEST") == texts{"superseded a newer version is known", "delivered"});
  node.restart();
  node.push_changes({stock_change("LAMP-07", "EAST", "9", 10)});
  CHECK(node.store.quantities["LAMP-07@main"] == "5");
}

TEST_CASE("inventory pipe: a removal is no old half of a row whose version is forgotten") {
  pipe node{stock_options()};
  node.push_changes({stock_change("LAMP-07", "EAST", "5", 10)});
  node.push_changes({stock_change("LAMP-07", "EAST", "null", 20)});  // leaves nothing in the cell
  SUBCASE("not forgotten") {
    node.push_changes({lone_removal(15)});
    node.advance(3s);
    CHECK(node.store.quantities["LAMP-07@main"] == "5");
  }
  SUBCASE("forgotten") {
    CHECK(node.forget("lamp-*") == 1);
    node.push_changes({lone_removal(15)});
    node.advance(3s);
    CHECK(node.store.quantities["LAMP-07@main"] == "0");
  }
  SUBCASE("another was forgotten") {
    CHECK(node.forget("DESK-*") == 0);
    node.push_changes({lone_removal(15)});
    node.advance(3s);
    CHECK(node.store.quantities["LAMP-07@main"] == "5");
  }
}

TEST_CASE("pipe: that nearly all changes are outdated is noticed, until versions are forgotten") {
  pipe_options options;
  SUBCASE("prices") {}
  SUBCASE("quantities") { options = stock_options(); }
  pipe node{options};
  const auto push = [&](const std::string& figure, std::uint64_t stamp) {
    std::vector<change> rows;
    for (const auto* item : {"A", "B", "C", "D", "E"})
      rows.push_back(options.lane == entity::pricing ? price_change(item, figure, stamp)
                                                     : stock_change(item, "EAST", figure, stamp));
    node.push_changes(std::move(rows));
  };
  push("5", 100);
  for (std::uint64_t stamp = 1; stamp <= 9; ++stamp) {
    CHECK_FALSE(node.lane().outdated.nearly_all());
    push("4", stamp);
  }
  CHECK(node.lane().superseded == 45);
  CHECK(node.lane().outdated.nearly_all());
  CHECK(node.forget("") == 5);
  CHECK_FALSE(node.lane().outdated.nearly_all());
  push("4", 11);
  CHECK(node.lane().delivered == 10);
}

}  // namespace
}  // namespace acumage::tests
