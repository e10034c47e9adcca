// Records of the history as text for people.
#pragma once

#include "acumatica/json_tree.hpp"
#include "cli/terminal/terminal.hpp"

#include <string>

namespace acumage::commands {

/// The "items" of a page: as a table, or for a screen in two lines each, which fit it.
std::string history_table(const acumatica::json_node& items, const terminal::terminal& on);
/// One record in full, with its request and the store's answer.
std::string history_text(const acumatica::json_node& record, const terminal::terminal& on);
/// "41.9 > 42.5"; "not recorded" for one of an older version.
std::string value_change(const acumatica::json_node& record);
/// "LAMP-07@EAST > LAMP-07@wh_east" if the delivery has another key.
std::string key_text(const acumatica::json_node& record);

}  // namespace acumage::commands
