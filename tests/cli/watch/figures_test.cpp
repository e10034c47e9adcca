// Rates between two looks, and what becomes of them when a node is silent or begins to count anew.
#include "cli/watch/figures.hpp"
#include "tests/cli/watch/watched.hpp"

#include <doctest/doctest.h>

namespace acumage::watch {
namespace {

using namespace std::chrono_literals;
using tests::at;
using tests::node_figures;

client::stats_figures counted_to(double uptime, std::uint64_t accepted, std::uint64_t delivered) {
  auto figures = node_figures();
  figures.uptime_s = uptime;
  figures.lanes.front().accepted = accepted;
  figures.lanes.front().delivered = delivered;
  return figures;
}

const error nobody{errc::unavailable, "http://x: nothing listens there", {}};

TEST_CASE("watch: a rate is what was added between two looks, and there is none after one") {
  auto node = first_look(counted_to(100, 1000, 400), at(0));
  CHECK(node.rates.empty());
  node = after_look(node, counted_to(104, 1200, 410), at(4), 1s);
  CHECK(node.rates.at("pricing").accepted == doctest::Approx(50));
  CHECK(node.rates.at("pricing").delivered == doctest::Approx(2.5));
  CHECK(node.rates.at("inventory").accepted == 0);
  node = after_look(node, counted_to(106, 1200, 410), at(6), 1s);
  CHECK(node.rates.at("pricing").accepted == 0);
}

TEST_CASE("watch: a look that follows closely shows its figures, and changes no rate") {
  auto node = first_look(counted_to(100, 0, 0), at(0));
  node = after_look(node, counted_to(102, 100, 0), at(2), 500ms);
  node = after_look(node, counted_to(102, 101, 0), at(2.1), 500ms);
  CHECK(node.last.figures.lanes.front().accepted == 101);
  CHECK(node.rates.at("pricing").accepted == doctest::Approx(50));
  node = after_look(node, counted_to(103, 130, 0), at(3), 500ms);
  CHECK(node.rates.at("pricing").accepted == doctest::Approx(30));
}

TEST_CASE("watch: two looks at the same moment make no rate of infinity") {
  auto node = first_look(counted_to(100, 0, 0), at(0));
  node = after_look(node, counted_to(100, 7, 0), at(0), 0ms);
  CHECK(node.rates.empty());
}

TEST_CASE("watch: counters that fall back give no negative rate, and count from there") {
  auto node = first_look(counted_to(100, 1000, 1000), at(0));
  node = after_look(node, counted_to(101, 1010, 1000), at(1), 500ms);
  node = after_look(node, counted_to(1, 5, 0), at(3), 500ms);
  CHECK(node.rates.empty());
  node = after_look(node, counted_to(2, 9, 2), at(4), 500ms);
  CHECK(node.rates.at("pricing").accepted == doctest::Approx(4));
  // A restart whose counters have overtaken those of before.
  node = after_look(node, counted_to(1, 50, 20), at(5), 500ms);
  CHECK(node.rates.empty());
  // A reload begins to count anew, and the node runs on.
  node = after_look(node, counted_to(2, 3, 20), at(6), 500ms);
  CHECK(node.rates.count("pricing") == 0);
  CHECK(node.rates.count("inventory") == 1);
}

TEST_CASE("watch: a silent node keeps its last figures, and goes on when it answers") {
  auto node = first_look(counted_to(100, 1000, 0), at(0));
  node = after_look(node, nobody, at(1), 500ms);
  node = after_look(node, nobody, at(2), 500ms);
  REQUIRE(node.silent);
  CHECK(*node.silent == "http://x: nothing listens there");
  CHECK(node.last.figures.lanes.front().accepted == 1000);
  CHECK(node.last.at == at(0));
  node = after_look(node, counted_to(110, 1100, 0), at(10), 500ms);
  CHECK_FALSE(node.silent);
  CHECK(node.rates.at("pricing").accepted == doctest::Approx(10));
}

}  // namespace
}  // namespace acumage::watch
