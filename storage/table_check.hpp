// Which table files of a data folder are not as their checksums say.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace acumage::storage {

struct table_damage {
  std::string file;  ///< its name in the folder
  std::string problem;
};

/// Reads every block of every table there is, in use or not.
std::vector<table_damage> check_table_files(const std::filesystem::path& folder);

}  // namespace acumage::storage
