// A request without an answer may be applied late: the store ends with the newest value all the same.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

/// The next requests get no answer, and are not applied yet.
void lose_next(pipe& node, int requests = 1) {
  node.store.before = [requests](const auto&) mutable -> std::optional<magento::answer> {
    if (requests-- <= 0) return std::nullopt;
    return broken(magento::carried::read_timeout);
  };
}

TEST_CASE("pipe: 12 after 10, and the lost 10 is applied after the 12: the store ends with 12") {
  pipe node;
  lose_next(node);
  node.push("A", "10", 10);
  node.push("A", "12", 20);
  node.advance(61s);
  CHECK(node.store.prices["A"] == "12");
  CHECK(node.unsettled() == 1);  // not settled before it is read back
  CHECK(node.lane().retrying == 1);
  CHECK(node.waiting().rows.at(0).state == waiting_state::resting);
  node.store.apply({{"A", "10"}});  // the store's worker was that slow
  CHECK(node.store.prices["A"] == "10");
  node.advance(60s);
  CHECK(node.store.prices["A"] == "12");
  CHECK(node.unsettled() == 0);
  CHECK(node.ends_of("A") ==
        std::vector<std::string>{"delivered", "superseded a newer version came"});
}

TEST_CASE("pipe: a newer price does not wait for the reading back, which begins anew after it") {
  pipe node;
  lose_next(node);
  node.push("A", "10", 10);
  node.advance(61s);
  CHECK(node.store.prices["A"] == "10");
  node.push("A", "12", 20);
  CHECK(node.store.prices["A"] == "12");
  node.advance(30s);
  node.store.apply({{"A", "10"}});
  node.advance(25s);
  CHECK(node.unsettled() == 1);
  node.advance(6s);
  CHECK(node.store.prices["A"] == "12");
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: without a settle time it is read back by the next drain") {
  pipe_options options;
  options.settle_time = 0ms;
  pipe node{options};
  lose_next(node);
  node.push("A", "10", 10);
  node.push("A", "12", 20);
  node.advance(2s);
  CHECK(node.store.prices["A"] == "12");
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: a restart before the reading back rests once more and sends the price again") {
  pipe node;
  lose_next(node);
  node.push("A", "10", 10);
  node.push("A", "12", 20);
  node.advance(61s);
  node.store.apply({{"A", "10"}});
  node.restart();
  node.advance(59s);
  CHECK(node.store.prices["A"] == "10");
  node.advance(2s);
  CHECK(node.store.prices["A"] == "12");
  node.advance(60s);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: a reading back that gets no answer is tried again after another rest") {
  pipe node;
  lose_next(node);
  node.push("A", "12", 10);
  node.advance(61s);
  node.store.prices["A"] = "10";
  lose_next(node);
  node.advance(60s);
  CHECK(node.store.prices["A"] == "10");
  CHECK(node.unsettled() == 1);
  node.advance(61s);
  CHECK(node.store.prices["A"] == "12");
  CHECK(node.unsettled() == 0);
}

TEST_CASE(
    "pipe: a price that used up its attempts unanswered rests before it is a letter [SPEC 6 "
    "Late]") {
  pipe_options options;
  options.retry.retry_count = 1;
  pipe node{options};
  lose_next(node, 3);  // three are an attempt
  node.push("A", "10", 10);
  node.advance(150s);
  CHECK(node.letters().empty());
  CHECK(node.waiting().rows.at(0).state == waiting_state::resting);
  SUBCASE("and is one then") {
    node.advance(31s);
    REQUIRE(node.letters().size() == 1);
    CHECK(node.letters()[0].reason == letter_class::poison);
    CHECK(node.letters()[0].attempts.size() == 1);
    CHECK_FALSE(node.letters()[0].request.empty());
  }
  SUBCASE("a newer one takes its place, with attempts of its own, and is not overwritten") {
    node.push("A", "12", 20);
    node.advance(10s);
    CHECK(node.store.prices.empty());
    node.store.apply({{"A", "10"}});
    node.advance(90s);
    CHECK(node.store.prices["A"] == "12");
    CHECK(node.letters().empty());
    CHECK(node.ends_of("A") ==
          std::vector<std::string>{"delivered", "superseded a newer version came"});
  }
  CHECK(node.unsettled() == 0);
}

TEST_CASE(
    "pipe: nothing older follows a letter that the store may have applied, and its replay does") {
  pipe_options options;
  options.retry.retry_count = 1;
  pipe node{options};
  node.store.before = [&, left = 3](const auto& rows) mutable -> std::optional<magento::answer> {
    if (left-- <= 0) return std::nullopt;
    node.store.apply(rows);
    return broken(magento::carried::read_timeout);
  };
  node.push("A", "10", 20);
  node.advance(181s);
  REQUIRE(node.letters().size() == 1);
  node.push("A", "9", 10);
  node.advance(10s);
  CHECK(node.store.prices["A"] == "10");
  CHECK(node.ends_of("A").at(0) == "superseded a newer version is known");
  node.restart();
  node.push("A", "8", 5);
  CHECK(node.store.prices["A"] == "10");
  node.store.prices["A"] = "7";  // by hand, in the shop
  node.replay();
  node.advance(10s);
  CHECK(node.store.prices["A"] == "10");
  CHECK(node.ends_of("A").at(0) == "delivered");
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: a newer price that came during the last attempt is sent after the rest") {
  pipe_options options;
  options.retry.retry_count = 1;
  pipe node{options};
  node.store.before = [&, left = 3](const auto&) mutable -> std::optional<magento::answer> {
    if (left-- <= 0) return std::nullopt;
    if (left == 0) node.push("A", "12", 20);
    return broken(magento::carried::read_timeout);
  };
  node.push("A", "10", 10);
  node.advance(5min);
  CHECK(node.store.prices["A"] == "12");
  CHECK(node.letters().empty());
  CHECK(node.unsettled() == 0);
}

}  // namespace
}  // namespace acumage::tests
