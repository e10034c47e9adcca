// The files that `acumage send` is given.
#pragma once

#include "messages/result.hpp"

#include <string>
#include <vector>

namespace acumage::commands {

/// Folders replaced by their *.json and *.ndjson in the order of names. errc::not_found for what does not
/// exist, and for a folder without such files.
result<std::vector<std::string>> expand_files(const std::vector<std::string>& given);

}  // namespace acumage::commands
