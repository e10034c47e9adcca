// The commands about what waits, against a listener that plays a node.
#include "cli/commands/waiting.hpp"

#include "cli/commands/forget.hpp"
#include "tests/cli/client/fake_node.hpp"
#include "tests/cli/terminal/shown.hpp"

#include <doctest/doctest.h>

namespace acumage::commands {
namespace {

using tests::asked;
using tests::fake_node;
using tests::has;
using tests::shown;
using tests::told;

int run(shown& screen, const std::string& admin, std::vector<std::string> words) {
  words.insert(words.end(), {"--admin", admin, "--config", "/dev/null"});
  const auto line = arguments::read_command_line(words);
  INFO(line.err);
  REQUIRE(line.what);
  if (const auto* const what = std::get_if<arguments::waiting_command>(&*line.what))
    return perform(*what, screen.to);
  if (const auto* const what = std::get_if<arguments::republish_command>(&*line.what))
    return perform(*what, screen.to);
  if (const auto* const what = std::get_if<arguments::forget_command>(&*line.what))
    return perform(*what, screen.to);
  return perform(std::get<arguments::unmapped_command>(*line.what), screen.to);
}

const std::string item =
    R"({"entity":"pricing","key":"LAMP-07","version":"5","state":"parked",)"
    R"("since":"2026-08-14T10:02:11.042Z","next_at":null,"last_error":"no such product"})";

TEST_CASE("waiting list: filters go as a query, and what comes back is a table") {
  const fake_node node{[](const asked& what) {
    const bool second = has(what.target, "cursor=c2");
    return told{
        200, R"({"items":[)" + item + R"(],"next":)" + (second ? "null" : R"("c2")") + "}", {}};
  }};
  shown screen;
  CHECK(run(screen, node.url(), {"waiting", "list", "--state", "parked", "--key", "LAMP*"}) == 0);
  CHECK(node.requests().back().target == "/waiting?key=LAMP%2A&state=parked");
  CHECK(has(screen.out(), "pricing  LAMP-07  parked  2026-08-14 10:02:11  -"));
  CHECK(has(screen.out(), "no such product"));
  CHECK(has(screen.err(), "--cursor c2"));
  shown json;
  CHECK(run(json, node.url(), {"waiting", "list", "--all", "--json"}) == 0);
  CHECK(json.out() == R"({"items":[)" + item + "," + item + R"(],"next":null})" + "\n");
}

TEST_CASE("waiting: orders and their counts") {
  const fake_node node{[](const asked&) { return told{200, R"({"count":1200})", {}}; }};
  shown retried;
  CHECK(run(retried, node.url(), {"waiting", "retry", "--entity", "order"}) == 0);
  CHECK(node.requests().back().target == "/waiting/retry");
  CHECK(node.requests().back().body == R"({"entity":"order"})");
  CHECK(retried.out() == "1,200 waiting records tried now\n");
  shown failed;
  CHECK(run(failed, node.url(), {"waiting", "fail", "--all", "--json"}) == 0);
  CHECK(node.requests().back().target == "/waiting/fail");
  CHECK(node.requests().back().body == "{}");
  CHECK(failed.out() == "{\"count\":1200}\n");
  shown again;
  CHECK(run(again, node.url(), {"republish", "--key", "A*", "--dry-run"}) == 0);
  CHECK(node.requests().back().body == R"({"key":"A*","dry_run":true})");
  CHECK(again.out() == "1,200 records would be worked out and sent again\n");
}

TEST_CASE("forget-versions: filters go to the node, and its count comes back") {
  const fake_node node{[](const asked&) { return told{200, R"({"count":1})", {}}; }};
  shown done;
  CHECK(run(done, node.url(), {"forget-versions", "--entity", "order", "--key", "SO*"}) == 0);
  CHECK(node.requests().back().target == "/forget-versions");
  CHECK(node.requests().back().body == R"({"entity":"order","key":"SO*"})");
  CHECK(done.out() == "1 version forgotten: older ones count again\n");
  shown dry;
  CHECK(run(dry, node.url(), {"forget-versions", "--all", "--dry-run"}) == 0);
  CHECK(node.requests().back().body == R"({"dry_run":true})");
  CHECK(dry.out() == "1 version would be forgotten\n");
  const fake_node stern{[](const asked&) { return told{503, {}, {}}; }};
  CHECK(run(dry, stern.url(), {"forget-versions", "--all"}) == 1);
}

TEST_CASE("unmapped: a table, or a word when there is none") {
  std::string items;
  const fake_node node{[&](const asked&) { return told{200, R"({"items":[)" + items + "]}", {}}; }};
  shown none;
  CHECK(run(none, node.url(), {"unmapped"}) == 0);
  CHECK(none.out() == "every value is mapped\n");
  items = R"({"kind":"ship_via","value":"GROUND","example":"004417","count":12,)"
          R"("last_at":"2026-08-14T10:02:11.042Z","setting":"ship_via",)"
          R"("line":"GROUND = carrier code, title"})";
  shown some;
  CHECK(run(some, node.url(), {"unmapped"}) == 0);
  CHECK(has(some.out(), "ship_via  GROUND     12  2026-08-14 10:02:11  004417"));
  CHECK(has(some.out(), "[ship_via] GROUND = carrier code, title"));
}

TEST_CASE("waiting: 1 when the node refuses or none answers, 2 for wrong usage") {
  const fake_node stern{[](const asked&) {
    return told{500, R"({"error":{"message":"waiting: no; expected yes"}})", {}};
  }};
  shown refused;
  CHECK(run(refused, stern.url(), {"waiting", "list"}) == 1);
  CHECK(has(refused.err(), "waiting: no; expected yes"));
  shown nobody;
  CHECK(run(nobody, "http://127.0.0.1:1", {"unmapped"}) == 1);
  shown wrong;
  CHECK(run(wrong, "nowhere", {"republish"}) == 2);
  const auto complaint = [](const std::vector<std::string>& words) {
    const auto line = arguments::read_command_line(words);
    CHECK(line.exit_code == 2);
    return line.err;
  };
  CHECK(has(complaint({"waiting", "list", "--state", "open"}), "--state = open; expected waiting"));
  CHECK(has(complaint({"waiting", "fail"}), "expected a filter, or --all"));
  CHECK(has(complaint({"waiting"}), "expected list, retry or fail"));
  CHECK(has(complaint({"republish", "--entity", "prices"}), "--entity = prices; expected pricing"));
}

}  // namespace
}  // namespace acumage::commands
