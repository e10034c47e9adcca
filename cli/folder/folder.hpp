// A data folder without a running node, accessed through the node's own admin routes.
#pragma once

#include "cli/client/admin.hpp"

#include <cstdint>
#include <memory>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::folder {

/// What a command does with such a folder.
enum class folder_use : std::uint8_t { look, change };

/// Handles dead letters, history, switches and versions by the node's own routes, so that an order
/// has the same effect with or without a running node. A replay puts all dead letters back at once,
/// whatever its rate: the next start sends them. errc::conflict if a node has the folder open and
/// the command would change it; errc::not_found if there is no folder.
result<std::unique_ptr<client::admin_access>> open_folder(const settings::settings& with,
                                                          folder_use use);

}  // namespace acumage::folder
