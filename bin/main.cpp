// acumage: reads the command line and hands over to the command.
#include "cli/arguments/command_line.hpp"
#include "cli/commands/dead_letters.hpp"
#include "cli/commands/forget.hpp"
#include "cli/commands/history.hpp"
#include "cli/commands/journal.hpp"
#include "cli/commands/lanes.hpp"
#include "cli/commands/run.hpp"
#include "cli/commands/send.hpp"
#include "cli/commands/stats.hpp"
#include "cli/commands/test_connection.hpp"
#include "cli/commands/waiting.hpp"
#include "cli/demo/demo.hpp"
#include "cli/terminal/terminal.hpp"

#include <csignal>
#include <exception>
#include <string>
#include <variant>
#include <vector>

int main(int argc, char** argv) {
  using namespace acumage;
  using commands::perform;
  using demo::perform;
  // A reader that went away is an error of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  auto screen = terminal::own_terminal();
  const auto line = arguments::read_command_line(std::vector<std::string>(argv + 1, argv + argc));
  screen.out << line.out << std::flush;
  screen.err << line.err << std::flush;
  if (!line.what) return line.exit_code;
  try {
    return std::visit([&](const auto& each) { return perform(each, screen); }, *line.what);
  } catch (const std::exception& problem) {
    screen.err << "acumage: " << problem.what() << "; expected no exception, please report it\n";
    return 1;
  }
}
