// What one group of submissions writes to disk: decided submission by submission, written once.
#pragma once

#include "messages/submission.hpp"
#include "storage/letter_edits.hpp"
#include "storage/stores.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace acumage::storage {

/// Lives under the append lock.
class group_commit {
 public:
  group_commit(stores& to, std::int64_t now_us, const switch_board& switches);
  /// Accepts or refuses the whole submission; after an error nothing of the group can be accepted.
  status take(const submission& what);
  /// One synced write. After an error nothing was accepted.
  result<append_outcome> write();

 private:
  status put(const submission& what, receipt& counts);
  status put(const parcel& what, receipt& counts);
  bool discards(const change& row) const;
  bool discards_all(const parcel& what) const;
  void put_unrouted(const parcel& what);
  status check_room(std::uint64_t bytes_before) const;

  stores& to_;
  std::int64_t now_us_;
  switch_board switches_;
  write_batch batch_;
  letter_edits letters_;
  fingerprint_group fingerprints_;
  journal_counters counters_;
  std::optional<unrouted_counts> unrouted_;  ///< only when there was one: the copy is not free
  std::vector<added_row> rows_;
  std::uint64_t bytes_ = 0;  ///< of rows_
  std::vector<const pull_job*> pulls_;
  append_outcome outcome_;
};

}  // namespace acumage::storage
