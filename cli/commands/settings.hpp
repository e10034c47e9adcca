// Which settings a command works with: where they are looked for, and what is said about mistakes in them.
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

/// --config, else $ACUMAGE_CONFIG, else config.ini in `folder`, else /etc/acumage/config.ini; empty when
/// there is none of them. The first two are taken at their word: a missing file is a mistake.
std::string find_config(const std::string& given,
                        const std::map<std::string, std::string>& environment,
                        const std::filesystem::path& folder);

/// With this process's environment and working folder.
settings::settings_sources sources_of(const arguments::settings_choice& from);

/// Which findings are printed.
enum class findings_shown : std::uint8_t { errors, all };

/// Findings go to stderr, with a note when there is no settings file. Empty: there are errors, the command
/// ends with 2.
std::optional<settings::settings> settings_of(const settings::settings_sources& from,
                                              findings_shown shown, terminal::terminal& to);

/// The settings of a command that talks to a node. With address and token given by flags, no settings file
/// is looked for, for then it may be another machine's node.
std::optional<settings::settings> settings_of(const arguments::node_choice& from,
                                              terminal::terminal& to);

}  // namespace acumage::commands
