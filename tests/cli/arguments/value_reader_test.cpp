// Reading a command line against a table of the test's own.
#include "cli/arguments/value_reader.hpp"

#include "cli/arguments/command_docs.hpp"
#include "cli/arguments/command_line.hpp"
#include "tests/cli/terminal/shown.hpp"

#include <doctest/doctest.h>

#include <functional>

namespace acumage::arguments {
namespace {

using tests::has;

/// `tool look`, which hands its values to `use`, and `tool rest`, which has none.
command tool(std::function<void(value_reader&)> use = {}) {
  command look{.name = "look",
               .help = "Look at things",
               .example = "tool look --key x",
               .flags = {{"--config", "FILE", "settings"},
                         {"--key", "GLOB", "which", true},
                         {"--since", "TIME", "from when", true},
                         {"--dry-run", "", "only count", true},
                         {"--every", "S", "how often"},
                         {"--id", "N", "number", true, any_number},
                         {.name = "FILE", .help = "files", .most = any_number}},
               .read = [use](value_reader& given) -> action {
                 if (use) use(given);
                 return [](terminal::terminal&) { return 7; };
               }};
  command rest{.name = "rest", .help = "Rest", .example = "tool rest", .read = [](value_reader&) {
                 return [](terminal::terminal&) { return 0; };
               }};
  return {.name = "tool", .help = "Does things", .example = "tool look", .below = {look, rest}};
}

constexpr std::int64_t noon = 1'755'172'800'000'000;  // 2025-08-14T12:00:00Z

/// What is said about a line that is wrong; empty: nothing.
std::string read(const std::vector<std::string>& words,
                 std::function<void(value_reader&)> use = {}) {
  const auto line = read_command_line(tool(std::move(use)), words, noon);
  CHECK((line.exit_code == 0) == line.err.empty());
  CHECK(line.err.empty() == static_cast<bool>(line.what));
  return line.err;
}

TEST_CASE("value reader: values come as they were written, and those of the API under its names") {
  CHECK(read({"look", "--key", "[A]", "a", "--id", "4", "b", "--id", "7", "--since", "2h",
              "--dry-run"},
             [](value_reader& given) {
               CHECK(given.all("FILE") == std::vector<std::string>{"a", "b"});
               CHECK(given.has("--dry-run"));
               CHECK_FALSE(given.has("--every"));
               CHECK(given.sent() == api::name_values{{"key", "[A]"},
                                                      {"since", "2025-08-14T10:00:00.000Z"},
                                                      {"dry_run", "true"},
                                                      {"id", "4"},
                                                      {"id", "7"}});
             })
            .empty());
  tests::shown screen;
  CHECK(read_command_line(tool(), {"look"}).what(screen.to) == 7);
}

TEST_CASE("value reader: overrides of settings may stand anywhere and keep their order") {
  CHECK(read({"--queue.batch_count=3", "look", "--log.level=debug", "--config", "c.ini",
              "--queue.batch_count=4"},
             [](value_reader& given) {
               CHECK(given.settings().config == "c.ini");
               CHECK(given.settings().overrides ==
                     std::vector<std::string>{"--queue.batch_count=3", "--log.level=debug",
                                              "--queue.batch_count=4"});
             })
            .empty());
  CHECK(read({"look", "--config=./a.b/c.ini"}, [](value_reader& given) {
          CHECK(given.settings().overrides.empty());
        }).empty());
  CHECK(has(read({"rest", "--queue.batch_count=4"}), "the command has its own settings"));
}

TEST_CASE("value reader: numbers have bounds, words are of a list, and the first problem counts") {
  const auto seconds = [](value_reader& given) {
    CHECK(given.seconds("--every", 1, {0.1, 3600, "0.1 to 3600 seconds"}).count() == 500);
  };
  CHECK(read({"look", "--every", "0.5"}, seconds).empty());
  for (const auto* const wrong : {"0", "3601", "1s", "nan", "-1"})
    CHECK(has(read({"look", "--every", wrong},
                   [](value_reader& given) {
                     given.seconds("--every", 1, {0.1, 3600, "0.1 to 3600 seconds"});
                     given.refuse("later");
                   }),
              "expected 0.1 to 3600 seconds"));
  CHECK(has(read({"look", "--key", "pricng"},
                 [](value_reader& given) { CHECK_FALSE(given.entity_of("--key")); }),
            "did you mean `pricing`?"));
  CHECK(has(read({"look", "--since", "soon"}, [](value_reader& given) { given.sent(); }),
            "--since = soon; expected a time such as"));
}

TEST_CASE("command docs: each command and flag is in the page and in every completion") {
  const auto docs = make_command_docs(tool());
  REQUIRE(docs.man.size() > 1);
  CHECK(docs.man[0].name == "tool");
  CHECK(has(docs.man[0].text, "look"));
  CHECK(docs.man[1].name == "tool-look");
  CHECK(has(docs.man[1].text, ".TH TOOL"));
  for (const auto& text : {docs.man[1].text, docs.bash, docs.zsh, docs.fish}) {
    CHECK(has(text, "tool look"));
    CHECK(has(text, "since"));
    CHECK(has(text, "help"));
  }
}

}  // namespace
}  // namespace acumage::arguments
