#include "cli/commands/send_files.hpp"

#include "cli/commands/settings.hpp"
#include "cli/commands/test_connection.hpp"
#include "messages/pull.hpp"
#include "settings/wall_clock.hpp"
#include "tests/cli/commands/desk.hpp"

#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

namespace acumage::commands {
namespace {

using tests::asked;
using tests::fake_node;
using tests::has;
using tests::shown;
using tests::told;

TEST_CASE("send: folders become their files in the order of names, and nothing else") {
  const tests::temp_dir folder;
  for (const auto* const name : {"2.json", "10.ndjson", "1.json", "README.md"})
    std::ofstream{folder / name} << "{}";
  const auto path = folder.path().string();
  const auto files = expand_files({path, path + "/README.md"});
  REQUIRE(files.ok());
  CHECK(*files == std::vector<std::string>{path + "/1.json", path + "/10.ndjson", path + "/2.json",
                                           path + "/README.md"});
  CHECK_FALSE(expand_files({path + "/none"}).ok());
}

int send(shown& screen, const std::string& intake, std::vector<std::string> words) {
  words.insert(words.begin(), "send");
  words.insert(words.end(), {"--intake", intake, "--config", "/dev/null"});
  return tests::run(screen, words);
}

TEST_CASE("send: a baseline ends only when all of it was accepted") {
  const tests::temp_dir folder;
  const auto good = (folder / "good.ndjson").string();
  const auto mixed = (folder / "mixed.ndjson").string();
  const auto push = (folder / "push.json").string();
  std::ofstream{good} << "{\"entity\":\"inventory\"}\n";
  std::ofstream{mixed} << "{\"entity\":\"inventory\"}\n{\"oops\":1}\n";
  std::ofstream{push} << R"({"Query":"Q","Inserted":[],"Deleted":[],"Id":"1","TimeStamp":1})";
  bool full = true;
  bool reading = true;
  const fake_node node{[&](const asked& what) {
    if (what.target == "/changes?baseline=known")
      return told{200,
                  std::exchange(reading, false)
                      ? R"({"accepted":0,"taken_in":false})"
                      : R"({"accepted":0,"taken_in":true,"known":{"inventory":1200,"order":1}})",
                  {}};
    if (what.target == "/changes?baseline=end" && std::exchange(full, false))
      return told{503, R"({"error":{"message":"full"}})", "0"};
    return told{200, R"({"accepted":1,"duplicates":0,"unrouted":0,"discarded":0})", {}};
  }};
  const auto targets = [&] {
    std::vector<std::string> all;
    for (const auto& each : node.requests()) all.push_back(each.target);
    return all;
  };
  shown fine;
  CHECK(send(fine, node.url(), {"--baseline", good, good}) == 0);
  CHECK(targets() == std::vector<std::string>{"/changes?baseline=begin", "/changes?baseline=true",
                                              "/changes?baseline=true", "/changes?baseline=end",
                                              "/changes?baseline=end", "/changes?baseline=known",
                                              "/changes?baseline=known"});
  CHECK(node.requests().back().body.empty());
  CHECK(has(fine.out(), "known now: 0 prices, 1,200 items, 0 shipments, 0 customers, 1 order\n"));
  shown refused;
  CHECK(send(refused, node.url(), {"--baseline", mixed}) == 1);
  CHECK(targets().back() == "/changes?baseline=true");
  CHECK(has(refused.err(), "baseline: 1 line refused, so it was not ended"));
  shown foreign;
  CHECK(send(foreign, node.url(), {"--baseline", push}) == 1);
  CHECK(targets().size() == 10);
  CHECK(has(foreign.err(), push + ":1: a notification; expected a baseline"));
}

TEST_CASE("send: with an entity, folders give their tables too, and `-` is the standard input") {
  const tests::temp_dir folder;
  for (const auto* const name : {"2.json", "3.tsv", "1.csv", "README.md"})
    std::ofstream{folder / name} << "{}";
  const auto path = folder.path().string();
  const auto files = expand_files({path, "-"}, file_kinds::json_and_tables);
  REQUIRE(files.ok());
  CHECK(*files ==
        std::vector<std::string>{path + "/1.csv", path + "/2.json", path + "/3.tsv", "-"});
}

TEST_CASE(
    "send: the version of rows is the file's time as .NET ticks, unless it is in the future") {
  constexpr std::int64_t second = 1'000'000;
  const tests::temp_dir folder;
  const auto file = (folder / "a.csv").string();
  std::ofstream{file} << "InventoryID\n";
  const auto now = settings::wall_us() + second;
  const auto version = version_of_file(file, now);
  REQUIRE(version.ok());
  CHECK(*version <= ticks_of(now));
  CHECK(*version > ticks_of(now - 60 * second));
  CHECK(version_of_file("-", now).value() == ticks_of(now));
  const auto early = version_of_file(file, now - 3600 * second);
  REQUIRE_FALSE(early.ok());
  CHECK(has(early.problem().message, "in the future; expected --version-at"));
}

TEST_CASE("send: rows from the standard input, and what --version-at refuses") {
  const fake_node node{[](const asked&) {
    return told{200, R"({"accepted":1,"duplicates":0,"unrouted":0,"discarded":0})", {}};
  }};
  std::istringstream rows{"InventoryID,DefaultPrice\nA,1\nB,x\n"};
  auto* const before = std::cin.rdbuf(rows.rdbuf());
  shown screen;
  const int code =
      send(screen, node.url(), {"--entity", "pricing", "--version-at", "638907625310000000", "-"});
  std::cin.rdbuf(before);
  CHECK(code == 1);
  CHECK(has(screen.err(), "stdin: version 638907625310000000, 2025-08-14T10:02:11.000Z\n"));
  CHECK(has(screen.err(), "stdin:3: column DefaultPrice = \"x\""));
  REQUIRE(node.requests().size() == 1);
  CHECK(has(node.requests()[0].body, R"("version":638907625310000000,"id":"line 2")"));
  const auto refusal = [](std::vector<std::string> words) {
    words.insert(words.begin(), "send");
    return arguments::read_command_line(program({}), words).err;
  };
  CHECK(has(refusal({"--version-at", "1h", "a.csv"}), "--version-at: without --entity"));
  CHECK(has(refusal({"--entity", "pricing", "--version-at", "2999-01-01", "a"}), "in the future"));
  CHECK(has(refusal({"--entity", "pricing", "--version-at", "then", "a"}), "--version-at = then"));
  CHECK(has(refusal({"--entity", "prices", "a"}), "--entity = prices; expected pricing"));
}

TEST_CASE("send: exit codes and the account") {
  const tests::temp_dir folder;
  const auto good = (folder / "good.ndjson").string();
  const auto mixed = (folder / "mixed.ndjson").string();
  std::ofstream{good} << "{\"entity\":\"pricing\"}\n";
  std::ofstream{mixed} << "{\"entity\":\"pricing\"}\n{\"oops\":1}\n";
  const fake_node node{[](const asked&) {
    return told{200, R"({"accepted":1,"duplicates":0,"unrouted":0,"discarded":0})", {}};
  }};
  shown fine;
  CHECK(send(fine, node.url(), {good, good}) == 0);
  CHECK(fine.out().starts_with("accepted 2, duplicates 0; 2 requests, "));
  shown refused;
  CHECK(send(refused, node.url(), {mixed, "--json"}) == 1);
  CHECK(has(refused.err(), mixed + ":2: neither Query nor entity"));
  CHECK(has(refused.out(), R"("accepted":1,)"));
  CHECK(has(refused.out(), R"("refused":1,)"));
  shown missing;
  CHECK(send(missing, node.url(), {good, "/no/such/file"}) == 2);
  shown nobody;
  CHECK(send(nobody, "http://127.0.0.1:1", {good}) == 1);
  CHECK(has(nobody.err(), "stopped before line 1"));
  CHECK(node.requests().size() == 3);
}

TEST_CASE(
    "settings: the file is the flag's, the environment's, the working folder's, in this order") {
  const tests::temp_dir folder;
  CHECK(find_config("a.ini", {{"ACUMAGE_CONFIG", "b.ini"}}, folder.path()) == "a.ini");
  CHECK(find_config({}, {{"ACUMAGE_CONFIG", "b.ini"}}, folder.path()) == "b.ini");
  std::ofstream{folder / "config.ini"} << "";
  CHECK(find_config({}, {{"ACUMAGE_CONFIG", ""}}, folder.path()) ==
        (folder / "config.ini").string());
}

TEST_CASE("test-connection: one line a check, the remedy below, and JSON as the API answers") {
  const connection_report report{
      false,
      {{"address", true, "answers", ""}, {"credential", false, "401", "Compare the token."}}};
  CHECK(report_text(report, false) ==
        "ok   address: answers\n"
        "FAIL credential: 401\n"
        "       Compare the token.\n");
  CHECK(report_json(report) ==
        R"({"ok":false,"checks":[{"name":"address","ok":true,"detail":"answers","remedy":""},)"
        R"({"name":"credential","ok":false,"detail":"401","remedy":"Compare the token."}]})");
}

}  // namespace
}  // namespace acumage::commands
