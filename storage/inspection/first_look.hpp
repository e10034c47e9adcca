// Whether a data folder is complete, as far as this can be checked before RocksDB opens and so changes it.
#pragma once

#include "messages/result.hpp"
#include "storage/rocks.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace acumage::storage {

struct first_look {
  rocks_folder::tail tail = rocks_folder::tail::sound;
  std::vector<std::string> notes;  ///< what is left out, in words
};
/// errc::damaged with the file and the remedy, when the folder must not be opened.
result<first_look> look_before(const std::filesystem::path& folder);

/// The log ends at write `last`, and `known` was synced.
error vanished(const std::filesystem::path& folder, std::uint64_t last, std::uint64_t known);

/// Adds the name of the damaged table, which RocksDB sometimes omits, or blames on its list of
/// files.
error with_tables(error problem, const std::filesystem::path& folder);

}  // namespace acumage::storage
