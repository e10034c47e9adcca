// Which table files of a data folder do not match their checksums.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace acumage::storage {

struct table_damage {
  std::string file;  ///< its name in the folder
  std::string problem;
  bool unreadable = false;  ///< the disk failed: the content of the table is unknown
};

/// Reads every block of a table.
std::optional<table_damage> check_table_file(const std::filesystem::path& file);

/// Every table in the folder, in use or not.
std::vector<table_damage> check_table_files(const std::filesystem::path& folder);

}  // namespace acumage::storage
