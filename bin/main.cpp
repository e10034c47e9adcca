// acumage: reads the command line and runs the command.
#include "cli/arguments/command_line.hpp"
#include "cli/commands/table.hpp"
#include "cli/demo/demo.hpp"
#include "cli/terminal/terminal.hpp"

#include <csignal>
#include <exception>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  using namespace acumage;
  // If the reader of a pipe has gone, the write fails, but the process does not end.
  std::signal(SIGPIPE, SIG_IGN);
  auto screen = terminal::own_terminal();
  const auto line = arguments::read_command_line(commands::program({demo::demo_command()}),
                                                 std::vector<std::string>(argv + 1, argv + argc));
  screen.out << line.out;
  screen.err << line.err << std::flush;
  if (!line.what) return terminal::code_of(line.exit_code, screen);
  try {
    return terminal::code_of(line.what(screen), screen);
  } catch (const std::exception& problem) {
    screen.err << "acumage: " << problem.what() << "; expected no exception, please report it\n";
    return 1;
  }
}
