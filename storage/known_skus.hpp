// Which SKUs the store is known to have, each with the day of its last use.
#pragma once

#include "messages/result.hpp"
#include "storage/database.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace acumage::storage {

/// A SKU that is not looked up for 30 days is forgotten, and the store is asked again. Thread-safe,
/// except that trim() is for one caller at a time.
class known_skus {
 public:
  explicit known_skus(database& in) : in_{in} {}

  /// Notes the use, at most once a day each.
  result<bool> has(const std::string& sku, std::int64_t now_us);
  status learn(std::span<const std::string> skus, std::int64_t now_us);
  /// Checks some of them and removes unused ones; a full pass normally takes less than a day.
  status trim(std::int64_t now_us);

 private:
  database& in_;
  std::string cursor_;
  std::int64_t next_round_us_ = 0;
};

}  // namespace acumage::storage
