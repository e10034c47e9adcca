#include "storage/table_check.hpp"

#include <rocksdb/options.h>
#include <rocksdb/sst_file_reader.h>

#include <algorithm>

namespace acumage::storage {

std::vector<table_damage> check_table_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> tables;
  std::error_code failed;
  for (const auto& each : std::filesystem::directory_iterator{folder, failed})
    if (each.path().extension() == ".sst") tables.push_back(each.path());
  std::sort(tables.begin(), tables.end());
  std::vector<table_damage> found;
  for (const auto& each : tables) {
    rocksdb::SstFileReader reader{rocksdb::Options{}};
    auto state = reader.Open(each.string());
    if (state.ok()) {
      rocksdb::ReadOptions how;
      how.readahead_size = std::size_t{4} << 20U;
      state = reader.VerifyChecksum(how);
    }
    if (!state.ok()) found.push_back({each.filename().string(), state.ToString()});
  }
  return found;
}

}  // namespace acumage::storage
