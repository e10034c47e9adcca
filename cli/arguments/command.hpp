// A command as its file declares it: name, help, flags, and what it does with their values.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace acumage::terminal {
struct terminal;
}

namespace acumage::arguments {

class value_reader;

inline constexpr std::size_t any_number = 0;

struct flag {
  std::string name;       ///< "--key"; "FILE" for a positional argument
  std::string type = {};  ///< the name of its value; empty: a switch or a positional argument
  std::string help = {};  ///< may contain line breaks
  bool sent = false;     ///< sent to the API under its own name: "--dry-run" as dry_run, "ID" as id
  std::size_t most = 1;  ///< how often it may be given; any_number

  bool is_word() const { return name.front() != '-'; }
  bool has_value() const { return !type.empty() || is_word(); }
};

/// Runs a command whose values have been read; returns the exit code.
using action = std::function<int(terminal::terminal&)>;

struct command {
  std::string name;
  std::string help;     ///< one line that starts with an imperative verb
  std::string example;  ///< one command per line
  std::vector<flag> flags = {};
  std::function<action(value_reader&)> read = {};  ///< its result is dropped after a complaint
  std::string details = {};                        ///< lines between the flags and the example
  std::vector<command> below = {};

  /// The flag with this name; null if there is none.
  const flag* flag_named(const std::string& wanted) const;
  /// The help text below the flags.
  std::string footer() const;
};

/// Several lists joined into one.
std::vector<flag> joined(std::vector<std::vector<flag>> lists);

}  // namespace acumage::arguments
