// Makes a data folder of a backup.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <filesystem>

namespace acumage::backup {

struct restore_order {
  std::filesystem::path from;  ///< one backup, the folder with SHA256SUMS
  std::filesystem::path to;    ///< the data folder: missing or empty
  bool paused = true;          ///< the lanes, until somebody resumes them
};

struct restored {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t unsettled = 0;
  std::uint64_t letters = 0;  ///< open dead letters
};

/// Checks the checksums and opens it. Changes nothing. errc::damaged names the file.
result<restored> check_backup(const std::filesystem::path& from);

/// Copies the checked files, so that the backup stays as it is. The store may have been sent what is
/// unsettled in the backup, so all of it is in doubt: the node looks first, or sends it again and
/// verifies. The folder gets its name when it is complete. errc::conflict if `to` has files.
result<restored> restore(const restore_order& what);

}  // namespace acumage::backup
