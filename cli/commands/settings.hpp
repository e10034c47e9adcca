// The settings of a command: where they are searched for, and how mistakes in them are reported.
#pragma once

#include "cli/arguments/choices.hpp"
#include "cli/terminal/terminal.hpp"
#include "settings/load.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace acumage::commands {

std::map<std::string, std::string> own_environment();

/// --config, otherwise $ACUMAGE_CONFIG, otherwise config.ini in `folder`, otherwise
/// /etc/acumage/config.ini; empty if there is none. If one of the first two is given, a missing
/// file is a mistake.
std::string find_config(const std::string& given,
                        const std::map<std::string, std::string>& environment,
                        const std::filesystem::path& folder);

/// With this process's environment and working folder.
settings::settings_sources sources_of(const arguments::settings_choice& from);

/// The findings to print.
enum class findings_shown : std::uint8_t { errors, all };

/// Findings go to stderr, with a note if there is no settings file. Empty: there are errors, and
/// the command ends with 2.
std::optional<settings::settings> settings_of(const settings::settings_sources& from,
                                              findings_shown shown, terminal::terminal& to);

/// The settings of a command that talks to a node. If flags give address and token, no settings
/// file is searched for, because the node may be on another machine.
std::optional<settings::settings> settings_of(const arguments::node_choice& from,
                                              terminal::terminal& to);

}  // namespace acumage::commands
