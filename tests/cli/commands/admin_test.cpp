// The commands that order a node about: against a listener that plays one, and against a data folder.
#include "tests/cli/commands/desk.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

namespace acumage::commands {
namespace {

using tests::asked;
using tests::fake_node;
using tests::has;
using tests::run;
using tests::shown;
using tests::stopped_node;
using tests::told;

told letter_page(const std::string& ids, const std::string& next) {
  std::string items;
  for (const char id : ids)
    items += (items.empty() ? "" : ",") + std::string{R"({"id":")"} + id +
             R"(","entity":"pricing","key":"LAMP-0)" + id +
             R"(","class":"data","state":"open","status":null,"error":"no price","attempts":2,)" +
             R"("last_at":"2026-08-14T10:02:11.042Z"})";
  return {200, R"({"items":[)" + items + R"(],"next":)" + next + "}", {}};
}

TEST_CASE("stats: 0 with figures, 1 when the node refuses or nobody answers") {
  const std::string figures = R"({"node":{"name":"acumage","state":"running"},"lanes":{}})";
  const fake_node node{[&](const asked&) { return told{200, figures, {}}; }};
  shown text;
  CHECK(run(text, node, {"stats"}) == 0);
  CHECK(has(text.out(), "running"));
  shown json;
  CHECK(run(json, node, {"stats", "--json"}) == 0);
  CHECK(json.out() == figures + "\n");
  const fake_node stern{[](const asked&) {
    return told{401, R"({"error":{"message":"token: wrong; expected admin.token"}})", {}};
  }};
  shown refused;
  CHECK(run(refused, stern, {"stats"}) == 1);
  CHECK(refused.out().empty());
  CHECK(has(refused.err(), "expected admin.token"));
  const fake_node plain{[](const asked&) {
    return told{401, R"({"error":{"message":"request: not authorized"}})", {}};
  }};
  shown unnamed;
  CHECK(run(unnamed, plain, {"stats", "--watch"}) == 1);
  CHECK(has(unnamed.err(), "request: not authorized; expected the node's admin.token"));
  shown nobody;
  CHECK(run(nobody, {"stats", "--admin", "http://127.0.0.1:1", "--config", "/dev/null"}) == 1);
  shown wrong;
  CHECK(run(wrong, {"stats", "--admin", "nowhere", "--config", "/dev/null"}) == 2);
}

TEST_CASE("letters list: filters go as a query, and the next page is named on stderr") {
  const fake_node node{[](const asked&) { return letter_page("12", R"("3")"); }};
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "list", "--key", "LAMP *", "--id", "1", "--id", "2"}) ==
        0);
  CHECK(node.requests().back().target == "/dead-letters?key=LAMP%20%2A&id=1&id=2");
  CHECK(has(screen.out(), "LAMP-02  data"));
  CHECK(has(screen.out(), "2026-08-14 10:02:11"));
  CHECK(has(screen.err(), "asking the node at " + node.url()));
  CHECK(has(screen.err(), "--cursor 3"));
}

TEST_CASE("letters list: --all follows the pages, and JSON is one object") {
  const fake_node node{[](const asked& what) {
    return has(what.target, "cursor=3") ? letter_page("3", "null") : letter_page("12", R"("3")");
  }};
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "list", "--all", "--json", "--limit", "2"}) == 0);
  CHECK(node.requests().back().target == "/dead-letters?limit=2&cursor=3");
  CHECK(screen.out().starts_with(R"({"items":[{"id":"1")"));
  CHECK(has(screen.out(), R"({"id":"3")"));
  CHECK(screen.out().ends_with("],\"next\":null}\n"));
}

TEST_CASE("letters: a node that refuses is still the one to ask") {
  const fake_node node{[](const asked&) { return told{401, {}, {}}; }};
  shown screen;
  const tests::temp_dir folder;
  CHECK(run(screen, node, {"dead-letters", "count", "--storage.path=" + folder.path().string()}) ==
        1);
  CHECK_FALSE(has(screen.err(), "folder"));
  CHECK(screen.out().empty());
}

TEST_CASE("letters replay: the job is followed to its end, and failures give 1") {
  int polls = 0;
  std::string failed = "0";
  const fake_node node{[&](const asked& what) -> told {
    if (what.method == "POST") return {202, R"({"job":"j1","count":5})", {}};
    if (what.target != "/replays/j1") return {200, "alive", {}};
    const bool over = ++polls % 2 == 0;
    return {
        200,
        std::string{R"({"job":"j1","state":")"} + (over ? "done" : "running") +
            R"(","total":5,"moved":4,"superseded":1,"failed":)" + failed +
            R"(,"outcomes":{"delivered":3,"superseded":0,"filtered":1,"dead_lettered":0,"waiting":)" +
            (polls % 4 == 0 ? "0" : "1") + "}}",
        {}};
  }};
  shown screen;
  CHECK(run(screen, node,
            {"dead-letters", "replay", "--class", "data", "--rate", "9", "--force", "--yes"}) == 0);
  CHECK(screen.out() == "5 dead letters: 3 delivered, 1 superseded, 1 filtered, 0 failed\n");
  CHECK(polls == 4);  // the job was over after two, and the last outcome came with the fourth
  CHECK(node.requests().at(1).target == "/dead-letters/replay");
  CHECK(node.requests().at(1).body == R"({"class":"data","force":true,"rate":"9"})");
  failed = "1";
  shown worse;
  CHECK(run(worse, node, {"dead-letters", "replay", "--id", "4", "--id", "5", "--json"}) == 1);
  CHECK(has(worse.out(), R"("failed":1)"));
  const auto before = polls;
  shown started;
  CHECK(run(started, node, {"dead-letters", "replay", "--all", "--no-wait"}) == 0);
  CHECK(started.out() == "job j1: 5 dead letters\n");
  CHECK(polls == before);
}

TEST_CASE("letters: a dry run says how many, and asks for no more") {
  const fake_node node{[](const asked&) { return told{200, R"({"count":3})", {}}; }};
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "discard", "--id", "1", "--id", "2", "--dry-run"}) == 0);
  CHECK(screen.out() == "3 dead letters would be discarded\n");
  CHECK(node.requests().back().body == R"({"dry_run":true,"id":["1","2"]})");
}

TEST_CASE("letters show: rows, request and attempts are there") {
  const fake_node node{[](const asked&) {
    return told{
        200,
        R"({"id":"7","entity":"pricing","key":"LAMP-07","class":"exhausted","state":"open",)"
        R"("error":"x","attempts":[{"at":"2026-08-14T10:02:11.042Z","status":500,"message":"Report ID"}],)"
        R"("change":{"query":"MC Price","inserted":{"DefaultPrice":42.5}},"request":"{}"})",
        {}};
  }};
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "show", "7"}) == 0);
  CHECK(node.requests().back().target == "/dead-letters/7");
  for (const auto* const part :
       {"dead letter 7", "LAMP-07", "exhausted", R"({"DefaultPrice":42.5})",
        "2026-08-14 10:02:11  500  Report ID", "MC Price"})
    CHECK(has(screen.out(), part));
}

TEST_CASE("pause and resume: by the node's route, and a refusal gives 1") {
  const fake_node node{[](const asked&) { return told{200, R"({"state":"paused"})", {}}; }};
  shown screen;
  CHECK(run(screen, node, {"pause", "pricing"}) == 0);
  CHECK(node.requests().back().target == "/lanes/pricing/pause");
  CHECK(screen.out() == "pricing: paused\n");
  CHECK(run(screen, node, {"resume", "--all"}) == 0);
  CHECK(node.requests().back().target == "/lanes/all/resume");
  const fake_node broken{[](const asked&) { return told{500, {}, {}}; }};
  CHECK(run(screen, broken, {"pause", "--all"}) == 1);
}

TEST_CASE("stop-intake and start-intake: by the node's route, and a refusal gives 1") {
  const fake_node node{[](const asked&) { return told{200, R"({"state":"intake off"})", {}}; }};
  shown screen;
  CHECK(run(screen, node, {"stop-intake", "order"}) == 0);
  CHECK(node.requests().back().target == "/lanes/order/stop-intake");
  CHECK(screen.out() == "order: intake off\n");
  CHECK(run(screen, node, {"start-intake", "--all"}) == 0);
  CHECK(node.requests().back().target == "/lanes/all/start-intake");
  shown json;
  CHECK(run(json, node, {"start-intake", "--all", "--json"}) == 0);
  CHECK(json.out() == "{\"state\":\"intake off\"}\n");
  const fake_node broken{[](const asked&) { return told{503, {}, {}}; }};
  CHECK(run(screen, broken, {"stop-intake", "--all"}) == 1);
}

TEST_CASE("without a node: letters are read from the folder, and stderr says so") {
  const stopped_node node;
  shown screen;
  CHECK(node.run(screen, {"dead-letters", "list"}) == 0);
  CHECK(has(screen.out(), "LAMP-07"));
  CHECK(has(screen.out(), "SHELF-01"));
  CHECK(has(screen.err(), "no node answers: reading the data folder"));
  shown json;
  CHECK(node.run(json, {"dead-letters", "count", "--class", "unrouted", "--json"}) == 0);
  CHECK(json.out() == R"({"count":1,"by_class":{"unrouted":1}})"
                      "\n");
  shown none;
  CHECK(node.run(none, {"dead-letters", "show", "77"}) == 1);
}

TEST_CASE(
    "without a node: a replay puts letters back for the next start, routed by the settings of "
    "now") {
  const stopped_node node;
  shown unmapped;
  CHECK(node.run(unmapped, {"dead-letters", "replay", "--class", "unrouted"}) == 1);
  CHECK(has(unmapped.out(), "1 dead letter: 0 delivered, 0 superseded, 0 filtered, 1 failed"));
  tests::temp_dir settings_folder;
  const auto file = (settings_folder / "config.ini").string();
  std::ofstream{file} << "[queries]\nPrice List Web = pricing\n";
  shown screen;
  CHECK(run(screen, {"dead-letters", "replay", "--all", "--config", file, "--admin.port=1",
                     "--storage.path=" + (node.folder / "data").string()}) == 0);
  CHECK(screen.out() ==
        "2 dead letters: 2 put back, 0 superseded, 0 failed; the next start sends them\n");
  const auto store = node.open();
  CHECK(store->figures().letters == 0);
  CHECK(store->figures().unsettled_by_entity.at(index_of(entity::pricing)) == 2);
}

TEST_CASE("without a node: a dry run changes nothing, a discard closes what matches") {
  const stopped_node node;
  shown dry;
  CHECK(node.run(dry, {"dead-letters", "discard", "--key", "lamp-*", "--dry-run"}) == 0);
  CHECK(dry.out() == "1 dead letter would be discarded\n");
  CHECK(node.open()->figures().letters == 2);
  shown wet;
  CHECK(node.run(wet, {"dead-letters", "discard", "--key", "lamp-*", "--note", "old"}) == 0);
  CHECK(wet.out() == "1 dead letter discarded\n");
  CHECK(node.open()->figures().letters == 1);
}

TEST_CASE("without a node: reopening opens what was closed, and says why it left the others") {
  const stopped_node node;
  shown closing;
  REQUIRE(node.run(closing, {"dead-letters", "resolve", "--key", "lamp-*", "--note", "old"}) == 0);
  REQUIRE(node.open()->figures().letters == 1);
  shown dry;
  CHECK(node.run(dry, {"dead-letters", "reopen", "--all", "--dry-run"}) == 0);
  CHECK(dry.out() == "1 dead letter would be reopened\n");
  CHECK(node.open()->figures().letters == 1);
  shown wet;
  CHECK(node.run(wet, {"dead-letters", "reopen", "--key", "lamp-*"}) == 0);
  CHECK(wet.out() == "1 dead letter reopened\n");
  CHECK(node.open()->figures().letters == 2);
  shown again;
  CHECK(node.run(again, {"dead-letters", "reopen", "2"}) == 0);
  CHECK(again.out() == "0 dead letters reopened; 1 open already\n");
}

TEST_CASE("without a node: pausing is kept in the folder for the next start") {
  const stopped_node node;
  shown screen;
  CHECK(node.run(screen, {"pause", "pricing"}) == 0);
  CHECK(screen.out() == "pricing from the next start on: paused\n");
  const auto store = node.open();
  CHECK_FALSE(store->switches().at(index_of(entity::pricing)).sending);
  CHECK(store->switches().at(index_of(entity::order)).sending);
}

TEST_CASE("without a node: intake is switched in the folder, and sending stays as it was") {
  const stopped_node node;
  shown screen;
  CHECK(node.run(screen, {"pause", "order"}) == 0);
  CHECK(node.run(screen, {"stop-intake", "--all"}) == 0);
  CHECK(node.run(screen, {"start-intake", "pricing"}) == 0);
  CHECK(has(screen.out(), "all lanes from the next start on: intake off\n"));
  CHECK(has(screen.out(), "pricing from the next start on: intake on\n"));
  const auto store = node.open();
  for (const auto each : all_entities) {
    CHECK(store->switches().at(index_of(each)).intake == (each == entity::pricing));
    CHECK(store->switches().at(index_of(each)).sending == (each != entity::order));
  }
}

TEST_CASE("without a node: a folder that somebody else has open is not changed") {
  const stopped_node node;
  const auto owner = node.open();
  shown screen;
  CHECK(node.run(screen, {"dead-letters", "discard", "--all"}) == 1);
  CHECK(owner->figures().letters == 2);
  shown list;
  CHECK(node.run(list, {"dead-letters", "list"}) == 0);
  CHECK(has(list.out(), "LAMP-07"));
}

TEST_CASE("without a node and without a folder: an error, and none is made") {
  const tests::temp_dir folder;
  shown screen;
  CHECK(run(screen, {"dead-letters", "list", "--config", "/dev/null", "--admin.port=1",
                     "--storage.path=" + (folder / "data").string()}) == 1);
  CHECK(has(screen.err(), "no such folder"));
  CHECK_FALSE(std::filesystem::exists(folder / "data"));
  CHECK(run(screen, {"dead-letters", "list", "--config", "/dev/null", "--admin.prt=1"}) == 2);
}

}  // namespace
}  // namespace acumage::commands
