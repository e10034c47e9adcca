// Who carries out an operator's command: the running node, or its data folder when none runs.
#pragma once

#include "cli/folder/folder.hpp"
#include "cli/arguments/command_line.hpp"
#include "cli/terminal/terminal.hpp"

#include <memory>

namespace acumage::bin {

/// The node when one answers, else the data folder of the settings, unless the node's address came from a
/// flag: then that node is meant. Says on stderr which it is. A node that refuses is still the one to ask.
result<std::unique_ptr<admin_access>> open_admin(const node_choice& from, const settings& with,
                                                 folder_use use, terminal& to);

}  // namespace acumage::bin
