// Answers that point to an outage are no attempts, and broken connections count by threes (SPEC 6, "Attempts").
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <functional>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

magento::answer redirected() {
  auto answer = replied(302, "");
  answer.location = "https://elsewhere.example/";
  return answer;
}

const std::vector<magento::answer> signs_of_an_outage{
    maintenance(),
    unauthorised(),
    replied(403, "<html>Forbidden</html>", "text/html"),
    replied(404, R"({"message":"Request does not match any route."})"),
    replied(400, R"({"message":"Specified request cannot be processed."})"),
    redirected(),
    broken(magento::carried::refused)};

pipe_options one_attempt() {
  pipe_options options;
  options.retry.retry_count = 1;
  return options;
}

/// Answers so to the record `A` as long as `left` is above 0, and counts down.
void strike(pipe& node, const magento::answer& sign, int& left) {
  node.store.before = [&left, sign](const auto& rows) -> std::optional<magento::answer> {
    if (left == 0) return std::nullopt;
    for (const auto& row : rows)
      if (row.sku == "A") return --left, sign;
    return std::nullopt;
  };
}

TEST_CASE(
    "pipe: answers that point to an outage are no attempt while the store is well, however many "
    "[SPEC 6 Attempts]") {
  for (const auto& sign : signs_of_an_outage) {
    INFO(sign.status);
    for (const int times : {3, 30}) {
      pipe node{one_attempt()};
      int left = times;
      strike(node, sign, left);
      node.push("A", "1", 10);
      node.advance(4h);
      CHECK(left == 0);
      CHECK(node.store.prices.count("A") == 1);
      CHECK(node.lane().attempts_failed == 0);
      CHECK(node.letters().empty());
    }
  }
}

TEST_CASE("pipe: a lone record that breaks the connection has three tries an attempt") {
  for (const auto& sign : {broken(magento::carried::reset), broken(magento::carried::read_timeout),
                           replied(502, "<html>Bad Gateway</html>", "text/html"),
                           replied(504, "<html>Gateway Time-out</html>", "text/html")}) {
    for (const int attempts : {1, 3}) {
      INFO(sign.status << ", " << attempts);
      pipe_options options;
      options.retry.retry_count = attempts;
      pipe node{options};
      int left = 3 * attempts;
      SUBCASE("one less is no dead letter") {
        --left;
        strike(node, sign, left);
        node.push("A", "1", 10);
        node.advance(2h);
        CHECK(node.letters().empty());
        CHECK(node.store.prices.count("A") == 1);
      }
      SUBCASE("the last makes one") {
        strike(node, sign, left);
        node.push("A", "1", 10);
        node.advance(2h);
        REQUIRE(node.letters().size() == 1);
        CHECK(node.letters()[0].reason == letter_class::poison);
        CHECK(node.letters()[0].attempts.size() == static_cast<std::size_t>(attempts));
        CHECK(node.store.prices.count("A") == 0);
      }
      CHECK(left == 0);
    }
  }
}

TEST_CASE("pipe: a 503 between broken connections does not count with them") {
  pipe node{one_attempt()};
  int answers = 0;
  node.store.before = [&](const auto&) -> std::optional<magento::answer> {
    if (++answers > 8) return std::nullopt;
    return answers % 4 == 0 ? broken(magento::carried::reset) : maintenance();
  };
  node.push("A", "1", 10);
  node.advance(2h);
  CHECK(node.letters().empty());
  CHECK(node.store.prices.count("A") == 1);
}

TEST_CASE(
    "pipe: a record that a firewall turns away goes on alone, and is poison after the limit "
    "[SPEC 6 Attempts]") {
  auto options = one_attempt();
  options.plan = {0, 100};
  pipe node{options};
  int left = 1'000'000;
  strike(node, replied(403, "<html>Forbidden</html>", "text/html"), left);
  node.pause();
  node.push("A", "1", 10);
  node.push_all(8, 10);
  node.resume();
  node.advance(1min);
  CHECK(node.store.prices.size() == 8);  // found by halves, nobody's attempt
  CHECK(node.lane().attempts_failed == 0);
  SUBCASE("with enough others delivered meanwhile") {
    node.push_all(20, 20);
    for (int i = 0; i < 20; ++i) node.push("X" + std::to_string(i), "2", 20);
    node.advance(57min);
    CHECK(node.letters().empty());
    node.advance(10min);
    REQUIRE(node.letters().size() == 1);
    CHECK(node.letters()[0].reason == letter_class::poison);
    CHECK(node.letters()[0].error.find("turned away") != std::string::npos);
  }
  SUBCASE("without, it waits as in an outage") {
    node.advance(10h);
    CHECK(node.letters().empty());
    CHECK(node.unsettled() == 1);
  }
  SUBCASE("a newer value begins anew") {
    node.advance(50min);
    for (int i = 0; i < 20; ++i) node.push("X" + std::to_string(i), "2", 20);
    node.push("A", "2", 20);
    node.advance(20min);
    CHECK(node.letters().empty());
  }
}

}  // namespace
}  // namespace acumage::tests
