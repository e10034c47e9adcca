// From config.ini, environment and command line to settings, with every mistake named at once.
#pragma once

#include "settings/settings.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acumage::settings {

/// Where settings come from; what stands further down wins: defaults, file, environment, overrides.
struct settings_sources {
  std::string file;                    ///< path of config.ini; empty: none, the defaults
  std::vector<std::string> overrides;  ///< "--section.key=value"; the last of a key wins
  /// The whole environment may be given: ACUMAGE__SECTION__KEY are read (dots are underscores), and
  /// CREDENTIALS_DIRECTORY, where secret files named without a folder are looked for, too.
  std::map<std::string, std::string> environment;
};

enum class severity : std::uint8_t { error, warning };

/// Something an operator should know about the settings; never holds a secret.
struct finding {
  acumage::settings::severity severity = acumage::settings::severity::error;
  std::string where;    ///< "config.ini:14", "--queue.batch_count", "ACUMAGE__QUEUE__BATCH_COUNT"
  std::string key;      ///< "queue.batch_count", empty when it is about none
  std::string message;  ///< "queue.batch_count = 0; expected 1 to 1000"
};

struct loaded {
  std::optional<settings> value;  ///< present when no finding is an error
  std::vector<finding> findings;
};

/// Reads all sources, and the files that hold secrets, and checks each key and what keys mean
/// together. The settings know where each of them was given.
///
/// A map section in the file replaces the built-in map; maps cannot be overridden. `X_file` beside
/// every secret X names a file with it: relative to the folder of config.ini, else (a bare name
/// that does not exist there) in $CREDENTIALS_DIRECTORY; a last newline is trimmed. Both given by
/// the same source is an error; a later source replaces either.
loaded load_settings(const settings_sources& from);

/// What `acumage run` needs beyond: the store's address and a credential for it.
std::vector<finding> findings_for_run(const settings& value, const std::string& file);

/// load_settings() and findings_for_run(): what `acumage run` starts with, and `check-config` reports. No value when it
/// would not start.
loaded load_for_run(const settings_sources& from);

/// By the lines of the file; what stands in none of them comes last, in the order that it had.
void sort_findings(std::vector<finding>& all, const std::string& file);

bool has_errors(const std::vector<finding>& findings);

}  // namespace acumage::settings
