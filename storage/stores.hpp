// The parts of a data folder, and the two locks under which they change.
#pragma once

#include "storage/database.hpp"
#include "storage/dead_letters.hpp"
#include "storage/duplicates.hpp"
#include "storage/history.hpp"
#include "storage/journal.hpp"
#include "storage/known_skus.hpp"
#include "storage/ledger.hpp"
#include "storage/marks.hpp"
#include "storage/unrouted.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

namespace acumage::storage {

/// Two locks, taken in this order. `append_mutex` is for what puts rows into the journal (numbers,
/// fingerprints, unrouted counts, floors), `ends_mutex` for what changes letters, marks and history. So an
/// end is put together while an append syncs; its own write then queues behind that one sync inside
/// RocksDB, which writes its log in one line. Readers take neither. Only moving a letter back and closing
/// letters hold `ends_mutex` over a sync of their own.
struct stores {
  stores(ledger_options with, std::unique_ptr<database> opened)
      : options{std::move(with)},
        db{std::move(opened)},
        entries{*db},
        fingerprints{*db, {options.max_duplicates, options.duplicates_us}},
        letters{*db, {options.max_letter_bytes, options.history_us}},
        history{*db, {options.max_history_bytes, options.history_us}},
        skus{*db},
        unrouted{{options.unrouted_per_query, options.unrouted_queries}} {}

  ledger_options options;
  std::unique_ptr<database> db;
  std::mutex append_mutex;
  journal entries;
  duplicates fingerprints;
  std::mutex ends_mutex;
  recent_marks marks;
  dead_letters letters;
  history_log history;
  known_skus skus;
  unrouted_counts unrouted;
  /// The disk has less free than it must have for anything new.
  std::atomic<bool> below_reserve{false};
  std::mutex room_mutex;
  std::condition_variable room_news;
  bool gives_up = false;  ///< under room_mutex

  /// A synced write failed: what the disk holds is not known, so nothing more is accepted until the
  /// folder is opened again.
  std::atomic<bool> broken{false};

  durability accepted() const { return options.sync ? durability::synced : durability::buffered; }
};

/// Of a baseline: what it has told so far.
result<baseline_memory> load_baseline(const database& db);
/// errc::full when the journal has no room for `rows` and `bytes` more.
status room_for(const stores& in, std::uint64_t rows, std::uint64_t bytes);
/// errc::full at the limit of dead letters: nothing new is accepted, since it might end as one. Ends,
/// and replays, which make room, go on.
status room_for_letters(const stores& in);
/// errc::storage_failed after a failed sync.
status not_broken(const stores& in);
/// What a failed write of accepted changes means: no room is no harm, anything else breaks the folder.
void note_failed(stores& in, const error& problem);

/// Asks the disk, and wakes who waits. For one caller at a time, who holds none of the locks.
void look_for_room(stores& in);
/// Holds none of the locks. False: nobody waits any more.
bool wait_for_room(stores& in);

/// `write` again and again until it fails for another reason than a disk without room.
template <class Write>
auto once_there_is_room(stores& in, Write write) {
  auto written = write();
  while (!written && written.problem().code == errc::full && wait_for_room(in)) written = write();
  return written;
}

}  // namespace acumage::storage
