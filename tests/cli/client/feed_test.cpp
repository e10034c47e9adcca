#include "cli/client/feed.hpp"

#include "tests/cli/client/fake_node.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

namespace acumage::client {
namespace {

using namespace std::chrono_literals;
using tests::asked;
using tests::fake_node;
using tests::told;

std::string change(int number) {
  return R"({"entity":"pricing","version":)" + std::to_string(number) + R"(,"fields":{}})";
}

std::string changes(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += change(i) + "\n";
  return text;
}

std::size_t rows_in(const std::string& body) {
  return static_cast<std::size_t>(std::count(body.begin(), body.end(), '\n')) + 1;
}

told receipt(std::size_t accepted, std::size_t duplicates = 0) {
  return {200,
          R"({"accepted":)" + std::to_string(accepted) + R"(,"duplicates":)" +
              std::to_string(duplicates) + R"(,"unrouted":0,"discarded":0})",
          {}};
}

told refusal(int status, const std::string& message, const std::string& at = {}) {
  return {status,
          R"({"error":{"code":"invalid","message":")" + message + R"(","at":")" + at + R"("}})",
          {}};
}

struct refused_line {
  std::size_t line;
  std::string why;
  friend bool operator==(const refused_line&, const refused_line&) = default;
};

/// A feed whose clock moves only when it pauses.
struct fed {
  std::vector<std::chrono::milliseconds> waits;
  std::vector<refused_line> refused;
  bool goes_on = true;
  std::chrono::steady_clock::time_point now{};
  feed_totals totals;

  status send(const fake_node& node, const std::string& text, double rate = 0) {
    auto over = client::to({node.url(), {}, {}});
    REQUIRE(over.ok());
    feed way{**over,
             rate,
             {.pause =
                  [this](auto wait, auto) {
                    if (wait > 0ms) waits.push_back(wait);
                    now += wait;
                    return goes_on;
                  },
              .progress = [](const auto&, auto) {},
              .refused =
                  [this](auto line, const auto& why) {
                    refused.push_back({line, why});
                  },
              .now = [this] { return now; }}};
    std::istringstream from{text};
    auto ended = way.send(from);
    totals = way.totals();
    return ended;
  }
};

TEST_CASE("feed: notifications go to /push one by one, changes to /changes together") {
  const fake_node node{[](const asked& what) {
    return what.target == "/push" ? receipt(2, 1) : receipt(rows_in(what.body));
  }};
  fed run;
  CHECK(run.send(node, changes(3) + R"({"Query":"Q","Inserted":[]})").ok());
  const auto requests = node.requests();
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].target == "/changes");
  CHECK(requests[0].content_type == "application/x-ndjson");
  CHECK(requests[1].target == "/push");
  CHECK(requests[1].content_type == "application/json");
  CHECK(run.totals.accepted == 5);
  CHECK(run.totals.duplicates == 1);
  CHECK(run.totals.requests == 2);
}

TEST_CASE("feed: a full node is waited for as long as it says, and the same request goes again") {
  int times = 0;
  const fake_node node{[&](const asked& what) -> told {
    if (++times <= 2)
      return {503, R"({"error":{"code":"full","message":"full"}})", times == 1 ? "7" : ""};
    return receipt(rows_in(what.body));
  }};
  fed run;
  CHECK(run.send(node, changes(4)).ok());
  CHECK(run.waits == std::vector<std::chrono::milliseconds>{7'000ms, 1'000ms});
  const auto requests = node.requests();
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].body == requests[2].body);
  CHECK(run.totals.accepted == 4);
}

TEST_CASE("feed: a refused line is named by its line in the file, and its neighbours go again") {
  const fake_node node{[](const asked& what) {
    std::istringstream body{what.body};
    std::string line;
    for (int number = 1; std::getline(body, line); ++number)
      if (line == change(2) || line == change(4))
        return refusal(400, "line " + std::to_string(number) + ", column 5: not so",
                       "line " + std::to_string(number) + ", column 5");
    return receipt(rows_in(what.body));
  }};
  fed run;
  CHECK(run.send(node, "\n" + changes(5)).ok());
  CHECK(run.refused == std::vector<refused_line>{{3, "column 5: not so"}, {5, "column 5: not so"}});
  CHECK(run.totals.accepted == 3);
  CHECK(run.totals.refused == 2);
}

TEST_CASE("feed: a line inside a notification is counted from its first") {
  const fake_node node{[](const asked&) { return refusal(400, "no Id", "line 3, column 1"); }};
  fed run;
  CHECK(run.send(node, "\n\n{\n\"Query\":\n\"Q\"}").ok());
  CHECK(run.refused == std::vector<refused_line>{{5, "column 1: no Id"}});
}

TEST_CASE("feed: a request that is too large is halved until it fits") {
  const fake_node node{[](const asked& what) {
    return rows_in(what.body) > 2 ? refusal(413, "too large") : receipt(rows_in(what.body));
  }};
  fed run;
  CHECK(run.send(node, changes(7)).ok());
  CHECK(run.totals.accepted == 7);
  CHECK(run.refused.empty());
  std::string order;
  for (const auto& each : node.requests())
    if (rows_in(each.body) <= 2) order += each.body + "\n";
  CHECK(order == changes(7));
}

TEST_CASE("feed: a change that is too large alone is refused, and the rest goes on") {
  const fake_node node{[](const asked& what) {
    return what.body.find(change(2)) != std::string::npos ? refusal(413, "too large")
                                                          : receipt(rows_in(what.body));
  }};
  fed run;
  CHECK(run.send(node, changes(3)).ok());
  CHECK(run.refused == std::vector<refused_line>{{2, "too large"}});
  CHECK(run.totals.accepted == 2);
}

TEST_CASE("feed: a node that refuses the sender, or is gone, ends it with the line it was at") {
  const fake_node node{[](const asked&) { return refusal(401, "not authorized"); }};
  fed run;
  const auto ended = run.send(node, "\n" + changes(2));
  REQUIRE_FALSE(ended.ok());
  CHECK(ended.problem().message == "not authorized\nstopped before line 2");
  CHECK(node.requests().size() == 1);
}

TEST_CASE("feed: a success without a receipt is no node's, and nothing counts as accepted") {
  const fake_node node{[](const asked&) { return told{200, "<html>Welcome</html>", {}}; }};
  fed run;
  CHECK_FALSE(run.send(node, changes(2)).ok());
  CHECK(run.totals.taken() == 0);
}

TEST_CASE("feed: an interrupt ends it between two requests") {
  const fake_node node{[](const asked& what) { return receipt(rows_in(what.body)); }};
  fed run;
  run.goes_on = false;
  CHECK_FALSE(run.send(node, changes(2)).ok());
  CHECK(node.requests().empty());
}

TEST_CASE("feed: the rate is kept over the whole run") {
  const fake_node node{[](const asked& what) { return receipt(rows_in(what.body)); }};
  fed run;
  CHECK(run.send(node, changes(100), 50).ok());
  // 100 rows at 50 a second, in requests of 10: the last leaves when the 90 before it were due.
  CHECK(run.now.time_since_epoch() == 1'800ms);
  CHECK(node.requests().size() == 10);
}

}  // namespace
}  // namespace acumage::client
