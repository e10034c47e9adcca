// What the ends of a chunk of changes write to disk: journal, marks, history and dead letters, in one write.
#pragma once

#include "messages/dead_letter.hpp"
#include "messages/outcome.hpp"
#include "storage/ledger.hpp"
#include "storage/letter_edits.hpp"
#include "storage/marks.hpp"
#include "storage/stores.hpp"

#include <array>
#include <cstdint>
#include <unordered_set>
#include <vector>

namespace acumage::storage {

/// Lives under the ends lock.
class end_write {
 public:
  /// `rows`: the approximate number of ends.
  end_write(stores& to, std::int64_t now_us, std::size_t rows);
  /// The end must outlive this object. `letter`: for a dead-lettered change; otherwise null.
  status take(const ending& end, const dead_letter* letter);
  /// The entries that it adds get the `now_us` of the ends. When an end moves quantities the append
  /// lock must also be held.
  result<ended> write();

 private:
  status update_letter(const ending& end, const dead_letter* letter);
  status file_again(std::uint64_t id, const dead_letter& letter);
  void file(const dead_letter& letter);
  status supersede_letters(const ending& end);
  status supersede_own_letters();

  stores& to_;
  std::int64_t now_us_;
  write_batch batch_;
  letter_edits letters_;
  mark_edits marks_;
  std::vector<ended_row> rows_;
  std::unordered_set<std::uint64_t> gone_;
  std::vector<std::uint64_t> filed_;
  std::vector<const ending*> delivered_;  ///< what may supersede a dead letter
  std::uint64_t history_bytes_ = 0;
  std::vector<change> moves_;  ///< quantities to be sent again
  ended done_;
};

}  // namespace acumage::storage
