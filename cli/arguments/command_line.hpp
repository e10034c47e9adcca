// A command line, read against the commands that a program has: what is to be done, or what is wrong with it.
#pragma once

#include "cli/arguments/command.hpp"
#include "settings/wall_clock.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acumage::arguments {

struct command_line {
  action what;        ///< empty: nothing is to be carried out
  std::string out;    ///< help or version, asked for
  std::string err;    ///< what is wrong; what was expected
  int exit_code = 0;  ///< 2: wrong usage
};

/// `arguments` without the program's name. Anything `--a.b=value` is an override of the settings, wherever
/// it stands. Times in words ("2h") count from `now_us`, microseconds since 1970. `program` need not outlive the
/// call.
command_line read_command_line(const command& program, const std::vector<std::string>& arguments,
                               std::int64_t now_us = settings::wall_us());

}  // namespace acumage::arguments
