// The files given to `acumage send`, and the version of their rows.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acumage::commands {

/// The name of the standard input among the files.
inline constexpr const char* standard_input = "-";

/// What a folder stands for.
enum class file_kinds : std::uint8_t {
  json,             ///< its *.json and *.ndjson
  json_and_tables,  ///< also its *.csv and *.tsv
};

/// Replaces folders by their files of these kinds in name order. errc::not_found for a path that
/// does not exist and for a folder without such files.
result<std::vector<std::string>> expand_files(const std::vector<std::string>& given,
                                              file_kinds kinds = file_kinds::json);

/// When the file was last changed, as .NET ticks; `now_us` for the standard input. errc::invalid if that is later
/// than `now_us`: every push until then would count as outdated.
result<std::uint64_t> version_of_file(const std::string& path, std::int64_t now_us);

}  // namespace acumage::commands
