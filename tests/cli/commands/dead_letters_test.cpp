// Verbs of `acumage dead-letters` that change something or carry files: against a listener that plays a node, and
// against a data folder.
#include "cli/terminal/signals.hpp"
#include "tests/cli/commands/desk.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <pthread.h>

namespace acumage::commands {
namespace {

using tests::asked;
using tests::fake_node;
using tests::has;
using tests::run;
using tests::shown;
using tests::stopped_node;
using tests::told;

std::string text_of_file(const std::filesystem::path& file) {
  std::ifstream from{file};
  return {std::istreambuf_iterator<char>{from}, {}};
}

void write_file(const std::filesystem::path& file, const std::string& text) {
  std::ofstream{file} << text;
}

/// A letter as `export` writes it; its change came by `query`, or by /changes when that is empty.
std::string exported(const std::string& id, const std::string& query,
                     const std::string& state = "open") {
  return R"({"id":")" + id + R"(","entity":"pricing","key":"LAMP-0)" + id +
         R"(","class":"data","state":")" + state +
         R"(","status":400,"error":"no price","last_at":"2026-08-14T10:02:11.042Z","note":"",)" +
         R"("change":{"entity":"pricing","key":"LAMP-0)" + id +
         R"(","version":"638912345678901234","inserted":{"InventoryID":"LAMP-0)" + id +
         R"("},"deleted":{"InventoryID":"LAMP-0)" + id + R"(  "},"id":"5f0d","query":")" + query +
         R"(","company":""},"request":null})";
}

TEST_CASE("letters resolve: closes what the filters mean, with a note") {
  const fake_node node{[](const asked&) { return told{200, R"({"count":1})", {}}; }};
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "resolve", "--id", "4", "--note", "by hand"}) == 0);
  CHECK(node.requests().back().target == "/dead-letters/resolve");
  CHECK(node.requests().back().body == R"({"note":"by hand","id":["4"]})");
  CHECK(screen.out() == "1 dead letter resolved\n");
}

TEST_CASE("letters reopen: what a newer delivery superseded stays closed, and says so") {
  const fake_node node{[](const asked&) {
    return told{200, R"({"count":2,"superseded":3,"unmoved":[{"id":"7","why":"superseded"}]})", {}};
  }};
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "reopen", "7", "8", "9"}) == 1);
  CHECK(node.requests().back().target == "/dead-letters/reopen");
  CHECK(node.requests().back().body == R"({"id":["7","8","9"]})");
  CHECK(screen.out() ==
        "2 dead letters reopened; 3 superseded by newer deliveries: only a replay with --force "
        "sends them\ndead letter 7: superseded\n");
}

TEST_CASE("letters: a person is told how many it concerns, and may say no") {
  const fake_node node{[](const asked& what) {
    return what.target == "/replays/j"
               ? told{200, R"({"job":"j","state":"done","total":7,"outcomes":{"delivered":7}})", {}}
               : told{200, R"({"job":"j","count":7})", {}};
  }};
  for (const auto* const verb : {"replay", "resolve", "discard", "reopen"}) {
    shown screen;
    std::istringstream no{"n\n"};
    screen.to.person = &no;
    CHECK(run(screen, node, {"dead-letters", verb, "--class", "data"}) == 1);
    CHECK(node.requests().back().body == R"({"class":"data","dry_run":true})");
    CHECK(has(screen.err(), "7 dead letters to be "));
    CHECK(has(screen.err(), "nothing was changed"));
    shown again;
    std::istringstream yes{"y\n"};
    again.to.person = &yes;
    CHECK(run(again, node, {"dead-letters", verb, "--class", "data"}) == 0);
    shown sure;
    std::istringstream silent;
    sure.to.person = &silent;
    const auto before = node.requests().size();
    CHECK(run(sure, node, {"dead-letters", verb, "--class", "data", "--yes"}) == 0);
    CHECK(node.requests().at(before + 1).body == R"({"class":"data"})");
    CHECK_FALSE(has(sure.err(), "Continue?"));
  }
}

TEST_CASE("replay by force: asked for separately, with the older and the newer value [SPEC 3]") {
  const fake_node node{[](const asked& what) -> told {
    if (what.target == "/replays/j")
      return {
          200, R"({"job":"j","state":"done","total":3,"moved":3,"outcomes":{"delivered":3}})", {}};
    if (has(what.body, "dry_run"))
      return {
          200,
          R"({"count":3,"overwrites":22,"examples":[{"id":"17","entity":"pricing","key":"LAMP-07",)"
          R"("older":{"version":"5","row":{"DefaultPrice":4}},"newer":{"version":"9","value":"42.5"}}]})",
          {}};
    return {202, R"({"job":"j","count":3})", {}};
  }};
  const std::vector<std::string> order{"dead-letters", "replay", "--class", "data", "--force"};
  shown alone;
  CHECK(run(alone, node, order) == 2);  // nobody to ask
  CHECK(has(alone.err(), "expected --yes"));
  CHECK(node.requests().back().target == "/livez");
  shown wary;
  std::istringstream first_only{"y\nn\n"};
  wary.to.person = &first_only;
  CHECK(run(wary, node, order) == 1);
  CHECK(has(wary.err(), "3 dead letters to be replayed. Continue? [y/N]"));
  CHECK(has(wary.err(),
            "LAMP-07: older {\"DefaultPrice\":4}, version \"5\"; newer \"42.5\", version \"9\"\n"
            "  and 21 more\nThis cannot be undone. Continue? [y/N]"));
  CHECK(node.requests().back().body == R"({"class":"data","force":true,"dry_run":true})");
  shown sure;
  std::istringstream both{"y\ny\n"};
  sure.to.person = &both;
  CHECK(run(sure, node, order) == 0);
  auto scripted = order;
  scripted.emplace_back("--yes");
  shown script;
  CHECK(run(script, node, scripted) == 0);
}

TEST_CASE("replay: a record that fails again is told, and gives 1 [SPEC 3]") {
  const fake_node node{[](const asked& what) -> told {
    if (what.method == "POST") return {202, R"({"job":"j","count":1})", {}};
    return {
        200,
        R"({"job":"j","state":"done","total":1,"moved":1,"superseded":0,"failed":0,)"
        R"("outcomes":{"delivered":0,"superseded":0,"filtered":0,"dead_lettered":1,"waiting":0}})",
        {}};
  }};
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "replay", "42"}) == 1);
  CHECK(screen.out() == "1 dead letter: 0 delivered, 0 superseded, 0 filtered, 1 failed\n");
  const fake_node restarted{[](const asked& what) -> told {
    if (what.method == "POST") return {202, R"({"job":"j","count":1})", {}};
    return {200, R"({"job":"j","state":"done","total":1,"moved":1,"outcomes":null})", {}};
  }};
  shown unknown;
  CHECK(run(unknown, restarted, {"dead-letters", "replay", "42"}) == 1);
  CHECK(has(unknown.out(), "their outcomes are unknown, see `acumage history`"));
}

TEST_CASE("letters follow and cancel: by the job's route") {
  const fake_node node{[](const asked& what) {
    const std::string state = what.method == "DELETE" ? "cancelled" : "done";
    return told{
        200,
        R"({"job":"j 1","state":")" + state +
            R"(","total":5,"moved":2,"superseded":0,"failed":0,"outcomes":{"delivered":2}})",
        {}};
  }};
  shown seen;
  CHECK(run(seen, node, {"dead-letters", "follow", "j 1"}) == 0);
  CHECK(node.requests().back().target == "/replays/j%201");
  shown ended;
  CHECK(run(ended, node, {"dead-letters", "cancel", "j 1"}) == 0);
  CHECK(node.requests().back().method == "DELETE");
  CHECK(has(ended.out(),
            "2 dead letters: 2 delivered, 0 superseded, 0 filtered, 0 failed (cancelled)"));
}

TEST_CASE("letters replay: an interrupt leaves the job to the node, and says how to end it") {
  const terminal::held_signals held{SIGINT};
  const auto here = ::pthread_self();  // a process has other threads that would take the signal
  const fake_node node{[here](const asked& what) {
    if (what.method == "POST") return told{202, R"({"job":"j1","count":5})", {}};
    if (what.target == "/replays/j1") ::pthread_kill(here, SIGINT);
    return told{200, R"({"job":"j1","state":"running","total":5,"moved":1})", {}};
  }};
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "replay", "--all"}) == 1);
  CHECK(has(screen.err(), "`acumage dead-letters cancel j1` ends it"));
}

TEST_CASE("letters export: whole letters, one a line, over all pages") {
  const fake_node node{[](const asked& what) {
    const bool second = has(what.target, "cursor=2");
    return told{200,
                R"({"items":[)" + exported(second ? "2" : "1", "MC Price") + R"(],"next":)" +
                    (second ? "null" : R"("2")") + "}",
                {}};
  }};
  const auto lines = exported("1", "MC Price") + "\n" + exported("2", "MC Price") + "\n";
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "export", "--class", "data"}) == 0);
  CHECK(screen.out() == lines);
  CHECK(node.requests().at(1).target == "/dead-letters?class=data&whole=true&limit=200");
  CHECK(has(screen.err(), "2 dead letters exported"));
  const tests::temp_dir folder;
  shown filed;
  CHECK(run(filed, node,
            {"dead-letters", "export", "--output", (folder / "out.ndjson").string()}) == 0);
  CHECK(filed.out().empty());
  CHECK(text_of_file(folder / "out.ndjson") == lines);
}

TEST_CASE("letters export: a file that would not be whole is not there, and an old one stays") {
  const fake_node node{[](const asked& what) {
    return has(what.target, "cursor=2")
               ? told{500, {}, {}}
               : told{200, R"({"items":[)" + exported("1", "MC Price") + R"(],"next":"2"})", {}};
  }};
  const tests::temp_dir folder;
  write_file(folder / "out.ndjson", "before\n");
  shown screen;
  CHECK(run(screen, node,
            {"dead-letters", "export", "--output", (folder / "out.ndjson").string()}) == 1);
  CHECK(text_of_file(folder / "out.ndjson") == "before\n");
  CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
  shown nowhere;
  CHECK(run(nowhere, node, {"dead-letters", "export", "--output", "/nowhere/at/all"}) == 1);
}

/// Runs import against the listener as an intake.
int import(shown& screen, const fake_node& node, std::vector<std::string> words) {
  words.insert(words.begin(), {"dead-letters", "import"});
  words.insert(words.end(), {"--intake", node.url(), "--config", "/dev/null"});
  return run(screen, words);
}

TEST_CASE("letters import: changes are handed in as they came, under their versions") {
  const fake_node node{[](const asked&) { return told{200, R"({"accepted":1})", {}}; }};
  const tests::temp_dir folder;
  const auto file = (folder / "letters.ndjson").string();
  write_file(file, exported("1", "MC Price") + "\n\n" + exported("2", "") + "\n" +
                       exported("3", "MC Price", "resolved") + "\n");
  shown screen;
  CHECK(import(screen, node, {file}) == 0);
  const auto requests = node.requests();
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].target == "/push");
  CHECK(requests[0].body ==
        R"({"Inserted":[{"InventoryID":"LAMP-01"}],"Deleted":[{"InventoryID":"LAMP-01  "}],)"
        R"("Query":"MC Price","Id":"letter-1/5f0d","TimeStamp":638912345678901234})");
  CHECK(requests[1].target == "/changes");
  CHECK(requests[1].body ==
        R"({"entity":"pricing","version":"638912345678901234","id":"letter-2/5f0d",)"
        R"("fields":{"InventoryID":"LAMP-02"}})");
  CHECK(has(screen.out(), "2 dead letters submitted: accepted 2"));
}

TEST_CASE("letters import: the filters are those of every verb, and a dry run hands nothing in") {
  const fake_node node{[](const asked&) { return told{200, R"({"accepted":1})", {}}; }};
  const tests::temp_dir folder;
  const auto file = (folder / "letters.ndjson").string();
  write_file(file, exported("1", "MC Price") + "\n" + exported("2", "MC Price") + "\n");
  shown dry;
  CHECK(import(dry, node, {file, "--dry-run", "--since", "2026-08-14"}) == 0);
  CHECK(dry.out() == "2 dead letters would be submitted\n");
  CHECK(node.requests().empty());
  shown one;
  CHECK(import(one, node, {file, "--key", "lamp-?2", "--json"}) == 0);
  CHECK(node.requests().size() == 1);
  CHECK(has(one.out(), R"({"letters":1,"accepted":1,)"));
  shown asked_first;
  std::istringstream no{"\n"};
  asked_first.to.person = &no;
  CHECK(import(asked_first, node, {file}) == 1);
  CHECK(has(asked_first.err(), "2 dead letters to be submitted"));
  CHECK(node.requests().size() == 1);
}

TEST_CASE("letters import: a wrong line costs itself, is named, and gives 1") {
  const fake_node node{[](const asked& what) {
    return has(what.body, "LAMP-01")
               ? told{400, R"({"error":{"code":"invalid","message":"no; expected yes"}})", {}}
               : told{200, R"({"accepted":1})", {}};
  }};
  const tests::temp_dir folder;
  const auto file = (folder / "letters.ndjson").string();
  write_file(file, "{\n\n{\"id\":\"9\"}\n" + exported("1", "MC Price") + "\n" +
                       exported("2", "MC Price") + "\n");
  shown screen;
  CHECK(import(screen, node, {file}) == 1);
  CHECK(has(screen.err(), file + ":1: "));
  CHECK(has(screen.err(), file + ":3: not a dead letter"));
  CHECK(has(screen.err(), file + ":4: no; expected yes"));
  CHECK(has(screen.out(), "accepted 1, duplicates 0, unrouted 0, discarded 0, refused 3"));
  shown missing;
  CHECK(import(missing, node, {"/nowhere/letters"}) == 2);
}

TEST_CASE("letters edit: from a file, kept by the node, and replayed when that is wanted") {
  const fake_node node{[](const asked& what) -> told {
    if (what.method == "POST") return {202, R"({"job":"j","count":1})", {}};
    if (what.target == "/replays/j")
      return {
          200,
          R"({"job":"j","state":"done","total":1,"moved":1,"superseded":0,"failed":0,"outcomes":{"delivered":1}})",
          {}};
    return {200, exported("7", "MC Price"), {}};
  }};
  const tests::temp_dir folder;
  const auto file = (folder / "7.json").string();
  write_file(file, R"({"inserted":{"InventoryID":"LAMP-07","DefaultPrice":4}})");
  shown screen;
  CHECK(run(screen, node, {"dead-letters", "edit", "7", "--from", file, "--replay"}) == 0);
  const auto requests = node.requests();
  REQUIRE(requests.size() == 5);
  CHECK(requests[2].method == "PUT");
  CHECK(requests[2].target == "/dead-letters/7/change");
  CHECK(requests[2].body == text_of_file(file));
  CHECK(requests[3].target == "/dead-letters/replay");
  CHECK(requests[3].body == R"({"id":["7"]})");
  CHECK(has(screen.out(), "1 delivered"));
  shown dry;
  CHECK(run(dry, node, {"dead-letters", "edit", "7", "--from", file, "--replay", "--dry-run"}) ==
        0);
  CHECK(node.requests().back().target == "/dead-letters/7/change?dry_run=true");
  shown nobody;
  CHECK(run(nobody, node, {"dead-letters", "edit", "7"}) == 1);
  CHECK(has(nobody.err(), "expected --from FILE"));
}

/// $VISUAL for one test.
struct chosen_editor {
  explicit chosen_editor(const char* command) { ::setenv("VISUAL", command, 1); }
  ~chosen_editor() { ::unsetenv("VISUAL"); }
};

TEST_CASE("letters edit: in an editor, over the data folder, what came stays") {
  const stopped_node node;
  const auto run_edit = [&](shown& screen, std::vector<std::string> more) {
    std::istringstream person{"y\n"};
    screen.to.person = &person;
    more.insert(more.begin(), {"dead-letters", "edit", "2"});
    return node.run(screen, more);
  };
  {
    const chosen_editor none{"true"};
    shown same;
    CHECK(run_edit(same, {}) == 0);
    CHECK(has(same.err(), "nothing was edited"));
  }
  {
    const chosen_editor wrong{"sed -i 's/\"InventoryID\": .*,/\"Nothing\": 1,/'"};
    shown refused;
    CHECK(run_edit(refused, {}) == 1);
    CHECK(has(refused.err(), "name no record"));
    const auto place = refused.err().find("your edit is saved in ");
    REQUIRE(place != std::string::npos);
    const auto draft =
        refused.err().substr(place + 22, refused.err().find(": correct it") - place - 22);
    CHECK(has(text_of_file(draft), "\"Nothing\": 1"));
    std::filesystem::remove(draft);
  }
  const chosen_editor mends{"sed -i 's/LAMP-07/LAMP-08/; s/: 4$/: 5/'"};
  shown edited;
  CHECK(run_edit(edited, {}) == 0);
  CHECK(has(edited.out(), R"({"InventoryID":"LAMP-07","DefaultPrice":4})"));
  const auto letter = node.open()->letter(2);
  REQUIRE(letter.ok());
  CHECK(letter->original->key == "LAMP-07");
  CHECK(has(letter->change.what.inserted, "5"));
}

TEST_CASE(
    "letters edit: a change that its lane would refuse is refused, one it would not send is "
    "named") {
  const stopped_node node;
  const tests::temp_dir folder;
  const auto file = (folder / "2.json").string();
  write_file(file, R"({"inserted":{"InventoryID":"LAMP-07","DefaultPrice":"abc"}})");
  shown refused;
  CHECK(node.run(refused, {"dead-letters", "edit", "2", "--from", file}) == 1);
  CHECK(has(refused.err(), "change: DefaultPrice"));
  CHECK(has(refused.err(), "is not a number"));
  CHECK_FALSE(node.open()->letter(2)->original);
  write_file(file, R"({"inserted":{"InventoryID":"LAMP-07","DefualtPrice":5}})");
  shown named;
  CHECK(node.run(named, {"dead-letters", "edit", "2", "--from", file}) == 0);
  CHECK(has(named.err(), "a replay will not send it: filtered: "));
}

TEST_CASE("letters show: says what went wrong and what to do") {
  const stopped_node node;
  shown screen;
  CHECK(node.run(screen, {"dead-letters", "show", "2"}) == 0);
  CHECK(has(screen.out(), "what it is  The row is invalid"));
  CHECK(has(screen.out(), "what to do  Correct the record in Acumatica"));
}

TEST_CASE("without a node: a job that was running is cancelled in the folder") {
  const stopped_node node;
  replay_job job;
  job.id = "j1";
  job.total = 3;
  REQUIRE(node.open()->save_job(job).ok());
  shown refused;
  CHECK(node.run(refused, {"dead-letters", "replay", "--all"}) == 1);
  shown screen;
  CHECK(node.run(screen, {"dead-letters", "cancel", "j1"}) == 0);
  CHECK(node.open()->job()->state == job_state::cancelled);
  shown free;
  CHECK(node.run(free, {"dead-letters", "replay", "--class", "data"}) == 0);
}

}  // namespace
}  // namespace acumage::commands
