// Entries that the node adds to the journal, as part of a write.
#pragma once

#include "storage/stores.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acumage::storage {

/// A quantity calculated from memory and sent to the store; `key` is that of its delivery.
change own_entry(const std::string& key, std::uint64_t stamp, std::int64_t accepted_at_us);

/// Lives under the append lock when `entries` is not empty.
class own_write {
 public:
  /// Puts the entries into `batch`, under numbers of their own.
  own_write(stores& in, write_batch& batch, const std::vector<change>& entries);
  /// To be called when the batch is being written to disk.
  void written();
  std::uint64_t head() const { return rows_.empty() ? 0 : rows_.back().sequence; }

 private:
  stores& in_;
  journal_counters counters_;
  std::vector<added_row> rows_;
};

/// Writes what a lane has learnt, without a sync, together with the entries that follow from it.
/// Returns the highest number given to an entry; 0: there were none.
result<std::uint64_t> write_memory(stores& in, write_batch& batch,
                                   const std::vector<change>& entries);

}  // namespace acumage::storage
