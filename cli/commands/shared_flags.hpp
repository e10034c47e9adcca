// Flags that several commands share.
#pragma once

#include "cli/arguments/command.hpp"

#include <string>
#include <vector>

namespace acumage::commands {

using flags = std::vector<arguments::flag>;

inline constexpr bool sent = true;  ///< for a flag that is passed to the API

arguments::flag config_flag();
arguments::flag json_flag();
/// Settings, listeners, token and --json; `token_help` describes the content of --token-file.
flags node_flags(const std::string& token_help);
/// The same for commands that ask the admin listener.
flags admin_flags();
/// Entity and key, which every record has.
flags record_filters();
flags time_filters(const std::string& what);
/// --limit, --cursor and --all; `what` names the items.
flags page_flags(const std::string& what);
/// The flags of every command that changes something; `all` describes --all.
flags change_flags(const std::string& all);
arguments::flag yes_flag();
arguments::flag dry_run_flag();
/// Ids as positional arguments, equivalent to --id.
arguments::flag id_words();
/// One dead letter, by either form of its id.
flags one_id();
/// The selection of dead letters.
flags dead_letter_filters();

}  // namespace acumage::commands
