#include "storage/inspection/table_check.hpp"

#include <rocksdb/options.h>
#include <rocksdb/sst_file_reader.h>

#include <algorithm>
#include <utility>

namespace acumage::storage {

std::optional<table_damage> check_table_file(const std::filesystem::path& file) {
  rocksdb::SstFileReader reader{rocksdb::Options{}};
  auto state = reader.Open(file.string());
  if (state.ok()) {
    rocksdb::ReadOptions how;
    how.readahead_size = std::size_t{4} << 20U;
    state = reader.VerifyChecksum(how);
  }
  if (state.ok()) return std::nullopt;
  const bool unreadable = state.IsIOError() && !state.IsPathNotFound();
  return table_damage{file.filename().string(), state.ToString(), unreadable};
}

std::vector<table_damage> check_table_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> tables;
  std::error_code failed;
  for (const auto& each : std::filesystem::directory_iterator{folder, failed})
    if (each.path().extension() == ".sst") tables.push_back(each.path());
  std::sort(tables.begin(), tables.end());
  std::vector<table_damage> found;
  for (const auto& each : tables)
    if (auto damage = check_table_file(each)) found.push_back(std::move(*damage));
  return found;
}

}  // namespace acumage::storage
