// What tests do to a data folder behind the ledger's back: crashes, power cuts, failing syncs, damage.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace acumage::tests {

enum class crash {
  process,  ///< the process is gone, what it wrote is there
  power,    ///< of the logs only what was synced is there
};

/// Copies the folder as a crash at this moment would leave it.
void copy_after(crash how, const std::filesystem::path& from, const std::filesystem::path& to);

/// Calls of fdatasync so far in this process.
std::uint64_t sync_count();
/// While it lives, fdatasync fails with EIO.
class failing_disk {
 public:
  failing_disk();
  ~failing_disk();
  failing_disk(const failing_disk&) = delete;
  failing_disk& operator=(const failing_disk&) = delete;
};

/// The database of a folder that no ledger has open.
std::vector<std::string> stored_keys(const std::filesystem::path& folder,
                                     const std::string& family);
void overwrite(const std::filesystem::path& folder, const std::string& family,
               const std::string& key, const std::string& value);
/// A RocksDB database that is nobody's data folder.
void make_foreign_database(const std::filesystem::path& folder);

/// Removed records that this thread's reads stepped over since the last call.
std::uint64_t removed_records_passed();
/// Live ones.
std::uint64_t records_passed();

}  // namespace acumage::tests
