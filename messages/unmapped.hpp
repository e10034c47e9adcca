// Values that no map of the settings covers, counted with an example each.
#pragma once

#include "messages/waiting.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage {

/// Since the start; the first 1000 values of a kind, so that a column of free text fills no memory.
/// Thread-safe.
class unmapped_table {
 public:
  void note(std::string_view kind, const std::string& value, const std::string& example,
            std::int64_t now_us);
  /// By kind, then value.
  std::vector<unmapped_value> list() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::map<std::string, unmapped_value>, std::less<>> kinds_;
};

}  // namespace acumage
