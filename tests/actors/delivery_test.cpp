// The ordinary way: from the journal to the store, coalesced, in order, unchanged ones left out.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using ends = std::vector<std::string>;

TEST_CASE("pipe: an accepted price reaches the store and ends in the history") {
  pipe node;
  node.push("LAMP-07", "42.50", 10);
  CHECK(node.store.prices["LAMP-07"] == "42.5");
  CHECK(node.unsettled() == 0);
  CHECK(node.ends_of("LAMP-07") == ends{"delivered"});
  CHECK(node.lane().accepted == 1);
  CHECK(node.lane().delivered == 1);
  CHECK(node.lane().requests == 1);
}

TEST_CASE(
    "pipe: while a price waits a newer one replaces it, in whatever order they come [SPEC 6 "
    "Coalescing]") {
  pipe node;
  node.pause();
  node.push("LAMP-07", "1", 10);
  node.push("lamp-07", "3", 30);
  node.push("LAMP-07", "2", 20);
  CHECK(node.store.requests.empty());
  node.resume();
  CHECK(node.store.applied["LAMP-07"] == ends{"3"});
  CHECK(node.ends_of("lamp-07").size() == 3);
  CHECK(node.lane().superseded == 2);
  CHECK(node.lane().delivered == 1);
}

TEST_CASE("pipe: an older price after a newer one was delivered is superseded") {
  pipe node;
  node.push("LAMP-07", "12", 20);
  node.push("LAMP-07", "10", 10);
  CHECK(node.store.applied["LAMP-07"] == ends{"12"});
  CHECK(node.ends_of("LAMP-07") == ends{"superseded a newer version is known", "delivered"});
}

TEST_CASE(
    "pipe: a price equal to the one last delivered is filtered, and its version counts [SPEC 6 "
    "Unchanged]") {
  pipe node;
  node.push("LAMP-07", "12", 20);
  node.push("LAMP-07", "12.00001", 40);  // equal after rounding
  node.push("LAMP-07", "11", 30);        // older than the one that changed nothing
  CHECK(node.store.applied["LAMP-07"] == ends{"12"});
  CHECK(node.lane().filtered_by().at("unchanged") == 1);
  CHECK(node.lane().superseded == 1);
  node.push("LAMP-07", "13", 50);
  CHECK(node.store.prices["LAMP-07"] == "13");
}

TEST_CASE(
    "pipe: a row without the price neither supersedes nor advances the version [SPEC 5 Null]") {
  pipe node;
  node.push("LAMP-07", "null", 90);
  node.push("LAMP-07", "12", 20);
  CHECK(node.store.prices["LAMP-07"] == "12");
  CHECK(node.lane().filtered_by().at("no price") == 1);
}

TEST_CASE("pipe: a bad row becomes a letter and its neighbours go on [SPEC 5 Rows]") {
  pipe node;
  node.push_changes({price_change("A", "1", 1), price_change("B", "\"abc\"", 1),
                     price_change("", "3", 1), price_change("D", "4", 1)});
  CHECK(node.store.prices == std::map<std::string, std::string>{{"A", "1"}, {"D", "4"}});
  const auto letters = node.letters();
  REQUIRE(letters.size() == 2);
  CHECK(letters[0].reason == letter_class::data);
  CHECK(letters[0].error.find("\"abc\" is not a number") != std::string::npos);
  CHECK(letters[0].change.what.inserted.find("abc") != std::string::npos);
  CHECK(letters[0].request.empty());
  CHECK(letters[1].error.find("no SKU") != std::string::npos);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: a lone Deleted is a removal, filtered when its window is over") {
  pipe node;
  change lone = price_change("LAMP-07", "12", 20);
  lone.deleted = std::exchange(lone.inserted, "");
  node.push_changes({lone});
  CHECK(node.unsettled() == 1);
  node.advance(2s);
  CHECK(node.unsettled() == 0);
  CHECK(node.ends_of("LAMP-07") == ends{"filtered removed"});
  CHECK(node.store.requests.empty());
}

TEST_CASE("pipe: a lone Deleted whose Inserted comes in another notification is superseded") {
  pipe node;
  change lone = price_change("LAMP-07", "12", 20);
  lone.deleted = std::exchange(lone.inserted, "");
  SUBCASE("first the Deleted") {
    node.push_changes({lone});
    node.push("LAMP-07", "13", 20);
  }
  SUBCASE("first the Inserted") {
    node.push("LAMP-07", "13", 20);
    node.push_changes({lone});
  }
  node.advance(3s);
  CHECK(node.store.prices["LAMP-07"] == "13");
  CHECK(node.lane().superseded == 1);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: an exception in a rule is one change's letter `bug`") {
  pipe_options options;
  options.rule = [](const change& what) -> policy::ruling {
    if (what.key == "B") throw std::runtime_error{"on purpose"};
    return policy::publish{"1", {}};
  };
  pipe node{options};
  node.push_changes(
      {price_change("A", "1", 1), price_change("B", "1", 1), price_change("C", "1", 1)});
  CHECK(node.store.prices.size() == 2);
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].reason == letter_class::bug);
}

TEST_CASE("pipe: an entity without rules keeps its changes as letters") {
  pipe node;
  auto what = price_change("C000902", "1", 5);
  what.entity = entity::customer;
  node.push_changes({what});
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].error == "customer: not supported yet by this version");
  CHECK(node.letters()[0].reason == letter_class::data);
}

TEST_CASE("pipe: draining answers when all that was in flight is settled, and nothing new leaves") {
  pipe node;
  node.push("LAMP-07", "1", 10);
  node.pause();
  node.push("LAMP-07", "2", 20);
  CHECK(node.lane().waiting == 1);
  CHECK(node.unsettled() == 1);
  node.resume();
  CHECK(node.unsettled() == 0);
}

}  // namespace
}  // namespace acumage::tests
