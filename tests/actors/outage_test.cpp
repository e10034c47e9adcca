// An outage is not a failure: lanes hold, nothing is used up, sending resumes by itself (SPEC 2.5).
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

void outage(const magento::answer& sign) {
  pipe_options options;
  options.plan = {0, 10};
  pipe node{options};
  node.store.before = [&](const auto&) { return sign; };
  node.store.probe = sign;
  node.push_all(30, 10);
  for (std::uint64_t minute = 0; minute < 10; ++minute) {
    node.push("DURING", std::to_string(minute + 1), 20 + minute);
    node.advance(1min);
  }
  CHECK(node.letters().empty());
  CHECK(node.lane().attempts_failed == 0);
  CHECK(node.lane().delivered == 0);
  CHECK(node.lane().circuit == static_cast<std::uint8_t>(circuit_state::open));
  CHECK(node.store.requests.size() == 1);  // the others were not even tried
  CHECK(node.store.probes > 30);
  node.store.before = {};
  node.store.probe.reset();
  node.advance(15s);
  if (sign.how == magento::carried::read_timeout)
    node.advance(1min);  // late answers: those keys rest
  CHECK(node.store.prices.size() == 31);
  CHECK(node.store.prices["DURING"] == "10");
  CHECK(node.unsettled() == 0);
  CHECK(node.lane().circuit == static_cast<std::uint8_t>(circuit_state::closed));
}

TEST_CASE("pipe: the store is down [SPEC 6 Outage]") { outage(broken(magento::carried::refused)); }
TEST_CASE("pipe: the store's name is gone") { outage(broken(magento::carried::name_failed)); }
TEST_CASE("pipe: the store is in maintenance") { outage(maintenance()); }
TEST_CASE("pipe: the store refuses the credentials [SPEC 6 Outage]") { outage(unauthorised()); }
TEST_CASE("pipe: the address is wrong") {
  outage(replied(404, R"({"message":"Request does not match any route."})"));
}
TEST_CASE("pipe: the store code is wrong") {
  outage(replied(400, R"({"message":"Specified request cannot be processed."})"));
}
TEST_CASE("pipe: requests hang and so do probes") {
  outage(broken(magento::carried::read_timeout));
}

TEST_CASE("pipe: an idle lane asks its store, and shows whether it answers") {
  pipe_options options;
  options.check_interval = 60s;
  pipe node{options};
  node.run();
  CHECK(node.store.probes == 1);  // at once, so that the first display is true
  CHECK(node.lane().reached);
  node.advance(59s);
  CHECK(node.store.probes == 1);
  node.advance(1s);
  CHECK(node.store.probes == 2);
  node.store.probe = broken(magento::carried::refused);
  node.advance(60s);
  CHECK_FALSE(node.lane().reached);
  CHECK_FALSE(node.lane().last_error.get().empty());
  CHECK(node.circuit() == circuit_state::closed);  // the next delivery decides
  node.advance(15s);
  CHECK(node.store.probes == 4);  // as often as in an outage
  node.store.probe.reset();
  node.advance(15s);
  CHECK(node.lane().reached);
  CHECK(node.lane().last_error.get().empty());
  CHECK(node.lane().attempts_failed == 0);
}

TEST_CASE("pipe: a lane that hears from its store does not ask it as well") {
  pipe_options options;
  options.check_interval = 60s;
  pipe node{options};
  node.run();
  for (std::uint64_t minute = 0; minute < 5; ++minute) {
    node.push("A", std::to_string(minute), 10 + minute);
    node.advance(50s);
  }
  CHECK(node.store.probes == 1);
  node.advance(60s);
  CHECK(node.store.probes == 2);
}

TEST_CASE("pipe: an idle lane whose credentials are refused says so") {
  pipe_options options;
  options.check_interval = 60s;
  pipe node{options};
  node.store.probe = unauthorised();
  node.advance(60s);
  CHECK(node.lane().reached);
  CHECK(node.lane().refused);
  node.store.probe.reset();
  node.advance(15s);
  CHECK_FALSE(node.lane().refused);
}

TEST_CASE("pipe: what comes while an idle lane asks is sent afterwards") {
  pipe_options options;
  options.check_interval = 60s;
  pipe node{options};
  node.push("A", "1", 10);
  CHECK(node.store.probes == 1);
  CHECK(node.store.prices["A"] == "1");
  CHECK(node.balanced());
}

TEST_CASE(
    "pipe: Retry-After holds the lane, then all goes on: no probe, no attempt [SPEC 6 Attempts]") {
  pipe node;
  auto throttled = replied(429, R"({"message":"Too Many Requests"})");
  throttled.retry_after = 40s;
  node.store.before = [&](const auto&) { return throttled; };
  node.push("A", "1", 10);
  node.store.before = {};
  node.push("B", "1", 10);
  node.advance(39s);
  CHECK(node.store.requests.size() == 1);
  node.advance(1s);
  CHECK(node.store.prices.size() == 2);
  CHECK(node.store.probes == 0);
  CHECK(node.lane().attempts_failed == 0);
}

TEST_CASE("pipe: of two Retry-After to requests under way together, the longer one counts") {
  pipe_options options;
  options.concurrency = 2;
  options.plan = {0, 1};
  pipe node{options};
  auto wait = 40s;
  node.store.before = [&](const auto&) {
    auto throttled = replied(429, R"({"message":"Too Many Requests"})");
    throttled.retry_after = wait;
    wait = 10s;
    return throttled;
  };
  node.pause();
  node.push("A", "1", 10);
  node.push("B", "1", 10);
  node.resume();
  REQUIRE(node.store.requests.size() == 2);
  node.store.before = {};
  node.advance(39s);
  CHECK(node.store.requests.size() == 2);
  node.advance(1s);
  CHECK(node.store.prices.size() == 2);
}

TEST_CASE("pipe: the smaller of two row limits counts, in whatever order they come") {
  pipe_options options;
  options.concurrency = 2;
  options.plan = {0, 20};
  pipe node{options};
  std::size_t limit = 5;
  node.store.before = [&](const auto& rows) -> std::optional<magento::answer> {
    if (rows.size() <= limit) return std::nullopt;
    return replied(400,
                   R"({"message":"Maximum items of type \"%type\" is %max","parameters":{"max":")" +
                       std::to_string(std::exchange(limit, 10)) + "\"}}");
  };
  node.pause();
  node.push_all(40, 10);
  node.resume();
  REQUIRE(node.store.prices.size() == 40);
  node.store.requests.clear();
  node.pause();
  for (int i = 100; i < 140; ++i) node.push("SKU-0" + std::to_string(i), "7", 20);
  node.resume();
  CHECK(node.store.sizes() == std::vector<std::size_t>(8, 5));
}

TEST_CASE("pipe: one odd 503 while the store is well delays nothing but its own batch") {
  pipe node;
  bool once = true;
  node.store.before = [&](const auto&) -> std::optional<magento::answer> {
    if (!std::exchange(once, false)) return std::nullopt;
    return maintenance();
  };
  node.push("A", "1", 10);
  node.push("B", "1", 10);
  CHECK(node.store.prices.count("B") == 1);
  CHECK(node.lane().attempts_failed == 0);
  node.advance(1s);
  CHECK(node.store.prices.count("A") == 1);
  CHECK(node.store.probes == 1);
}

TEST_CASE(
    "pipe: a record that breaks the connection each time ends as `poison`, its neighbours arrive "
    "[SPEC 6 Suspects]") {
  pipe_options options;
  options.plan = {0, 100};
  pipe node{options};
  node.store.before = [](const auto& rows) -> std::optional<magento::answer> {
    for (const auto& row : rows)
      if (row.sku == "SKU-0003") return broken(magento::carried::reset);
    return std::nullopt;
  };
  node.pause();
  node.push_all(8, 10);
  node.resume();
  node.advance(1h);
  CHECK(node.store.prices.size() == 7);
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].reason == letter_class::poison);
  CHECK(node.unsettled() == 0);
}

TEST_CASE(
    "pipe: after an unknown outcome the key rests, then its newest value is sent [SPEC 6 Late]") {
  pipe node;
  bool once = true;
  node.store.after = [&](const auto&) -> std::optional<magento::answer> {
    if (!std::exchange(once, false)) return std::nullopt;
    return broken(magento::carried::read_timeout);
  };
  node.push("A", "1", 10);
  node.push("A", "2", 20);
  node.advance(59s);
  CHECK(node.store.applied["A"].size() == 1);
  node.advance(2s);
  CHECK(node.store.applied["A"] == std::vector<std::string>{"1", "2"});
}

TEST_CASE("pipe: what may have been applied is never taken for what was delivered before it") {
  pipe node;
  node.push("A", "10", 10);
  bool once = true;
  node.store.after = [&](const auto&) -> std::optional<magento::answer> {
    if (!std::exchange(once, false)) return std::nullopt;
    return broken(magento::carried::reset);  // 12 is applied, and the node does not know
  };
  node.push("A", "12", 20);
  CHECK(node.store.prices["A"] == "12");
  node.push("A", "10", 30);  // equal to the last one known as delivered
  node.advance(2min);
  CHECK(node.store.prices["A"] == "10");
}

TEST_CASE("pipe: parked records are not given up while the store cannot be asked") {
  pipe node;
  node.store.unknown.insert("A");
  node.push("A", "1", 10);
  node.store.probe = maintenance();  // look-ups and probes alike
  node.store.before = [](const auto&) { return maintenance(); };
  node.push("B", "1", 10);
  node.advance(30h);
  CHECK(node.letters().empty());
  CHECK(node.lane().parked == 1);
}

}  // namespace
}  // namespace acumage::tests
