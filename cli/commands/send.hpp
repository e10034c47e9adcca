// The files given to `acumage send`.
#pragma once

#include "messages/result.hpp"

#include <string>
#include <vector>

namespace acumage::commands {

/// Replaces folders by their *.json and *.ndjson files in name order. errc::not_found for a path
/// that does not exist and for a folder without such files.
result<std::vector<std::string>> expand_files(const std::vector<std::string>& given);

}  // namespace acumage::commands
