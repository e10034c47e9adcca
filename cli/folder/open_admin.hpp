// Who carries out an operator's command: the running node, or its data folder when none runs.
#pragma once

#include "cli/arguments/choices.hpp"
#include "cli/folder/folder.hpp"
#include "cli/terminal/terminal.hpp"

#include <memory>

namespace acumage::folder {

/// The node when one answers, else the data folder of the settings, unless the node's address came from a
/// flag: then that node is meant. Says on stderr which it is. A node that refuses is still the one to ask.
result<std::unique_ptr<client::admin_access>> open_admin(const arguments::node_choice& from,
                                                         const settings::settings& with,
                                                         folder_use use, terminal::terminal& to);

}  // namespace acumage::folder
