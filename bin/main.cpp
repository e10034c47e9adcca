// acumage: reads the command line and hands over to the command.
#include "bin/command_forget.hpp"
#include "bin/command_history.hpp"
#include "bin/command_journal.hpp"
#include "bin/command_lanes.hpp"
#include "bin/command_letters.hpp"
#include "bin/command_line.hpp"
#include "bin/command_run.hpp"
#include "bin/command_send.hpp"
#include "bin/command_stats.hpp"
#include "bin/command_test_connection.hpp"
#include "bin/command_waiting.hpp"
#include "bin/demo.hpp"
#include "bin/terminal.hpp"

#include <csignal>
#include <exception>
#include <string>
#include <variant>
#include <vector>

int main(int argc, char** argv) {
  using namespace acumage::bin;
  // A reader that went away is an error of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  auto screen = own_terminal();
  const auto line = read_command_line(std::vector<std::string>(argv + 1, argv + argc));
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
