// Checks whether this process may use the files of a data folder, before any of it is reported as damaged.
#pragma once

#include "messages/result.hpp"

#include <filesystem>

namespace acumage::storage {

enum class folder_use { read, write };

/// errc::storage_failed with the first file that may not be read (or written), its owner and the
/// remedy. A missing folder is no error here.
status check_access(const std::filesystem::path& folder, folder_use how);

}  // namespace acumage::storage
