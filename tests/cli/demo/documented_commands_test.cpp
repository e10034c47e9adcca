// Do the documents name commands and flags that there are? Read only; tests/process carries some of them out.
#include "tests/support/documented_commands.hpp"
#include "cli/arguments/command_line.hpp"
#include "cli/commands/table.hpp"
#include "cli/demo/demo.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace acumage::demo {
namespace {

/// As a shell would hand them over, up to where the output goes.
std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  char quote = 0;
  bool open = false;
  for (const char c : command) {
    if (quote != 0 ? c == quote : c == '\'' || c == '"') {
      quote = quote != 0 ? '\0' : c;
    } else if (c == '>' && quote == 0) {
      break;
    } else if (c == ' ' && quote == 0) {
      open = false;
      continue;
    } else {
      if (!open) words.emplace_back();
      open = true;
      words.back() += c;
    }
  }
  words.erase(words.begin());
  return words;
}

arguments::command_line read_command_line(const std::vector<std::string>& words) {
  static const auto program = commands::program({demo_command()});
  return arguments::read_command_line(program, words);
}

/// What is said to it with --help; empty: nothing.
std::string help_of(std::vector<std::string> words) {
  words.emplace_back("--help");
  return read_command_line(words).out;
}

TEST_CASE("documents: each command and flag that they name is one of the program") {
  std::size_t found = 0;
  for (const auto& file : tests::document_files())
    for (const auto& shown : tests::commands_in(file)) {
      const auto& command = shown.text;
      if (!command.starts_with("acumage ")) continue;
      ++found;
      const auto words = words_of(command);
      const auto read = read_command_line(words);
      INFO(shown.place << ": " << command << ": " << read.err);
      CHECK((read.exit_code == 0 || tests::is_mention(command, help_of(words))));
    }
  CHECK(found > 50);
}

TEST_CASE("demo: one of the program's commands, with its own settings and bounds") {
  CHECK(read_command_line({"demo", "--seconds-per-file", "0"}).what);
  CHECK(read_command_line({"demo", "--seconds-per-file", "61"})
            .err.find("expected 0 to 60 seconds") != std::string::npos);
  CHECK(read_command_line({"demo", "--queue.batch_count=4"})
            .err.find("the command has its own settings") != std::string::npos);
}

}  // namespace
}  // namespace acumage::demo
