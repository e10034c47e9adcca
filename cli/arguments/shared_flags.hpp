// Flags that several commands have; included by .cpp files only.
#pragma once

#include "cli/arguments/flags.hpp"

#include <string>

namespace acumage::arguments {

/// A command with an example below its help.
CLI::App& add_command(CLI::App& to, const std::string& name, const std::string& words,
                      const std::string& example);
/// Lines of text between its flags and its example.
void add_details(CLI::App& to, const std::string& lines);
void add_config(CLI::App& to, given_values& into);
void add_json(CLI::App& to, given_values& into);
/// Settings, listeners, token and --json.
void add_node(CLI::App& to, given_values& into, const char* token_help);
/// The same for what asks the admin listener.
void add_admin(CLI::App& to, given_values& into);
/// Those that everything knows: entity and key.
void add_record_filters(CLI::App& to, given_values& into);
/// Limit, cursor and --all; `what` names the items.
void add_page_flags(CLI::App& to, given_values& into, const std::string& what);

/// `dead-letters` and all below it.
void add_letters(CLI::App& app, given_values& into);
void add_history(CLI::App& app, given_values& into);

}  // namespace acumage::arguments
