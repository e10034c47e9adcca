// Flags that several commands have.
#pragma once

#include "cli/arguments/command.hpp"

#include <string>
#include <vector>

namespace acumage::commands {

using flags = std::vector<arguments::flag>;

inline constexpr bool sent = true;  ///< of a flag that the API takes

arguments::flag config_flag();
arguments::flag json_flag();
/// Settings, listeners, token and --json; `token_help` says what --token-file holds.
flags node_flags(const std::string& token_help);
/// The same for what asks the admin listener.
flags admin_flags();
/// Those that everything knows: entity and key.
flags record_filters();
flags time_filters(const std::string& what);
/// Limit, cursor and --all; `what` names the items.
flags page_flags(const std::string& what);
/// What every command has that changes something; `all` says what --all means.
flags change_flags(const std::string& all);
arguments::flag yes_flag();
arguments::flag dry_run_flag();
/// Ids as plain words, as good as --id.
arguments::flag id_words();
/// The one dead letter that is meant, either way.
flags one_id();
/// Which dead letters are meant.
flags dead_letter_filters();

}  // namespace acumage::commands
