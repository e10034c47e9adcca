// The parts of a data folder, and the two locks that protect changes to them.
#pragma once

#include "messages/followed_ends.hpp"
#include "storage/database.hpp"
#include "storage/dead_letters.hpp"
#include "storage/duplicates.hpp"
#include "storage/history.hpp"
#include "storage/jobs/pulls.hpp"
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

/// Two locks, taken in this order. `append_mutex` protects what adds rows to the journal (numbers,
/// fingerprints, unrouted counts, floors); `ends_mutex` protects what changes dead letters, marks
/// and history. An end can therefore be prepared while an append syncs. Its own write then queues
/// behind that one sync inside RocksDB, which writes its log sequentially. Readers take neither.
/// Only replaying, closing and reopening dead letters hold `ends_mutex` during a sync of their own.
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
  followed_ends followed;
  pull_log pulls;
  /// The disk has less free space than any new change requires.
  std::atomic<bool> below_reserve{false};
  std::mutex room_mutex;
  std::condition_variable room_news;
  bool gives_up = false;  ///< under room_mutex

  /// A synced write failed: the state of the disk is unknown, so nothing more is accepted until the
  /// folder is opened again.
  std::atomic<bool> broken{false};

  durability accepted() const { return options.sync ? durability::synced : durability::buffered; }
};

/// What a baseline has reported so far.
result<baseline_memory> load_baseline(const database& db);
/// errc::full when the journal has no room for another `rows` and `bytes`.
status room_for(const stores& in, std::uint64_t rows, std::uint64_t bytes);
/// errc::full at the limit of dead letters: nothing new is accepted because it might become one.
/// Ends and replays, which make room, continue.
status room_for_letters(const stores& in);
/// errc::storage_failed after a failed sync.
status not_broken(const stores& in);
/// What a failed write of accepted changes means: lack of room does no harm, any other error breaks
/// the folder.
void note_failed(stores& in, const error& problem);

/// Checks the free space and wakes waiting threads. For one caller at a time, holding none of the
/// locks.
void look_for_room(stores& in);
/// Call without holding any of the locks. False: waiting has been stopped.
bool wait_for_room(stores& in);

/// Repeats `write` until it succeeds or fails for a reason other than a full disk.
template <class Write>
auto once_there_is_room(stores& in, Write write) {
  auto written = write();
  while (!written && written.problem().code == errc::full && wait_for_room(in)) written = write();
  return written;
}

}  // namespace acumage::storage
