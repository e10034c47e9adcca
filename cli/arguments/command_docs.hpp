// The manual pages and the shells' completions, from the same commands as --help.
#pragma once

#include "cli/arguments/command.hpp"

#include <string>
#include <vector>

namespace acumage::arguments {

struct manual_page {
  std::string name;  ///< "acumage", "acumage-dead-letters": what `man` is asked for
  std::string text;  ///< in man(7)
};

struct command_docs {
  std::vector<manual_page> man;  ///< the program, then one for each command, with those below it
  std::string bash;              ///< scripts that complete commands, flags and file names
  std::string zsh;
  std::string fish;
};
command_docs make_command_docs(const command& program);

}  // namespace acumage::arguments
