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
  std::string name;       ///< "--key"; of a word without a flag "FILE"
  std::string type = {};  ///< what its value is called; empty: a switch, or a word without a flag
  std::string help = {};  ///< may have line breaks
  bool sent = false;     ///< goes to the API under its own name: "--dry-run" as dry_run, "ID" as id
  std::size_t most = 1;  ///< times that it may be given; any_number

  bool is_word() const { return name.front() != '-'; }
  bool has_value() const { return !type.empty() || is_word(); }
};

/// Carries out a command whose values have been read; the exit code.
using action = std::function<int(terminal::terminal&)>;

struct command {
  std::string name;
  std::string help;     ///< one line that starts with a verb
  std::string example;  ///< one line each
  std::vector<flag> flags = {};
  std::function<action(value_reader&)> read = {};  ///< what it returns is dropped after a complaint
  std::string details = {};                        ///< lines between flags and example
  std::vector<command> below = {};

  /// Null: it has none of that name.
  const flag* flag_named(const std::string& wanted) const;
  /// What its help says below the flags.
  std::string footer() const;
};

/// One list of several.
std::vector<flag> joined(std::vector<std::vector<flag>> lists);

}  // namespace acumage::arguments
