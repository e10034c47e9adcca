// What an operator sees of a lane, hurries and gives up.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using verb = waiting_order::verb;

magento::answer locked() { return replied(400, R"({"message":"Could not save Prices."})"); }

TEST_CASE(
    "pipe: a parked price is listed with the store's words and when it is asked for next [SPEC 6 "
    "Parked]") {
  pipe node;
  node.store.unknown.insert("A");
  node.push("A", "1", 10);
  const auto rows = node.waiting().rows;
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].state == waiting_state::parked);
  CHECK(rows[0].version.stamp == 10);
  CHECK(rows[0].since_us == node.now_us());
  CHECK(rows[0].last_error.find("SKU = A") != std::string::npos);
  CHECK(rows[0].next_at.has_value());
}

TEST_CASE("pipe: a price that backs off is tried at once when it is told to") {
  pipe_options options;
  SUBCASE("continuous") {}
  SUBCASE("between two runs of the schedule") { options.schedule = {10s, 1s, 600s}; }
  options.retry.backoff_base = 300s;
  pipe node{options};
  node.advance(100ms);
  node.store.before = [](const auto&) { return locked(); };
  node.push("A", "1", 10);
  node.advance(20s);
  REQUIRE(node.store.requests.size() == 1);
  node.store.before = {};
  CHECK(node.waiting().rows.at(0).state == waiting_state::retrying);
  CHECK(node.order(verb::retry, {.key = "B*"}) == 0);
  CHECK(node.order(verb::retry, {.key = "a*", .state = waiting_state::retrying}) == 1);
  CHECK(node.store.prices["A"] == "1");
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: a parked price is sent when it is told to, whatever the look-up said") {
  pipe node;
  node.store.unknown.insert("A");
  node.push("A", "1", 10);
  node.store.unknown.clear();
  CHECK(node.order(verb::retry, {}) == 1);
  CHECK(node.store.prices["A"] == "1");
}

TEST_CASE("pipe: what an operator gives up is a letter with the words that came last") {
  pipe node;
  node.store.unknown.insert("PARKED");
  node.push("PARKED", "1", 10);
  node.store.before = [](const auto&) { return locked(); };
  node.push("RETRYING", "1", 10);
  node.pause();
  node.push("WAITING", "1", 10);
  CHECK(node.order(verb::fail, {}) == 3);
  CHECK(node.unsettled() == 0);
  CHECK(node.waiting().rows.empty());
  const auto letters = node.letters();
  REQUIRE(letters.size() == 3);
  for (const auto& letter : letters) {
    const auto& key = letter.change.what.key;
    CHECK(letter.reason ==
          (key == "PARKED" ? letter_class::unknown_record : letter_class::exhausted));
    CHECK(letter.error.find(key == "PARKED"     ? "SKU = PARKED"
                            : key == "RETRYING" ? "Could not save Prices."
                                                : "given up by an operator") != std::string::npos);
    CHECK(letter.request.empty() == (key == "WAITING"));
  }
  // The lane goes on with what comes.
  node.store.before = {};
  node.resume();
  node.push("WAITING", "2", 20);
  CHECK(node.store.prices["WAITING"] == "2");
}

TEST_CASE("pipe: a paused lane is not woken by an order, which holds when it is resumed") {
  pipe node;
  node.pause();
  node.push("A", "1", 10);
  CHECK(node.order(verb::retry, {}) == 1);
  CHECK(node.store.requests.empty());
  node.resume();
  CHECK(node.unsettled() == 0);
}

}  // namespace
}  // namespace acumage::tests
