// A command line, checked against the program's commands: what to do, or what is wrong with it.
#pragma once

#include "cli/arguments/command.hpp"
#include "settings/wall_clock.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acumage::arguments {

struct command_line {
  action what;        ///< empty: there is nothing to run
  std::string out;    ///< the requested help or version
  std::string err;    ///< what is wrong and what was expected
  int exit_code = 0;  ///< 2: wrong usage
};

/// `arguments` excludes the program's name. An argument `--a.b=value` at any place overrides a
/// setting. Times in words ("2h") are relative to `now_us`, microseconds since 1970. `program` need
/// not outlive the call.
command_line read_command_line(const command& program, const std::vector<std::string>& arguments,
                               std::int64_t now_us = settings::wall_us());

}  // namespace acumage::arguments
