// A restart goes on from the journal: all unsettled changes are read and coalesced before any is sent.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

TEST_CASE(
    "pipe: price 10 delivered, 12 applied but the node killed before it knew, then 10 again") {
  pipe node;
  node.push("A", "10", 10);
  node.store.after = [](const auto&) { return broken(magento::carried::reset); };
  node.store.probe = broken(magento::carried::refused);
  node.push("A", "12", 20);
  CHECK(node.store.prices["A"] == "12");
  SUBCASE("the new 10 comes after the start") {
    node.pause();
    node.restart();
    node.push("A", "10", 30);
  }
  SUBCASE("the new 10 comes before the kill") {
    node.push("A", "10", 30);
    node.restart();
  }
  SUBCASE("12 is sent again after the start, then 10 comes") {
    node.store.after = {};
    node.store.probe.reset();
    node.restart();
    node.push("A", "10", 30);
  }
  node.store.after = {};
  node.store.probe.reset();
  node.resume();
  node.advance(2min);
  CHECK(node.store.prices["A"] == "10");
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: after a start one request carries what was left, each key once at its newest") {
  pipe_options options;
  options.plan = {0, 1000};
  pipe node{options};
  node.pause();
  for (std::uint64_t round = 1; round <= 3; ++round) node.push_all(300, round);
  node.restart();
  node.resume();
  CHECK(node.store.sizes() == std::vector<std::size_t>{300});
  CHECK(node.unsettled() == 0);
  const auto& lane = node.lane();
  CHECK(lane.resumed + lane.accepted + lane.replayed ==
        lane.delivered + lane.superseded + lane.filtered + lane.dead_lettered);
}

TEST_CASE("pipe: a delivered price is not sent again after a restart") {
  pipe node;
  node.push("A", "10", 10);
  node.restart();
  node.advance(5min);
  CHECK(node.store.requests.size() == 1);
  node.push("A", "10", 20);
  CHECK(node.store.requests.size() == 1);  // still known as delivered
}

TEST_CASE("pipe: a lone Deleted starts its window again after a restart [SPEC 5 Halves]") {
  pipe node;
  auto lone = price_change("A", "1", 10);
  lone.deleted = std::exchange(lone.inserted, "");
  node.push_changes({lone});
  node.advance(1900ms);
  node.restart();
  node.advance(1900ms);
  CHECK(node.unsettled() == 1);
  node.advance(100ms);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: a replayed letter survives a restart on its way [SPEC 9 Replay]") {
  pipe node;
  node.store.before = [](const auto&) { return replied(400, R"({"message":"Decoding error."})"); };
  node.push("A", "1", 10);
  REQUIRE(node.letters().size() == 1);
  node.store.before = {};
  node.pause();
  replay_job job;
  job.id = "job";
  job.total = 1;
  job.last_letter = node.letters()[0].id;
  REQUIRE(node.ledger().save_job(job).ok());
  node.graph().replay(job);
  node.advance(1s);
  CHECK(node.letters().empty());
  CHECK(node.unsettled() == 1);
  node.restart();
  node.resume();
  CHECK(node.store.prices["A"] == "1");
  CHECK(node.unsettled() == 0);
}

TEST_CASE(
    "pipe: a replay goes on after a restart, and gives no letter a second turn [SPEC 9 Replay]") {
  pipe node;
  node.store.before = [](const auto&) { return replied(400, R"({"message":"Decoding error."})"); };
  for (int i = 0; i < 4; ++i)
    node.push("A" + std::to_string(i), "1", 10U + static_cast<unsigned>(i));
  REQUIRE(node.letters().size() == 4);
  replay_job job;
  job.id = "job";
  job.total = 4;
  job.rate = 10;  // one a beat
  job.last_letter = node.letters().back().id;
  REQUIRE(node.ledger().save_job(job).ok());
  node.graph().replay(job);
  node.advance(150ms);
  const auto half = node.ledger().job();
  REQUIRE(half->state == job_state::running);
  REQUIRE(half->moved > 0);
  REQUIRE(half->moved < 4);
  node.restart();
  node.advance(5s);
  const auto over = node.ledger().job();
  CHECK(over->state == job_state::done);
  CHECK(over->moved == 4);
  CHECK(over->failed == 0);
  for (const auto& each : node.letters()) CHECK(each.replays == 1);
  CHECK(node.letters().size() == 4);
}

TEST_CASE("pipe: letters that moved before a crash kept the job from being counted are counted") {
  pipe node;
  node.store.before = [](const auto&) { return replied(400, R"({"message":"Decoding error."})"); };
  for (int i = 0; i < 3; ++i)
    node.push("A" + std::to_string(i), "1", 10U + static_cast<unsigned>(i));
  node.store.before = {};
  node.pause();
  replay_job job;
  job.id = "job";
  job.total = 3;
  job.last_letter = node.letters().back().id;
  REQUIRE(node.ledger().save_job(job).ok());
  node.graph().replay(job);
  node.advance(1s);
  REQUIRE(node.ledger().job()->moved == 3);
  REQUIRE(node.ledger().save_job(job).ok());  // as it was before the count
  node.restart();
  node.advance(1s);
  CHECK(node.ledger().job()->moved == 3);
  CHECK(node.ledger().job()->state == job_state::done);
}

}  // namespace
}  // namespace acumage::tests
