// What several commands are told: the form of their output, whose settings they read, which node they ask.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace acumage::arguments {

enum class output_form : std::uint8_t { text, json };

/// Which settings a command reads.
struct settings_choice {
  std::string config;                  ///< --config; empty: looked for
  std::vector<std::string> overrides;  ///< "--section.key=value"
};

/// Which node a command talks to.
struct node_choice {
  settings_choice from;
  std::string admin_url;   ///< empty: of the settings
  std::string intake_url;  ///< empty: of the settings
  std::string token_file;  ///< of the listener that the command asks; empty: of the settings
};

}  // namespace acumage::arguments
