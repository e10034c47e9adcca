// Requests that are refused as a whole: how many it takes until each row has its own answer.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

bool names(const std::vector<sent_row>& rows, const std::string& sku) {
  return std::any_of(rows.begin(), rows.end(), [&](const sent_row& row) { return row.sku == sku; });
}

/// 500 prices in one batch.
struct big_batch {
  explicit big_batch(store_double::fault fault) {
    node.store.before = std::move(fault);
    node.pause();
    node.push_all(500, 10);
    node.resume();
  }
  pipe node{[] {
    pipe_options options;
    options.plan = {0, 500};
    return options;
  }()};
};

TEST_CASE("pipe: a lock of half a minute costs few requests, no attempts to speak of, no letter") {
  const auto* words = "Could not save Prices.";
  SUBCASE("of the price tables") { words = "Could not save Prices."; }
  SUBCASE("of the source items") { words = "Could not save Source Item"; }
  big_batch locked{
      [&](const auto&) { return replied(400, R"({"message":")" + std::string{words} + "\"}"); }};
  auto& node = locked.node;
  node.advance(30s);
  CHECK(node.circuit() == circuit_state::held);
  const auto while_locked = node.store.requests.size();
  CHECK(while_locked <= 20);
  node.store.before = {};
  node.advance(30s);
  CHECK(node.store.requests.size() - while_locked <= 10);
  CHECK(node.lane().delivered == 500);
  CHECK(node.letters().empty());
  CHECK(node.lane().attempts_failed <= 3);
}

TEST_CASE("pipe: a short lock is waited for by the batch as a whole") {
  big_batch locked{[](const auto&) { return replied(400, R"({"message":"x","code":1213})"); }};
  locked.node.store.before = {};
  locked.node.advance(1s);
  CHECK(locked.node.store.sizes() == std::vector<std::size_t>{500, 500});
  CHECK(locked.node.lane().delivered == 500);
}

TEST_CASE("pipe: one record behind a lock's words is found by halves, and is a letter at last") {
  big_batch one_bad{[](const auto& rows) -> std::optional<magento::answer> {
    if (!names(rows, "SKU-0077")) return std::nullopt;
    return replied(400, R"({"message":"Could not save Source Item"})");
  }};
  auto& node = one_bad.node;
  node.advance(1min);
  CHECK(node.lane().delivered == 499);
  CHECK(node.circuit() == circuit_state::closed);
  // Three as a whole, halves, and the record's own three.
  CHECK(node.store.requests.size() <= 3 + 2 * 9 + 2);
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].reason == letter_class::exhausted);
  CHECK(node.letters()[0].attempts.size() == 3);
}

TEST_CASE(
    "pipe: with a refusal among them 499 of 500 arrive at once, the bad one is a letter at once") {
  big_batch one_bad{[](const auto& rows) -> std::optional<magento::answer> {
    if (!names(rows, "SKU-0500")) return std::nullopt;
    return replied(400, R"({"message":"Validation Failed: something"})");
  }};
  CHECK(one_bad.node.lane().delivered == 499);
  CHECK(one_bad.node.store.requests.size() <= 2 * 9 + 2);
  CHECK(one_bad.node.letters().size() == 1);
}

TEST_CASE("pipe: a body limit without a number is found by halves, and remembered") {
  big_batch large{[](const auto& rows) -> std::optional<magento::answer> {
    if (rows.size() <= 100) return std::nullopt;
    return replied(413, "<html>Request Entity Too Large</html>", "text/html");
  }};
  auto& node = large.node;
  CHECK(node.lane().delivered == 500);
  CHECK(node.lane().attempts_failed == 0);
  node.pause();
  node.store.requests.clear();
  node.push_all(500, 20);
  for (int i = 100; i < 400; ++i) node.push("NEW-" + std::to_string(i), "7", 20);
  node.resume();
  for (const auto rows : node.store.sizes()) CHECK(rows <= 100);
  CHECK(node.lane().delivered == 800);
}

TEST_CASE("pipe: a row that is too large by itself is a letter") {
  pipe node;
  node.store.before = [](const auto&) { return replied(413, "too large", "text/html"); };
  node.push("A", "1", 10);
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].status == 413);
  CHECK(node.store.requests.size() == 1);
}

TEST_CASE("pipe: a look-up does not wait for all pieces of a split") {
  pipe_options options;
  options.plan = {0, 100};
  options.retry = {3, 599'900ms, 599'900ms};  // half of it is drawn: due just before the look-up
  pipe node{options};
  node.store.unknown.insert("PARKED");
  node.push("PARKED", "1", 10);
  node.store.before = [](const auto&) {
    return replied(400, R"({"message":"Could not save Prices."})");
  };
  node.pause();
  node.push_all(40, 10);
  node.resume();
  std::vector<std::size_t> lookups;
  node.store.before = [&](const auto& rows) -> std::optional<magento::answer> {
    lookups.push_back(node.store.lookups);
    if (!names(rows, "SKU-0040")) return std::nullopt;
    return replied(400, R"({"message":"Validation Failed: something"})");
  };
  node.advance(5min);
  REQUIRE(lookups.size() > 10);
  CHECK(lookups[0] == 0);
  CHECK(lookups[1] == 1);
  CHECK(node.lane().delivered == 39);
}

TEST_CASE("pipe: a poison record among 30 is found with a bounded number of requests") {
  pipe_options options;
  options.plan = {0, 100};
  pipe node{options};
  std::size_t broken_ones = 0;
  node.store.before = [&](const auto& rows) -> std::optional<magento::answer> {
    if (!names(rows, "SKU-0017")) return std::nullopt;
    ++broken_ones;
    return broken(magento::carried::reset);
  };
  node.pause();
  node.push_all(30, 10);
  node.resume();
  node.advance(20min);
  CHECK(node.store.prices.size() == 29);
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].reason == letter_class::poison);
  CHECK(node.letters()[0].attempts.size() == 3);
  CHECK(node.unsettled() == 0);
  // Three times whole, four times in halves, and alone three times for each of three attempts.
  CHECK(broken_ones == 3 + 4 + 9);
  CHECK(node.store.probes == broken_ones);
  // The others go once with their half, and are read back once, together.
  CHECK(node.store.requests.size() <= broken_ones + 5 + 5);
}

}  // namespace
}  // namespace acumage::tests
