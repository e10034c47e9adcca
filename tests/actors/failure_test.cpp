// What the store refuses: parked, tried again, split, kept as letters; and letters replayed.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

magento::answer contended() { return replied(400, R"({"message":"Could not save Prices."})"); }

bool names(const std::vector<sent_row>& rows, const std::string& sku) {
  return std::any_of(rows.begin(), rows.end(), [&](const sent_row& row) { return row.sku == sku; });
}

replay_job job_over(const letter_filter& filter, std::size_t letters) {
  replay_job job;
  job.id = "job";
  job.filter = filter;
  job.total = letters;
  job.last_letter = 1'000'000;
  return job;
}

TEST_CASE("pipe: 499 of 500 prices are delivered by one request, the unknown SKU is parked") {
  pipe_options options;
  options.plan = {25, 500};
  pipe node{options};
  node.store.unknown.insert("SKU-0250");
  node.pause();
  node.push_all(500, 10);
  node.resume();
  CHECK(node.store.sizes() == std::vector<std::size_t>{500});
  CHECK(node.lane().delivered == 499);
  CHECK(node.lane().parked == 1);
  CHECK(node.letters().empty());
  CHECK(node.lane().attempts_failed == 0);

  SUBCASE("after the park limit it is a letter with the store's words") {
    node.advance(24h + 5min);
    REQUIRE(node.letters().size() == 1);
    const auto letter = node.letters()[0];
    CHECK(letter.reason == letter_class::unknown_record);
    CHECK(letter.error.find("Invalid attribute SKU = SKU-0250") != std::string::npos);
    CHECK(letter.request == R"({"prices":[{"price":250,"store_id":0,"sku":"SKU-0250"}]})");
    CHECK(letter.status == 200);
    CHECK(node.store.requests.size() == 1);  // asked for, never sent again
    CHECK(node.unsettled() == 0);
  }
  SUBCASE("once the store knows it, it is sent") {
    node.store.unknown.clear();
    node.advance(5min);
    CHECK(node.store.prices["SKU-0250"] == "250");
    CHECK(node.unsettled() == 0);
  }
  SUBCASE("a newer price while it is parked replaces the parked one") {
    node.push("SKU-0250", "9", 20);
    CHECK(node.store.requests.size() == 1);
    node.store.unknown.clear();
    node.advance(5min);
    CHECK(node.store.applied["SKU-0250"] == std::vector<std::string>{"9"});
    CHECK(node.unsettled() == 0);
  }
}

TEST_CASE("pipe: with unknown_sku = ignore an unknown SKU is filtered") {
  pipe_options options;
  options.ignore_unknown = true;
  pipe node{options};
  node.store.unknown.insert("A");
  node.push("A", "1", 10);
  CHECK(node.lane().filtered_by().at("unknown_sku") == 1);
  CHECK(node.unsettled() == 0);
  node.store.unknown.clear();
  node.push("A", "1", 20);  // nothing was delivered before: it is sent
  CHECK(node.store.prices["A"] == "1");
}

TEST_CASE(
    "pipe: a lone record gets R attempts with growing pauses, then it is a letter `exhausted` "
    "[SPEC 6 Attempts]") {
  pipe node;
  node.store.before = [](const auto&) { return contended(); };
  node.push("A", "1", 10);
  CHECK(node.store.requests.size() == 1);
  node.advance(400ms);
  CHECK(node.store.requests.size() == 1);  // half of 1 s: the draw is 0.5
  node.advance(100ms);
  CHECK(node.store.requests.size() == 2);
  node.advance(900ms);
  CHECK(node.store.requests.size() == 2);
  node.advance(100ms);
  CHECK(node.store.requests.size() == 3);
  node.advance(1h);
  CHECK(node.store.requests.size() == 3);
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].reason == letter_class::exhausted);
  CHECK(node.letters()[0].attempts.size() == 3);
  CHECK(node.letters()[0].error.find("Could not save Prices.") != std::string::npos);
  CHECK(node.unsettled() == 0);
}

TEST_CASE("pipe: other keys go on while one backs off") {
  pipe node;
  node.store.before = [](const auto& rows) -> std::optional<magento::answer> {
    if (names(rows, "A")) return contended();
    return std::nullopt;
  };
  node.push("A", "1", 10);
  node.push("B", "1", 10);
  CHECK(node.store.prices.count("B") == 1);
  CHECK(node.lane().retrying == 1);
}

TEST_CASE("pipe: the deadlock family is tried again as the same batch, nobody's attempt") {
  pipe_options options;
  options.plan = {0, 100};
  pipe node{options};
  node.store.before = [](const auto&) { return contended(); };
  node.pause();
  node.push_all(8, 10);
  node.resume();
  CHECK(node.store.sizes() == std::vector<std::size_t>{8});
  node.advance(1s);
  CHECK(node.store.sizes() == std::vector<std::size_t>{8, 8});
  node.store.before = {};
  node.advance(2s);
  CHECK(node.store.sizes() == std::vector<std::size_t>{8, 8, 8});
  CHECK(node.lane().delivered == 8);
  CHECK(node.lane().attempts_failed == 0);
}

TEST_CASE("pipe: a permanent refusal is split until the bad record stands alone [SPEC 6 Parts]") {
  pipe_options options;
  options.plan = {0, 500};
  pipe node{options};
  node.store.before = [](const auto& rows) -> std::optional<magento::answer> {
    if (!names(rows, "SKU-0077")) return std::nullopt;
    return replied(400, R"({"message":"Validation Failed: something"})");
  };
  node.pause();
  node.push_all(500, 10);
  node.resume();
  CHECK(node.lane().delivered == 499);
  CHECK(node.store.requests.size() <= 2 * 9 + 2);
  REQUIRE(node.letters().size() == 1);
  CHECK(node.letters()[0].change.what.key == "SKU-0077");
  CHECK(node.letters()[0].reason == letter_class::data);
  CHECK(node.letters()[0].attempts.size() == 1);
}

TEST_CASE("pipe: an array limit of the store is obeyed and remembered [SPEC 6 Parts]") {
  pipe_options options;
  options.plan = {0, 100};
  pipe node{options};
  node.store.before = [](const auto& rows) -> std::optional<magento::answer> {
    if (rows.size() <= 20) return std::nullopt;
    return replied(400, R"({"message":"Maximum items of type \"%type\" is %max",)"
                        R"("parameters":{"type":"X","max":20}})");
  };
  node.pause();
  node.push_all(50, 10);
  node.resume();
  CHECK(node.store.sizes() == std::vector<std::size_t>{50, 20, 20, 10});
  node.pause();
  node.push_all(50, 20);
  for (int i = 51; i < 75; ++i) node.push("SKU-00" + std::to_string(i), "7", 20);
  node.store.requests.clear();
  node.resume();
  CHECK(node.store.sizes() == std::vector<std::size_t>{20, 4});
}

TEST_CASE("pipe: a replayed letter goes again, keeps its id, and gets fresh attempts") {
  pipe node;
  node.store.before = [](const auto&) { return contended(); };
  node.push("A", "1", 10);
  node.advance(1min);
  REQUIRE(node.letters().size() == 1);
  const auto id = node.letters()[0].id;
  SUBCASE("it fails once more") {
    node.graph().replay(job_over({}, 1));
    node.advance(1min);
    REQUIRE(node.letters().size() == 1);
    CHECK(node.letters()[0].id == id);
    CHECK(node.letters()[0].replays == 1);
    CHECK(node.letters()[0].attempts.size() == 6);
  }
  SUBCASE("it is delivered") {
    node.store.before = {};
    node.graph().replay(job_over({}, 1));
    node.advance(1s);
    CHECK(node.letters().empty());
    CHECK(node.store.prices["A"] == "1");
    const auto letter = node.ledger().letter(id);
    REQUIRE(letter.ok());
    CHECK(letter->state == letter_state::resolved);
  }
  CHECK(node.unsettled() == 0);
  const auto& lane = node.lane();
  CHECK(lane.accepted + lane.resumed + lane.replayed ==
        lane.delivered + lane.superseded + lane.filtered + lane.dead_lettered);
}

TEST_CASE(
    "pipe: an old letter replayed after a newer price was delivered is superseded [SPEC 9 "
    "Overtaken]") {
  pipe node;
  node.store.before = [](const auto&) { return contended(); };
  node.push("A", "10", 10);
  node.advance(1min);
  REQUIRE(node.letters().size() == 1);
  const auto id = node.letters()[0].id;
  node.store.before = {};
  node.push("A", "12", 20);
  CHECK(node.store.prices["A"] == "12");
  CHECK(node.letters().empty());  // superseded by itself when the newer one was delivered
  letter_filter any;
  any.state.reset();
  any.ids = {id};
  node.graph().replay(job_over(any, 1));
  node.advance(1s);
  CHECK(node.store.prices["A"] == "12");
  CHECK(node.ledger().letter(id)->state == letter_state::superseded);
}

TEST_CASE(
    "pipe: force sends a letter that a newer delivery has closed, and a job says the rest [SPEC "
    "9]") {
  pipe node;
  node.store.before = [](const auto& rows) {
    std::string failures;
    for (const auto& row : rows)
      failures += std::string{failures.empty() ? "" : ","} +
                  R"({"message":"Requested store is not found. Row ID: SKU = %SKU, )" +
                  R"(Store ID: %storeId.","parameters":[")" + row.sku + R"(","99"]})";
    return replied(200, "[" + failures + "]");
  };
  for (const auto* sku : {"A", "B", "C"}) node.push(sku, "10", 10);
  node.advance(1min);
  REQUIRE(node.letters().size() == 3);
  const auto a = node.letters()[0].id;
  const auto b = node.letters()[1].id;
  const auto c = node.letters()[2].id;
  node.store.before = {};
  node.push("A", "12", 20);
  letter_filter one;
  one.ids = {b};
  REQUIRE(node.ledger().close_letters(one, letter_state::resolved, "", 1).ok());
  letter_filter named;
  named.state.reset();
  named.ids = {a, b, c};
  auto job = job_over(named, 3);
  SUBCASE("without force") {
    node.graph().replay(job);
    node.advance(1s);
    CHECK(node.store.prices["A"] == "12");
    const auto done = *node.ledger().job();
    CHECK(done.moved == 1);
    CHECK(done.superseded == 1);
    CHECK(done.failed == 1);
    REQUIRE(done.unmoved.size() == 2);
    CHECK(done.unmoved[0].id == a);
    CHECK(done.unmoved[0].why.find("superseded") != std::string::npos);
    CHECK(done.unmoved[1].id == b);
    CHECK(done.unmoved[1].why.find("resolved") != std::string::npos);
    CHECK(done.unmoved[1].why.find("reopen") != std::string::npos);
  }
  SUBCASE("with force") {
    job.force = true;
    node.graph().replay(job);
    node.advance(1s);
    CHECK(node.store.prices["A"] == "10");
    const auto done = *node.ledger().job();
    CHECK(done.moved == 2);
    CHECK(done.failed == 1);
    REQUIRE(done.unmoved.size() == 1);
    CHECK(done.unmoved[0].id == b);
  }
  CHECK(node.store.prices["C"] == "10");
  CHECK(node.store.prices.count("B") == 0);
}

TEST_CASE("pipe: a letter that waits in the pipe again loses against a newer price there") {
  pipe node;
  node.store.before = [](const auto&) { return contended(); };
  node.push("A", "10", 10);
  node.advance(1min);
  node.store.before = {};
  node.pause();
  node.graph().replay(job_over({}, 1));
  node.advance(1s);
  node.push("A", "12", 20);
  node.resume();
  CHECK(node.store.applied["A"] == std::vector<std::string>{"12"});
  CHECK(node.letters().empty());
  CHECK(node.unsettled() == 0);
}

}  // namespace
}  // namespace acumage::tests
