// One line per event for operators; bin/ decides where it goes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage {

enum class log_level : std::uint8_t { error, warn, info, debug };

struct log_line {
  log_level level = log_level::info;
  std::string_view actor;
  std::string words;
  std::vector<std::pair<std::string_view, std::string>> fields;  ///< key=value
};

/// Thread-safe, never throws, never blocks for long.
using log_function = std::function<void(const log_line&)>;

}  // namespace acumage
