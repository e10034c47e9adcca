// Which SKUs the store was seen to have, each with the day of its last use.
#pragma once

#include "messages/result.hpp"
#include "storage/database.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace acumage::storage {

/// A SKU that nobody asked for in 30 days is forgotten: the store is asked once more. Thread-safe; trim() is
/// for one caller at a time.
class known_skus {
 public:
  explicit known_skus(database& in) : in_{in} {}

  /// Notes the use, at most once a day each.
  result<bool> has(const std::string& sku, std::int64_t now_us);
  status learn(std::span<const std::string> skus, std::int64_t now_us);
  /// Looks at some of them, and removes what has not been used; all have been looked at within a day, as a rule.
  status trim(std::int64_t now_us);

 private:
  database& in_;
  std::string cursor_;
  std::int64_t next_round_us_ = 0;
};

}  // namespace acumage::storage
