// Loads the settings from config.ini, environment and command line, and reports every mistake at
// once.
#pragma once

#include "settings/settings.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acumage::settings {

/// Where settings come from. Later sources win: defaults, file, environment, overrides.
struct settings_sources {
  std::string file;                    ///< path of config.ini; empty: none, the defaults
  std::vector<std::string> overrides;  ///< "--section.key=value"; the last of a key wins
  /// May be the whole environment. Only ACUMAGE__SECTION__KEY (dots are underscores) and
  /// CREDENTIALS_DIRECTORY are read; secret files named without a folder are also looked up in the
  /// latter.
  std::map<std::string, std::string> environment;
};

enum class severity : std::uint8_t { error, warning };

/// Something an operator should know about the settings; never holds a secret.
struct finding {
  acumage::settings::severity severity = acumage::settings::severity::error;
  std::string where;    ///< "config.ini:14", "--queue.batch_count", "ACUMAGE__QUEUE__BATCH_COUNT"
  std::string key;      ///< "queue.batch_count"; empty when no key is concerned
  std::string message;  ///< "queue.batch_count = 0; expected 1 to 1000"
};

struct loaded {
  std::optional<settings> value;  ///< present when no finding is an error
  std::vector<finding> findings;
};

/// Reads all sources and the secret files, and checks each key and the rules across keys. The
/// settings record the source of each of them.
///
/// A map section in the file replaces the built-in map; maps cannot be overridden. For every secret
/// X, `X_file` names a file that holds it: relative to the folder of config.ini, or (a bare name
/// that does not exist there) in $CREDENTIALS_DIRECTORY. A final newline is trimmed. If one source
/// gives both, that is an error. A later source replaces either.
loaded load_settings(const settings_sources& from);

/// What `acumage run` also needs: the store's address and a credential for it.
std::vector<finding> findings_for_run(const settings& value, const std::string& file);

/// load_settings() and findings_for_run(): the settings that `acumage run` starts with, and what
/// `check-config` reports. No value when the node would not start.
loaded load_for_run(const settings_sources& from);

/// Sorts by the lines of the file. Findings without a line come last, in their original order.
void sort_findings(std::vector<finding>& all, const std::string& file);

bool has_errors(const std::vector<finding>& findings);

}  // namespace acumage::settings
