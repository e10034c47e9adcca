// `acumage history`: against a listener that plays a node, and against a data folder.
#include "tests/cli/commands/desk.hpp"

namespace acumage::commands {
namespace {

using tests::asked;
using tests::fake_node;
using tests::has;
using tests::run;
using tests::shown;
using tests::told;

std::string record(int number) {
  return R"({"at":"2026-08-14T10:02:11.042Z","entity":"inventory","key":"LAMP-)" +
         std::to_string(number) +
         R"(@EAST","delivery":"LAMP@wh_east","version":"638912345678901234",)"
         R"("recorded":true,"value":"5","previous":"8",)"
         R"("outcome":"delivered","reason":"","attempts":2,"status":200,"duration_ms":1250,)"
         R"("request_id":"r1"})";
}

std::string records(int from, int count, const std::string& next) {
  std::string items;
  for (int i = from; i < from + count; ++i) items += (items.empty() ? "" : ",") + record(i);
  return R"({"items":[)" + items + R"(],"next":)" + next + "}";
}

TEST_CASE("history: a table says when, what, how and with which answer") {
  const fake_node node{[](const asked&) { return told{200, records(7, 1, "null"), {}}; }};
  shown screen;
  CHECK(run(screen, node, {"history", "--key", "LAMP *", "--since", "2026-08-14"}) == 0);
  CHECK(node.requests().back().target ==
        "/history?key=LAMP%20%2A&since=2026-08-14T00%3A00%3A00.000Z&limit=100");
  CHECK(has(screen.out(), "2026-08-14 10:02:11  inventory  LAMP-7@EAST > LAMP@wh_east  delivered"));
  CHECK(has(screen.out(), "delivered  8 > 5       200      2  1.2"));
  CHECK_FALSE(has(screen.err(), "more"));
}

TEST_CASE("history: pages are followed up to the limit, and stderr says where it goes on") {
  const fake_node node{[](const asked& what) {
    return has(what.target, "cursor=") ? told{200, records(1000, 200, R"("c2")"), {}}
                                       : told{200, records(0, 1000, R"("c1")"), {}};
  }};
  shown screen;
  CHECK(run(screen, node, {"history", "--limit", "1200", "--json"}) == 0);
  const auto requests = node.requests();
  CHECK(requests.at(1).target == "/history?limit=1000");
  CHECK(requests.at(2).target == "/history?cursor=c1&limit=200");
  CHECK(requests.size() == 3);
  CHECK(screen.out().starts_with(record(0) + "\n" + record(1) + "\n"));
  CHECK(screen.out().ends_with("\n" + record(1199) + "\n"));
  CHECK(has(screen.err(), "--cursor c2"));
}

TEST_CASE("history: nothing found is no failure, a refusal is one") {
  const fake_node none{[](const asked&) { return told{200, records(0, 0, "null"), {}}; }};
  shown text;
  CHECK(run(text, none, {"history"}) == 0);
  CHECK(text.out() == "no change in the history matches\n");
  shown json;
  CHECK(run(json, none, {"history", "--json"}) == 0);
  CHECK(json.out().empty());
  const fake_node stern{[](const asked&) { return told{401, {}, {}}; }};
  shown refused;
  CHECK(run(refused, stern, {"history"}) == 1);
  const fake_node odd{[](const asked&) { return told{200, "[]", {}}; }};
  shown strange;
  CHECK(run(strange, odd, {"history"}) == 1);
}

TEST_CASE("without a node: the history is read from the folder, by the same filters") {
  const tests::stopped_node node;
  shown found;
  CHECK(node.run(found, {"history", "--key", "lamp-0?", "--outcome", "dead_lettered"}) == 0);
  CHECK(has(found.out(), "LAMP-07  dead_lettered"));
  CHECK(has(found.err(), "reading the data folder"));
  shown none;
  CHECK(node.run(none, {"history", "--outcome", "delivered", "--json"}) == 0);
  CHECK(none.out().empty());
}

}  // namespace
}  // namespace acumage::commands
