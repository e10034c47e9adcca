// The manual page and the shells' completions, from the same commands as --help.
#pragma once

#include "cli/arguments/command.hpp"

#include <string>

namespace acumage::arguments {

struct command_docs {
  std::string man;   ///< acumage(1), in man(7)
  std::string bash;  ///< scripts that complete commands, flags and file names
  std::string zsh;
  std::string fish;
};
command_docs make_command_docs(const command& program);

}  // namespace acumage::arguments
