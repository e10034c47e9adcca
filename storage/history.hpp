// How every accepted change ended: written with its end, read newest first, removed by age and size.
#pragma once

#include "messages/dead_letter.hpp"
#include "messages/outcome.hpp"
#include "messages/result.hpp"
#include "storage/database.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

namespace acumage::storage {

/// put, added and trim come one at a time (the ledger's ends lock); reading from any thread.
class history_log {
 public:
  struct limits {
    std::uint64_t max_bytes = 0;
    std::int64_t keep_us = 0;
  };

  history_log(database& db, limits bounds) : db_{db}, limits_{bounds} {}
  status load();

  /// Puts a record into the write that ends its change. Returns its bytes.
  std::uint64_t put(write_batch& batch, const ending& end,
                    const std::optional<std::string>& previous, std::int64_t now_us) const;
  /// `fresh` bytes more, in the same write, so that the size is known after a restart without a scan.
  void put_counters(write_batch& batch, std::uint64_t fresh) const;
  /// Called once that write is on disk.
  void added(std::uint64_t fresh) { bytes_ += fresh; }

  /// As ledger::history. A key without * or ? is looked up; other filters scan.
  result<history_page> page(const history_filter& filter, const std::string& cursor,
                            std::size_t limit) const;

  /// With its request and answer; errc::not_found.
  result<history_record> record(const std::string& id) const;
  /// Nothing older is kept; 0: all of it is.
  std::int64_t floor_us() const { return floor_us_; }

  /// Removes at most `limit` records, oldest first. Returns how many.
  result<std::size_t> trim(std::int64_t now_us, std::size_t limit);

 private:
  struct counters {
    std::uint64_t bytes = 0;
    std::int64_t floor_us = 0;
  };
  static void put_counters(write_batch& batch, counters values);
  result<history_page> look_up(const history_filter& filter, const std::string& before,
                               std::size_t limit) const;
  result<history_page> look_through(const history_filter& filter, const std::string& before,
                                    std::size_t limit) const;

  database& db_;
  limits limits_;
  std::uint64_t bytes_ = 0;
  std::atomic<std::int64_t> floor_us_{0};  ///< nothing older is kept
};

}  // namespace acumage::storage
