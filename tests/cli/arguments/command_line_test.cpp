#include "cli/arguments/command_line.hpp"

#include "tests/cli/terminal/shown.hpp"

#include <doctest/doctest.h>

namespace acumage::arguments {
namespace {

using tests::has;

template <class T>
T read_as(const std::vector<std::string>& arguments) {
  const auto line = read_command_line(arguments);
  INFO(line.err);
  REQUIRE(line.what);
  REQUIRE(std::holds_alternative<T>(*line.what));
  return std::get<T>(*line.what);
}

/// What is said about a line that is wrong.
std::string complaint(const std::vector<std::string>& arguments) {
  const auto line = read_command_line(arguments);
  CHECK(line.exit_code == 2);
  CHECK_FALSE(line.what);
  CHECK(line.out.empty());
  CHECK(line.err.ends_with(" --help`.\n"));
  return line.err.substr(0, line.err.find('\n'));
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
        "acumage stats: --jsn: unknown flag; expected one of its own; did you mean `--json`?");
  CHECK(has(complaint({"stats", "now"}), "now: one too many"));
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

TEST_CASE("command line: overrides of settings may stand anywhere and keep their order") {
  const auto run = read_as<run_command>({"--queue.batch_count=3", "run", "--log.level=debug",
                                         "--config", "c.ini", "--queue.batch_count=4"});
  CHECK(run.from.config == "c.ini");
  CHECK(run.from.overrides == std::vector<std::string>{"--queue.batch_count=3", "--log.level=debug",
                                                       "--queue.batch_count=4"});
  CHECK(read_as<send_command>({"send", "--config=./a.b/c.ini", "x.json"})
            .node.from.overrides.empty());
  CHECK(has(complaint({"demo", "--queue.batch_count=4"}), "the demo has its own settings"));
}

TEST_CASE(
    "command line: filters mean the same to every verb, and are checked before anybody is asked") {
  const std::vector<std::string> filters{"--entity", "pricing", "--key",   "LAMP-*",
                                         "--class",  "data",    "--id",    "4",
                                         "--id",     "7",       "--since", "2026-08-14T10:00:00Z"};
  for (const auto* const verb : {"list", "count", "replay", "resolve", "discard", "export"}) {
    std::vector<std::string> words{"dead-letters", verb};
    words.insert(words.end(), filters.begin(), filters.end());
    const auto letters = read_as<letters_command>(words);
    CHECK(to_string(letters.verb) == verb);
    CHECK(letters.filters == api::name_values{{"entity", "pricing"},
                                              {"key", "LAMP-*"},
                                              {"class", "data"},
                                              {"since", "2026-08-14T10:00:00Z"},
                                              {"id", "4"},
                                              {"id", "7"}});
  }
  CHECK(has(complaint({"dead-letters", "list", "--entity", "prices"}),
            "--entity = prices; expected pricing, inventory"));
  CHECK(has(complaint({"dead-letters", "count", "--status", "20"}), "--status = 20; expected 100"));
  CHECK(has(complaint({"dead-letters", "discard", "--since", "someday"}), "--since = someday"));
  CHECK(
      has(complaint({"dead-letters", "list", "--limit", "0"}), "--limit = 0; expected 1 to 1000"));
  CHECK(has(complaint({"dead-letters", "count", "--force"}), "--force: unknown flag"));
}

TEST_CASE("command line: times in words go to the API as instants") {
  constexpr std::int64_t noon = 1'755'172'800'000'000;  // 2025-08-14T12:00:00Z
  const auto line = read_command_line(
      {"dead-letters", "count", "--since", "2h", "--until", "2025-08-14T13:00:00+02:00"}, noon);
  REQUIRE(line.what);
  CHECK(std::get<letters_command>(*line.what).filters ==
        api::name_values{{"since", "2025-08-14T10:00:00.000Z"},
                         {"until", "2025-08-14T13:00:00+02:00"}});
  CHECK(has(read_command_line({"history", "--since", "1h", "--until", "2h"}, noon).err,
            "--until: not after since"));
  CHECK(has(complaint({"history", "--since", "soon"}), "--since = soon; expected a time such as"));
}

TEST_CASE("command line: the history takes its own filters, and as many records as are wanted") {
  const auto all = read_as<history_command>(
      {"history", "--entity", "pricing", "--key", "LAMP-*", "--outcome", "filtered", "--status",
       "400", "--text", "no price", "--limit", "5000", "--cursor", "ab", "--json"});
  CHECK(all.filters == api::name_values{{"entity", "pricing"},
                                        {"key", "LAMP-*"},
                                        {"outcome", "filtered"},
                                        {"status", "400"},
                                        {"text", "no price"},
                                        {"cursor", "ab"}});
  CHECK(all.limit == 5000);
  CHECK(all.form == output_form::json);
  CHECK(read_as<history_command>({"history"}).limit == 100);
  CHECK(has(complaint({"history", "--outcome", "lost"}), "--outcome = lost; expected delivered"));
  CHECK(has(complaint({"history", "--limit", "0"}), "--limit = 0; expected 1 to 1000000"));
  CHECK(has(complaint({"history", "--class", "data"}), "--class: unknown flag"));
}

TEST_CASE("command line: letters are changed only when it is said which") {
  CHECK(has(complaint({"dead-letters", "discard"}), "nothing says which letters"));
  CHECK(has(complaint({"dead-letters", "discard", "--note", "old"}), "nothing says which letters"));
  CHECK(has(complaint({"dead-letters", "replay", "--key", ""}), "nothing says which letters"));
  CHECK(has(complaint({"dead-letters", "resolve"}), "nothing says which letters"));
  const auto all = read_as<letters_command>(
      {"dead-letters", "replay", "--all", "--dry-run", "--force", "--rate", "5", "--no-wait"});
  CHECK(all.filters == api::name_values{{"rate", "5"}, {"dry_run", "true"}, {"force", "true"}});
  CHECK(all.dry_run);
  CHECK_FALSE(all.wait);
}

TEST_CASE("command line: lanes are named by entity, all of them when none is") {
  CHECK(read_as<lanes_command>({"pause", "inventory"}).entity == entity::inventory);
  CHECK_FALSE(read_as<lanes_command>({"resume"}).entity);
  CHECK_FALSE(read_as<lanes_command>({"resume", "all"}).entity);
  for (const auto order : {api::lane_order::pause, api::lane_order::resume,
                           api::lane_order::stop_intake, api::lane_order::start_intake}) {
    const std::string name{to_string(order)};
    CHECK(read_as<lanes_command>({name}).order == order);
    CHECK(read_as<lanes_command>({name, "order"}).entity == entity::order);
    CHECK(has(complaint({name, "pricng"}), "did you mean `pricing`?"));
  }
}

TEST_CASE("command line: numbers have bounds") {
  CHECK(read_as<stats_command>({"stats", "--interval", "0.5"}).interval ==
        std::chrono::milliseconds{500});
  CHECK(read_as<send_command>({"send", "a", "b", "--rate", "12.5"}).rate == 12.5);
  CHECK(read_as<demo_command>({"demo"}).per_file == std::chrono::milliseconds{350});
  CHECK(read_as<demo_command>({"demo", "--seconds-per-file", "0"}).per_file ==
        std::chrono::milliseconds{0});
  for (const auto* const wrong : {"0", "3601", "1s", "nan", "-1"})
    CHECK(has(complaint({"stats", "--interval", wrong}), "expected 0.1 to 3600 seconds"));
  CHECK(has(complaint({"dead-letters", "show", "x7"}), "ID = x7; expected the number of a letter"));
}

}  // namespace
}  // namespace acumage::arguments
