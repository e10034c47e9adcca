// Whether a data folder is whole, as far as it can be told before RocksDB opens it, which would change it.
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
/// errc::damaged with the file and the remedy, when the folder is not to be opened.
result<first_look> look_before(const std::filesystem::path& folder);

/// The log ends at write `last`, and `known` was synced.
error vanished(const std::filesystem::path& folder, std::uint64_t last, std::uint64_t known);

/// RocksDB does not always say which table is damaged, or blames its list of files: adds which it is.
error with_tables(error problem, const std::filesystem::path& folder);

}  // namespace acumage::storage
