// Which parcels were accepted before: fingerprints, each with its time of acceptance.
#pragma once

#include "messages/result.hpp"
#include "storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace acumage::storage {

/// The fingerprints that one group commit would add. A refused submission takes its own back.
class fingerprint_group {
 public:
  struct item {
    std::string fingerprint;
    /// It is on disk with that time, older than the window and not trimmed yet.
    std::optional<std::int64_t> expired_at_us;
  };

  bool contains(const std::string& fingerprint) const { return all_.contains(fingerprint); }
  void add(item fresh);
  std::size_t size() const { return order_.size(); }
  /// Forgets those added after there were `size`.
  void shrink_to(std::size_t size);
  const std::vector<item>& items() const { return order_; }

 private:
  std::unordered_set<std::string> all_;
  std::vector<item> order_;
};

/// All calls come one at a time, under the ledger's append lock.
class duplicates {
 public:
  struct limits {
    std::uint64_t max_count = 0;
    std::int64_t window_us = 0;
  };

  duplicates(database& db, limits bounds) : db_{db}, limits_{bounds} {}
  status load();

  /// False: it was accepted within the window before now, or is already in the group. Otherwise it
  /// is added.
  result<bool> add_if_new(fingerprint_group& group, const std::string& fingerprint,
                          std::int64_t now_us) const;
  /// Puts them into the write that accepts their parcels.
  void put(write_batch& batch, const fingerprint_group& group, std::int64_t now_us) const;
  /// Called once that write is on disk.
  void added(const fingerprint_group& group) { count_ = count_with(group); }

  /// Removes at most `limit` that are too old or too many. Returns how many.
  result<std::size_t> trim(std::int64_t now_us, std::size_t limit);

 private:
  struct counters {
    std::uint64_t count = 0;
    std::int64_t floor_us = 0;
  };
  std::uint64_t count_with(const fingerprint_group& group) const;
  static void put_counters(write_batch& batch, counters values);

  database& db_;
  limits limits_;
  std::uint64_t count_ = 0;
  std::int64_t floor_us_ =
      0;  ///< nothing older is kept: trimming starts here, past what it removed
};

}  // namespace acumage::storage
