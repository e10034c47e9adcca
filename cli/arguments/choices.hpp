// Choices that several commands share: the output format, the settings to read and the node to ask.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace acumage::arguments {

enum class output_form : std::uint8_t { text, json };

/// The settings that a command reads.
struct settings_choice {
  std::string config;                  ///< --config; if empty, the default places are searched
  std::vector<std::string> overrides;  ///< "--section.key=value"
};

/// The node that a command talks to.
struct node_choice {
  settings_choice from;
  std::string admin_url;   ///< empty: from the settings
  std::string intake_url;  ///< empty: from the settings
  std::string token_file;  ///< for the listener that the command asks; empty: from the settings
};

}  // namespace acumage::arguments
