// A data folder that no node works on, behind the node's own admin routes.
#pragma once

#include "cli/client/admin.hpp"

#include <cstdint>
#include <memory>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::folder {

/// What is done to a folder that no node works on.
enum class folder_use : std::uint8_t { look, change };

/// Answers letters, history, switches and versions by the same routes as the node, so that an order means the same
/// whether it runs or not. A replay moves every letter at once, whatever its rate: they are sent by the
/// next start. errc::conflict when a node has the folder open and it is to be changed; errc::not_found
/// when there is no folder.
result<std::unique_ptr<client::admin_access>> open_folder(const settings::settings& with,
                                                          folder_use use);

}  // namespace acumage::folder
