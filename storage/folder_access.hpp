// Whether this process may use the files of a data folder, before anything in it is taken for damaged.
#pragma once

#include "messages/result.hpp"

#include <filesystem>

namespace acumage::storage {

enum class folder_use { read, write };

/// errc::storage_failed with the first file that may not be read (or written), whose it is and what to do. A folder that
/// is not there is no problem here.
status check_access(const std::filesystem::path& folder, folder_use how);

}  // namespace acumage::storage
