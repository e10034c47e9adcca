// The accepted changes that are not settled: their rows on disk, and an index of them in memory.
#pragma once

#include "messages/change.hpp"
#include "messages/entity.hpp"
#include "messages/outcome.hpp"
#include "messages/result.hpp"
#include "storage/database.hpp"
#include "storage/unsettled.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace acumage::storage {

/// A row that a batch adds to the journal; noted in memory once the batch is on disk.
struct added_row {
  entity lane = entity::pricing;
  std::uint64_t sequence = 0;
  std::uint32_t bytes = 0;
  std::uint64_t letter = 0;
};

/// A row that a batch removes.
struct ended_row {
  entity lane = entity::pricing;
  std::uint64_t sequence = 0;
  end_kind how = end_kind::delivered;
};

/// Numbers kept in the same write as their rows, so that none is ever assigned twice.
struct journal_counters {
  std::uint64_t next_sequence = 1;
  std::array<std::uint64_t, entity_count> heads{};  ///< highest ever per lane
};

struct journal_figures {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  std::array<std::uint64_t, entity_count> by_entity{};
};

/// Calls marked "writer" come one at a time (the ledger's append lock); all others from any thread.
/// The journal's own lock is never held during a read or a write of the disk.
class journal {
 public:
  explicit journal(database& db) : db_{db} {}
  /// Scans what is unsettled; 1,000,000 entries take about a second.
  status load();

  journal_counters counters() const;  ///< writer
  /// Adds a row to the batch. Its number must be below the next one stored with it.
  added_row put(write_batch& batch, const journaled_change& entry) const;
  void put_counters(write_batch& batch, const journal_counters& counters) const;
  /// For a row that comes back below the floor: scans after a restart must begin at it.
  void lower_floor(write_batch& batch, const added_row& row);  ///< writer
  /// The batch is on disk: readers can see the rows.
  void added(std::span<const added_row> rows, const journal_counters& counters);  ///< writer

  bool contains(entity lane, std::uint64_t sequence) const;
  /// The dead letter it was replayed from; 0: none.
  std::uint64_t letter_of(std::uint64_t sequence) const;
  void remove(write_batch& batch, const ended_row& row) const;
  /// The batch is on disk.
  void removed(std::span<const ended_row> rows);

  /// As in ledger.
  result<std::vector<journaled_change>> read(entity which, std::uint64_t from, std::uint64_t to,
                                             std::size_t limit) const;
  result<journaled_change> find(entity which, std::uint64_t sequence) const;
  std::pair<std::uint64_t, std::uint64_t> bounds(entity which) const;
  journal_figures figures() const;

  /// Drops the settled part of every lane, below its floor.
  status tidy();  ///< writer

 private:
  using per_lane = std::array<std::uint64_t, entity_count>;

  status load_lane(entity lane);
  per_lane lowest() const;

  database& db_;
  per_lane floors_{};  ///< as on disk: nothing below is unsettled; writer only
  mutable std::mutex mutex_;
  std::array<unsettled, entity_count> lanes_;
  std::map<std::uint64_t, std::uint64_t> letters_;  ///< replayed entry -> dead letter
  journal_counters counters_;
};

}  // namespace acumage::storage
