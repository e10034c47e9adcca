// The command lines of the program: what is taken, what is refused before anybody is asked.
#include "tests/cli/commands/desk.hpp"

#include <algorithm>

namespace acumage::commands {
namespace {

using tests::asked;
using tests::fake_node;
using tests::has;
using tests::shown;
using tests::told;

arguments::command_line read_command_line(const std::vector<std::string>& words) {
  return arguments::read_command_line(program({}), words);
}

/// What is said about a line that is wrong.
std::string complaint(const std::vector<std::string>& words) {
  const auto line = read_command_line(words);
  CHECK(line.exit_code == 2);
  CHECK_FALSE(line.what);
  CHECK(line.out.empty());
  CHECK(line.err.ends_with(" --help`.\n"));
  return line.err.substr(0, line.err.find('\n'));
}

/// The last request that a node gets.
asked request_of(std::vector<std::string> words, std::int64_t now_us = settings::wall_us()) {
  const fake_node node{[](const asked&) { return told{200, R"({"count":1,"items":[]})", {}}; }};
  words.insert(words.end(), {"--admin", node.url(), "--config", "/dev/null"});
  const auto line = arguments::read_command_line(program({}), words, now_us);
  INFO(line.err);
  REQUIRE(line.what);
  shown screen;
  CHECK(line.what(screen.to) == 0);
  return node.requests().back();
}

TEST_CASE("command line: help and version are output, not errors") {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"--help"},
                                             {"run", "--help"},
                                             {"dead-letters", "-h"},
                                             {"dead-letters", "replay", "-h"}}) {
    const auto line = read_command_line(words);
    CHECK(line.exit_code == 0);
    CHECK(line.err.empty());
    CHECK(has(line.out, "Example:\n  acumage "));
  }
  CHECK(has(read_command_line({"dead-letters", "replay", "-h"}).out,
            "Usage: acumage dead-letters replay"));
  CHECK(read_command_line({"--version"}).out.starts_with("acumage "));
}

TEST_CASE("command line: an unknown command or flag names the nearest one") {
  CHECK(has(complaint({"stat"}), "stat: unknown command; expected run, check-config"));
  CHECK(has(complaint({"stat"}), "did you mean `stats`?"));
  CHECK(has(complaint({"dead-letters", "lst"}), "did you mean `list`?"));
  CHECK(complaint({"stats", "--jsn"}) ==
        "acumage stats: --jsn: unknown flag; expected a flag of this command; did you mean "
        "`--json`?");
  CHECK(has(complaint({"stats", "now"}), "now: unexpected"));
}

TEST_CASE("command line: a missing command, operand or value is named") {
  CHECK(has(complaint({}), "a command is missing"));
  CHECK(has(complaint({"dead-letters"}), "expected list, count, show, replay, follow"));
  CHECK(complaint({"send"}) == "acumage send: FILE: missing; expected one or more");
  CHECK(complaint({"run", "--config"}) ==
        "acumage run: --config: its value is missing; expected one");
  CHECK(complaint({"stats", "--config", "a", "--config", "b"}) ==
        "acumage stats: --config: given more than once; expected once");
}

TEST_CASE(
    "command line: filters mean the same to every verb, and are checked before anybody is asked") {
  const std::vector<std::string> filters{"--entity", "pricing", "--key",   "LAMP-*",
                                         "--class",  "data",    "--id",    "4",
                                         "--id",     "7",       "--since", "2026-08-14T10:00:00Z"};
  const std::string query =
      "entity=pricing&key=LAMP-%2A&class=data&since=2026-08-14T10%3A00%3A00Z&id=4&id=7";
  const std::string members =
      R"({"entity":"pricing","key":"LAMP-*","class":"data","since":"2026-08-14T10:00:00Z",)";
  for (const std::string verb :
       {"list", "count", "replay", "resolve", "discard", "reopen", "export"}) {
    std::vector<std::string> words{"dead-letters", verb};
    words.insert(words.end(), filters.begin(), filters.end());
    if (verb == "replay") words.emplace_back("--no-wait");
    const auto made = request_of(words);
    INFO(verb);
    CHECK((made.method == "GET" ? has(made.target, query)
                                : made.body == members + R"("id":["4","7"]})"));
  }
  CHECK(has(complaint({"dead-letters", "list", "--entity", "prices"}),
            "--entity = prices; expected pricing, inventory"));
  CHECK(has(complaint({"dead-letters", "count", "--status", "20"}), "--status = 20; expected 100"));
  CHECK(has(complaint({"dead-letters", "discard", "--since", "someday"}), "--since = someday"));
  CHECK(has(complaint({"dead-letters", "reopen", "--state", "superseded"}),
            "--state = superseded; expected resolved, discarded or any"));
  CHECK(has(complaint({"dead-letters", "reopen"}), "selection: empty; expected entity, key"));
  CHECK(
      has(complaint({"dead-letters", "list", "--limit", "0"}), "--limit = 0; expected 1 to 1000"));
  CHECK(has(complaint({"dead-letters", "count", "--force"}), "--force: unknown flag"));
}

TEST_CASE("command line: times in words go to the API as instants") {
  constexpr std::int64_t noon = 1'755'172'800'000'000;  // 2025-08-14T12:00:00Z
  CHECK(
      request_of({"dead-letters", "count", "--since", "2h", "--until", "2025-08-14T13:00:00+02:00"},
                 noon)
          .target ==
      "/dead-letters/"
      "count?since=2025-08-14T10%3A00%3A00.000Z&until=2025-08-14T13%3A00%3A00%2B02%3A00");
  CHECK(has(
      arguments::read_command_line(program({}), {"history", "--since", "1h", "--until", "2h"}, noon)
          .err,
      "--until: not after since"));
  CHECK(has(complaint({"history", "--since", "soon"}), "--since = soon; expected a time such as"));
}

TEST_CASE("command line: the history takes its own filters, and as many records as are wanted") {
  CHECK(request_of({"history", "--entity", "pricing", "--key", "LAMP-*", "--outcome", "filtered",
                    "--status", "400", "--text", "no price", "--limit", "500", "--cursor", "ab",
                    "--json"})
            .target ==
        "/history?entity=pricing&key=LAMP-%2A&outcome=filtered&status=400&text=no%20price&cursor=ab"
        "&limit=500");
  CHECK(request_of({"history"}).target == "/history?limit=100");
  CHECK(has(complaint({"history", "--outcome", "lost"}), "--outcome = lost; expected delivered"));
  CHECK(has(complaint({"history", "--limit", "0"}), "--limit = 0; expected 1 to 1000000"));
  CHECK(has(complaint({"history", "--class", "data"}), "--class: unknown flag"));
}

TEST_CASE("command line: letters are changed only when it is said which") {
  CHECK(has(complaint({"dead-letters", "discard"}), "selection: empty; expected entity, key"));
  CHECK(has(complaint({"dead-letters", "discard", "--note", "old"}),
            "selection: empty; expected entity, key"));
  CHECK(has(complaint({"dead-letters", "replay", "--key", ""}), "--key: empty; expected a value"));
  CHECK(has(complaint({"dead-letters", "resolve"}), "selection: empty; expected entity, key"));
  CHECK(request_of(
            {"dead-letters", "replay", "--all", "--force", "--yes", "--rate", "5", "--no-wait"})
            .body == R"({"all":true,"force":true,"rate":"5"})");
  CHECK(request_of({"dead-letters", "replay", "--all", "--dry-run", "--rate", "5"}).body ==
        R"({"all":true,"rate":"5","dry_run":true})");
}

TEST_CASE("command line: lanes are named by entity, or all of them by --all") {
  CHECK(request_of({"resume", "--all"}).target == "/lanes/all/resume");
  for (const std::string name : {"pause", "resume", "stop-intake", "start-intake"}) {
    CHECK(request_of({name, "order"}).target == "/lanes/order/" + name);
    CHECK(request_of({name, "pricing", "customer"}).target == "/lanes/customer/" + name);
    CHECK(has(complaint({name, "pricng"}), "did you mean `pricing`?"));
    CHECK(has(complaint({name, "order", "pricng"}), "did you mean `pricing`?"));
    CHECK(has(complaint({name}), "ENTITY: missing; expected one or more, or --all"));
    CHECK(has(complaint({name, "all"}), "ENTITY = all; expected pricing"));
    CHECK(has(complaint({name, "order", "--all"}), "both are given"));
  }
}

TEST_CASE("command line: ids may be plain words [SPEC 3]") {
  CHECK(request_of({"dead-letters", "resolve", "42", "43", "--id", "44"}).body ==
        R"({"id":["44","42","43"]})");
  CHECK(request_of({"dead-letters", "show", "--id", "42"}).target == "/dead-letters/42");
  CHECK(has(complaint({"dead-letters", "show", "42", "--id", "43"}), "both are given"));
  CHECK(has(complaint({"dead-letters", "discard", "4x"}), "--id = 4x; expected 1 to"));
}

/// Calls `use` with every command that has none below it, and the words that lead to it.
template <class Use>
void each_leaf(const arguments::command& at, const std::vector<std::string>& path, Use use) {
  if (at.read) use(at, path);  // some do something and have commands below them
  for (const auto& each : at.below) {
    auto longer = path;
    longer.push_back(each.name);
    each_leaf(each, longer, use);
  }
}

TEST_CASE("command line: an empty value is refused by every flag of every command [SPEC 2.11]") {
  std::size_t tried = 0;
  each_leaf(program({}), {}, [&](const arguments::command& what, auto words) {
    for (const auto& flag : what.flags) {
      if (!flag.has_value()) continue;
      ++tried;
      auto all = words;
      if (!flag.is_word()) all.push_back(flag.name);
      all.emplace_back();
      CHECK(has(complaint(all), flag.name + ": empty; expected a value"));
    }
  });
  CHECK(tried > 150);
}

TEST_CASE(
    "command line: a command that changes something says of what, asks, and can count [SPEC 3]") {
  std::size_t changing = 0;
  each_leaf(program({}), {}, [&](const arguments::command& what, const auto& words) {
    if (what.flag_named("--yes") == nullptr) return;
    ++changing;
    CHECK_MESSAGE(what.flag_named("--dry-run") != nullptr, what.name);
    if (what.name != "first-load") complaint(words);  // without a selection
    if (what.flag_named("--all") == nullptr) return;
    auto all = words;
    if (what.name == "resync" || what.name == "reconcile") all.emplace_back("pricing");
    all.insert(all.end(), {"--all", "--yes"});
    CHECK(read_command_line(all).what);
  });
  CHECK(changing == 19);
}

TEST_CASE("command line: no dry run sends a request that changes something [SPEC 3]") {
  std::size_t tried = 0;
  each_leaf(program({}), {}, [&](const arguments::command& what, auto words) {
    if (what.flag_named("--dry-run") == nullptr || what.flag_named("--admin") == nullptr) return;
    // These work on files, or wait for a job, and have tests of their own.
    static const std::vector<std::string> others{"edit", "import", "reconcile", "first-load",
                                                 "set"};
    if (std::find(others.begin(), others.end(), what.name) != others.end()) return;
    INFO(what.name);
    if (what.name == "resync") words.emplace_back("pricing");
    const fake_node node{[](const asked&) {
      return told{200, R"({"id":"1","count":1,"items":[]})", {}};
    }};
    words.insert(words.end(),
                 {"--all", "--dry-run", "--admin", node.url(), "--config", "/dev/null"});
    const auto line = read_command_line(words);
    INFO(line.err);
    REQUIRE(line.what);
    ++tried;
    shown screen;
    static_cast<void>(line.what(screen.to));
    CHECK(!node.requests().empty());
    for (const auto& each : node.requests()) {
      INFO(each.method << " " << each.target << " " << each.body);
      CHECK((each.method == "GET" || has(each.body, R"("dry_run":true)")));
    }
  });
  CHECK(tried >= 12);
}

TEST_CASE("command line: numbers have bounds") {
  for (const auto* const wrong : {"-1", "x"})
    CHECK(
        has(complaint({"send", "a", "b", "--rate", wrong}), "expected 0 or more rows per second"));
  for (const auto* const wrong : {"0", "3601", "1s", "nan", "-1"})
    CHECK(has(complaint({"stats", "--interval", wrong}), "expected 0.1 to 3600 seconds"));
  CHECK(has(complaint({"dead-letters", "show", "x7"}),
            "ID = x7; expected the number of a dead letter"));
}

}  // namespace
}  // namespace acumage::commands
