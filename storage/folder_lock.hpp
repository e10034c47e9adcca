// Who holds a data folder, and whether its file system keeps two nodes apart.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

namespace acumage::storage {

/// The process that has the folder open; 0 if it is known to no process list of this machine (another
/// container). Empty: none. The lock of RocksDB ends with its process, whatever ended that. Not for a
/// process that has the folder open itself: looking would give up its own lock (fcntl(2)).
std::optional<pid_t> holder_of(const std::filesystem::path& folder);

/// Why a lock on this file system does not keep a second machine out, with its name; empty: it does.
/// Of a folder that does not exist yet, the nearest one above it counts.
std::string why_locks_fail(const std::filesystem::path& folder);

/// The same for the `f_type` of statfs(2).
std::string why_locks_fail(long file_system);

}  // namespace acumage::storage
