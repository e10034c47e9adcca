// Chooses who carries out an operator's command: the running node, or else its data folder.
#pragma once

#include "cli/arguments/choices.hpp"
#include "cli/folder/folder.hpp"
#include "cli/terminal/terminal.hpp"

#include <memory>

namespace acumage::folder {

/// The node if one answers, otherwise the data folder of the settings. If a flag gave the node's
/// address, only that node is asked. Says on stderr which one it is. A node that refuses is not
/// replaced by its folder.
result<std::unique_ptr<client::admin_access>> open_admin(const arguments::node_choice& from,
                                                         const settings::settings& with,
                                                         folder_use use, terminal::terminal& to);

}  // namespace acumage::folder
