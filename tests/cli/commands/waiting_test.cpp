// The commands about what waits, against a listener that plays a node.
#include "tests/cli/commands/desk.hpp"

namespace acumage::commands {
namespace {

using tests::asked;
using tests::fake_node;
using tests::has;
using tests::shown;
using tests::told;

int run(shown& screen, const std::string& admin, std::vector<std::string> words) {
  words.insert(words.end(), {"--admin", admin, "--config", "/dev/null"});
  return tests::run(screen, words);
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
  CHECK(node.requests().back().body == R"({"all":true})");
  CHECK(failed.out() == "{\"count\":1200}\n");
  shown again;
  CHECK(run(again, node.url(), {"republish", "--key", "A*", "--dry-run"}) == 0);
  CHECK(node.requests().back().body == R"({"key":"A*","dry_run":true})");
  CHECK(again.out() == "1,200 records would be recalculated and sent again\n");
}

TEST_CASE("republish: waits until every record has its outcome, and 1 when one failed [SPEC 3]") {
  int polls = 0;
  std::string failed = "0";
  const fake_node node{[&](const asked& what) -> told {
    if (what.method == "POST") return {202, R"({"job":"r 1","count":3})", {}};
    if (what.target != "/republish/r%201") return {200, "alive", {}};
    const bool over = ++polls % 2 == 0;
    return {
        200,
        R"({"job":"r 1","outcomes":{"delivered":2,"superseded":0,"filtered":1,"dead_lettered":)" +
            failed + R"(,"waiting":)" + (over ? "0" : "1") + "}}",
        {}};
  }};
  shown screen;
  CHECK(run(screen, node.url(), {"republish", "--key", "A*"}) == 0);
  CHECK(polls == 2);
  CHECK(screen.out() == "3 records: 2 delivered, 0 superseded, 1 filtered, 0 failed\n");
  failed = "1";
  shown worse;
  CHECK(run(worse, node.url(), {"republish", "--all", "--json"}) == 1);
  CHECK(has(worse.out(), R"("dead_lettered":1)"));
  shown started;
  CHECK(run(started, node.url(), {"republish", "--all", "--no-wait"}) == 0);
  CHECK(started.out() == "job r 1: 3 records\n");
  CHECK(polls == 4);
}

TEST_CASE("every command that changes something asks a person, and may be told no [SPEC 3]") {
  const fake_node node{[](const asked&) { return told{200, R"({"count":4,"state":"x"})", {}}; }};
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"waiting", "retry", "--all"},
                                             {"waiting", "fail", "--key", "A*"},
                                             {"republish", "--all"},
                                             {"forget-versions", "--entity", "order"},
                                             {"pause", "pricing"},
                                             {"resume", "--all"},
                                             {"stop-intake", "pricing", "order"},
                                             {"start-intake", "--all"}}) {
    CAPTURE(words.front());
    shown screen;
    std::istringstream no{"n\n"};
    screen.to.person = &no;
    CHECK(run(screen, node.url(), words) == 1);
    CHECK(has(screen.err(), "Continue? [y/N]"));
    CHECK(has(screen.err(), "nothing was changed"));
    for (const auto& each : node.requests())
      CHECK((each.method == "GET" || has(each.body, R"("dry_run":true)")));
    const bool lasting = words.front() == "stop-intake" || words.front() == "forget-versions";
    CHECK((has(screen.err(), "cannot be undone") || has(screen.err(), "cannot be recovered")) ==
          lasting);
  }
}

TEST_CASE("forget-versions: filters go to the node, and its count comes back") {
  const fake_node node{[](const asked&) { return told{200, R"({"count":1})", {}}; }};
  shown done;
  CHECK(run(done, node.url(), {"forget-versions", "--entity", "order", "--key", "SO*"}) == 0);
  CHECK(node.requests().back().target == "/forget-versions");
  CHECK(node.requests().back().body == R"({"entity":"order","key":"SO*"})");
  CHECK(done.out() == "1 version forgotten\n");
  shown dry;
  CHECK(run(dry, node.url(), {"forget-versions", "--all", "--dry-run"}) == 0);
  CHECK(node.requests().back().body == R"({"all":true,"dry_run":true})");
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
  CHECK(run(wrong, "nowhere", {"republish", "--all"}) == 2);
  const auto complaint = [](const std::vector<std::string>& words) {
    const auto line = arguments::read_command_line(program({}), words);
    CHECK(line.exit_code == 2);
    return line.err;
  };
  CHECK(has(complaint({"waiting", "list", "--state", "open"}), "--state = open; expected waiting"));
  CHECK(
      has(complaint({"waiting", "fail"}), "selection: empty; expected entity, key, state, or all"));
  CHECK(has(complaint({"waiting"}), "expected list, retry or fail"));
  CHECK(has(complaint({"republish", "--entity", "prices"}), "--entity = prices; expected pricing"));
}

}  // namespace
}  // namespace acumage::commands
