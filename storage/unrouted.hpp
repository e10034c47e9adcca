// How many rows of each unmapped query were kept as dead letters: only the first, so that they cannot fill the disk.
#pragma once

#include "messages/result.hpp"
#include "storage/database.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace acumage::storage {

/// A value: a commit works on a copy, which replaces the original once the write is on disk. The
/// counts cover all rows ever, including dead letters closed since.
class unrouted_counts {
 public:
  struct limits {
    std::uint64_t per_query = 0;
    std::uint64_t queries = 0;
  };

  explicit unrouted_counts(limits bounds) : limits_{bounds} {}
  status load(const database& db);

  /// Counts a row of that query. True: it is among the first and becomes a dead letter.
  bool take(const std::string& query);
  void put(write_batch& batch) const;

 private:
  limits limits_;
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace acumage::storage
