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

/// How to map such a value: the setting, and a line to add under it. Both empty: no setting maps
/// values of that kind.
struct unmapped_remedy {
  std::string setting;  ///< "shipment_statuses", "customer_sync.classes"
  std::string line;     ///< "Picked = confirmed, released or open": choose one of these
};
unmapped_remedy remedy_of(std::string_view kind, const std::string& value);

/// Counts since the start, for the first 1000 values of each kind, so that a column of free text
/// cannot fill the memory. Thread-safe.
class unmapped_table {
 public:
  /// Returns true for the first occurrence of the value.
  bool note(std::string_view kind, const std::string& value, const std::string& example,
            std::int64_t now_us);
  /// By kind, then value.
  std::vector<unmapped_value> list() const;
  void clear();

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::map<std::string, unmapped_value>, std::less<>> kinds_;
};

}  // namespace acumage
