// `acumage trace` and `acumage history show`, against a listener that plays a node.
#include "tests/cli/commands/desk.hpp"

namespace acumage::commands {
namespace {

using tests::asked;
using tests::fake_node;
using tests::has;
using tests::run;
using tests::shown;
using tests::told;

const std::string record =
    R"({"id":"1796118963453959-3","at":"2026-12-01T09:56:03.453Z","entity":"pricing",)"
    R"("key":"LAMP-07","version":"638","sequence":"4711","source":"push","recorded":true,)"
    R"("value":"42.5","previous":"41.9","outcome":"delivered","reason":"","attempts":1,)"
    R"("status":200,"duration_ms":6,"request_id":"r1")";

const std::string whole =
    record + R"(,"request":{"line":"POST /V1/products/base-prices","body":"{\"price\":42.5}"},)" +
    R"("answer":"[]"})";

std::string traced(const std::string& at, const std::string& in_force) {
  return R"({"key":"LAMP-07","at":)" + at +
         R"(,"history_since":"2026-11-01T00:00:00.000Z","records":[{"entity":"pricing",)"
         R"("key":"LAMP-07","state":"failed","headline":"Failed: its newest value is dead letter 42",)"
         R"("value":"42.5","remembered":"43","why_not":null,"last_sent":)" +
         whole +
         R"(,"waiting":{"state":"parked","value":"43","since":"2026-12-01T09:57:00.000Z",)"
         R"("next_at":null,"last_error":"no such SKU"},"waiting_unknown":null,)"
         R"("dead_letters":[{"id":"42","class":"data","error":"no price","remedy":"Correct it.",)"
         R"("last_at":"2026-12-01T09:58:00.000Z"}],"in_force":)" +
         in_force +
         R"(,"live":{"erp":{"value":null,"words":null,"unavailable":"no session is free"},)"
         R"("store":{"value":null,"words":"the store does not have it","unavailable":null},)"
         R"("remedy":null}}],"history":{"items":[)" +
         record + R"(}],"next":"c1"}})";
}

TEST_CASE("trace: says what was sent and why, what waits and failed, and what each side holds") {
  const fake_node node{[](const asked&) { return told{200, traced("null", "null"), {}}; }};
  shown screen;
  CHECK(run(screen, node, {"trace", "LAMP-07", "--live"}) == 0);
  CHECK(node.requests().back().target == "/trace?key=LAMP-07&live=true&limit=20");
  const auto text = screen.out();
  INFO(text);
  CHECK(has(text, "Failed: its newest value is dead letter 42"));
  CHECK(has(text, "last sent       41.9 > 42.5, delivered 2026-12-01"));
  CHECK(has(text, "a push from Acumatica; acceptance number 4711, version 638"));
  CHECK(has(text, R"(request         POST /V1/products/base-prices {"price":42.5})"));
  CHECK(has(text, "answer          200 []"));
  CHECK(has(text, "waits           43, parked since 2026-12-01"));
  CHECK(has(text, "because         no such SKU"));
  CHECK(has(text, "failed          dead letter 42 (data)"));
  CHECK(has(text, "what to do      Correct it."));
  CHECK(has(text, "ERP now         unavailable: no session is free"));
  CHECK(has(text, "store now       none: the store does not have it"));
  CHECK(has(text, "1796118963453959-3"));
  CHECK(has(screen.err(), "--cursor c1"));
}

TEST_CASE("trace: which value the store had at a time, and what caused it") {
  const fake_node node{[](const asked&) {
    return told{200, traced(R"("2026-12-01T10:00:00.000Z")", whole), {}};
  }};
  shown screen;
  CHECK(run(screen, node, {"trace", "LAMP-07", "--at", "2026-12-01T10:00:00Z"}) == 0);
  CHECK(has(node.requests().back().target, "at=2026-12-01T10%3A00%3A00.000Z"));
  CHECK(has(screen.out(), "as far as this node sent it"));
  CHECK(has(screen.out(), "  since           41.9 > 42.5, delivered 2026-12-01"));
  CHECK(has(screen.out(), "acceptance number 4711"));

  const fake_node before{[](const asked&) {
    return told{200, traced(R"("2026-10-01T10:00:00.000Z")", "null"), {}};
  }};
  shown unknown;
  CHECK(run(unknown, before, {"trace", "LAMP-07", "--at", "2026-10-01T10:00:00Z"}) == 0);
  CHECK(has(unknown.out(), "unknown: the history is kept from 2026-"));
}

TEST_CASE("trace: a key of nothing fails, a wrong time is wrong usage, JSON stays as it is") {
  const fake_node none{[](const asked&) {
    return told{
        404, R"({"error":{"code":"not_found","message":"trace: nothing is known of \"X\""}})", {}};
  }};
  shown refused;
  CHECK(run(refused, none, {"trace", "X"}) == 1);
  CHECK(has(refused.err(), "nothing is known of \"X\""));

  const auto problem_of = [](const std::vector<std::string>& words) {
    const auto line = arguments::read_command_line(program({}), words);
    CHECK(line.exit_code == 2);
    return line.err;
  };
  CHECK(has(problem_of({"trace", "X", "--at", "ten"}), "--at"));
  CHECK(has(problem_of({"trace"}), "KEY: missing"));
  CHECK(has(problem_of({"trace", "X", "--entity", "lamp"}), "entity"));

  const fake_node node{[](const asked&) { return told{200, traced("null", "null"), {}}; }};
  shown json;
  CHECK(run(json, node, {"trace", "LAMP-07", "--json"}) == 0);
  CHECK(json.out() == traced("null", "null") + "\n");
}

TEST_CASE("history show: one record with its value, request and answer") {
  const fake_node node{[](const asked&) { return told{200, whole, {}}; }};
  shown screen;
  CHECK(run(screen, node, {"history", "show", "1796118963453959-3"}) == 0);
  CHECK(node.requests().back().target == "/history/1796118963453959-3");
  CHECK(has(screen.out(), "value       42.5"));
  CHECK(has(screen.out(), "before      41.9"));
  CHECK(has(screen.out(), "accepted as number 4711"));
  CHECK(has(screen.out(), "request     POST /V1/products/base-prices"));
  CHECK(has(screen.out(), "answer      200 []"));
  const auto line = arguments::read_command_line(program({}), {"history", "show", "42"});
  CHECK(line.exit_code == 2);
}

TEST_CASE("history: on a screen every line fits, and the value has its place") {
  const fake_node node{[](const asked&) {
    return told{200, R"({"items":[)" + record + R"(}],"next":null})", {}};
  }};
  shown screen;
  screen.to.out_is_screen = true;
  screen.to.width = 60;
  CHECK(run(screen, node, {"history"}) == 0);
  CHECK(has(screen.out(), "2026-12-01 09:56:03  delivered  LAMP-07  41.9 > 42.5"));
  std::istringstream lines{screen.out()};
  for (std::string line; std::getline(lines, line);) CHECK(terminal::columns_of(line) <= 60);
}

}  // namespace
}  // namespace acumage::commands
