// Checksums of the files of a backup, in the format of sha256sum(1).
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace acumage::backup {

/// Path in the backup -> SHA-256 in hex.
using sums = std::map<std::string, std::string>;

inline constexpr const char* sums_file = "SHA256SUMS";

struct summed {
  sums of;
  std::uint64_t bytes = 0;
};
/// Of every file below the folder, the list itself excepted. errc::storage_failed names the file.
result<summed> sum_files(const std::filesystem::path& folder);

std::string sums_text(const sums& of);
/// errc::damaged for a line that sha256sum would not write.
result<sums> read_sums(const std::filesystem::path& file);

/// Whether the files of a backup are those of its list: none missing, changed or added.
/// errc::damaged names the first that is not.
status check_sums(const std::filesystem::path& folder);

}  // namespace acumage::backup
