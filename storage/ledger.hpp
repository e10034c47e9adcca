// The only class that changes the data folder: what was accepted, how it ended, what failed.
#pragma once

#include "messages/change.hpp"
#include "messages/dead_letter.hpp"
#include "messages/document.hpp"
#include "messages/first_load.hpp"
#include "messages/followed_ends.hpp"
#include "messages/outcome.hpp"
#include "messages/result.hpp"
#include "messages/stock.hpp"
#include "messages/submission.hpp"
#include "storage/jobs/lost_pushes.hpp"
#include "storage/jobs/reconciliations.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace acumage::storage {

/// Per entity: two independent switches for an operator, kept over restarts.
struct lane_switches {
  bool sending = true;
  bool intake = true;  ///< off: its rows are counted on arrival and discarded
};
using switch_board = std::array<lane_switches, entity_count>;  ///< by entity

struct ledger_options {
  std::filesystem::path path;
  bool sync = true;        ///< false: for measuring only
  bool read_only = false;  ///< reads the folder, even while a node has it open
  std::uint64_t max_unsettled = 1'000'000;
  /// Free bytes on the disk below which nothing new is accepted, because accepted changes still
  /// need room for their ends.
  std::uint64_t reserve_bytes = 0;
  std::uint64_t max_journal_bytes = 10'737'418'240;
  std::uint64_t max_letter_bytes = 10'737'418'240;
  std::uint64_t max_duplicates = 10'000'000;
  std::int64_t duplicates_us = 259'200'000'000;  ///< how long a fingerprint is remembered
  std::int64_t history_us = 2'592'000'000'000;   ///< how long ends are kept
  std::uint64_t max_history_bytes = 1'073'741'824;
  std::uint64_t unrouted_per_query = 1000;
  std::uint64_t unrouted_queries = 100;
  /// Called once, from any thread, with the first I/O error of the folder after it was opened,
  /// wherever it occurs. The state of the disk is then unknown: the process must end and restart
  /// from what can be read.
  std::function<void(const error&)> on_failure{};
  rocksdb::Env* env = nullptr;  ///< where the files are; null: the system's. Outlives the ledger
};

/// What one group commit did. `receipts` has one entry per submission, in order.
struct append_outcome {
  std::vector<result<receipt>> receipts;
  /// Highest sequence in the journal per entity after the commit (0: none was ever written).
  std::array<std::uint64_t, entity_count> heads{};
  std::array<std::uint64_t, entity_count> accepted{};   ///< rows per entity, markers aside
  std::array<std::uint64_t, entity_count> discarded{};  ///< rows per entity whose intake is off
};

struct ledger_figures {
  std::uint64_t unsettled = 0;
  std::array<std::uint64_t, entity_count> unsettled_by_entity{};
  std::uint64_t bytes = 0;         ///< payload bytes of unsettled entries
  std::uint64_t letters = 0;       ///< open ones
  std::uint64_t letter_bytes = 0;  ///< of all that are kept, including closed ones
  std::map<std::string, std::uint64_t> letters_by_class;
  std::map<std::string, std::uint64_t> letters_by_entity;  ///< without the unrouted
};

/// The process memory used by the database, in bytes.
struct storage_memory {
  std::uint64_t memtables = 0;
  std::uint64_t block_cache = 0;
  std::uint64_t table_readers = 0;  ///< indexes and filters of open tables
};

/// What the lane of quantities keeps of a chunk of changes.
struct stock_news {
  std::vector<const item_stock*> items;
  const baseline_memory* baseline = nullptr;  ///< null: as it was
  std::vector<change> entries{};  ///< added to the journal by the node: figures to be sent as well
};

/// What a lane of documents, or that of prices, keeps of a chunk of changes.
struct document_news {
  std::vector<const known_document*> documents;
  std::vector<change>
      entries{};           ///< added to the journal by the node: documents to be sent as well
  std::int64_t at_us = 0;  ///< wall clock: when the documents changed
};

/// What is removed of finished documents.
struct document_ends {
  std::vector<std::string> keys;
  std::vector<std::pair<std::string, std::string>> links{};  ///< kind, key
};

struct document_page {
  std::vector<known_document> documents;
  std::vector<std::int64_t> changed_at_us{};  ///< of each; 0: an older version wrote it
  std::string next;                           ///< cursor; empty: there is no more
};

struct stock_page {
  std::vector<item_stock> items;
  std::string next;  ///< cursor; empty: there is no more
};

/// What one write of ends did.
struct ended {
  std::array<std::uint64_t, 4> by_outcome{};  ///< entries really ended, by end_kind
  std::uint64_t own_head = 0;     ///< highest sequence given to the node's own entries; 0: none
  std::uint64_t own_entries = 0;  ///< quantities to be sent again (ending::moves)
};

/// Where a replayed dead letter went.
enum class moved : std::uint8_t { to_journal, superseded, gone };

/// Of the page of the history that begins after this record.
std::string history_cursor(const history_record& last);

/// Thread-safe: every call may come from any thread. No call waits for the store or for an actor.
class ledger {
 public:
  /// Opens or creates the folder. errc::unsupported for an unknown format version. errc::conflict
  /// when another process has it open. Otherwise errc::damaged or storage_failed.
  static result<std::unique_ptr<ledger>> open(ledger_options options);
  ~ledger();
  ledger(const ledger&) = delete;
  ledger& operator=(const ledger&) = delete;

  // --- accepted changes ---

  /// One synced write for all submissions. Detects duplicates (also within the group), assigns the
  /// acceptance numbers, turns unrouted parcels into dead letters and discards the rows of entities
  /// whose intake is off (a parcel with no other rows leaves no fingerprint). A submission that
  /// would exceed a limit is refused whole with errc::full (or too_large when it alone has more
  /// rows than max_unsettled); the others are accepted. An error of the outer result: nothing was
  /// accepted.
  result<append_outcome> append(std::span<const submission* const> group, std::int64_t now_us);

  /// Unsettled entries of an entity with from <= sequence <= to, in ascending order, at most
  /// `limit`.
  result<std::vector<journaled_change>> read(entity which, std::uint64_t from, std::uint64_t to,
                                             std::size_t limit) const;
  /// One unsettled entry; errc::not_found when it is settled.
  result<journaled_change> find(entity which, std::uint64_t sequence) const;

  /// The lowest unsettled sequence (one above the highest when all are settled) and the highest
  /// ever of an entity; {0, 0} when there never was one.
  std::pair<std::uint64_t, std::uint64_t> bounds(entity which) const;

  // --- ends ---

  /// One atomic write: removes the entries from the journal, remembers the marks, writes the
  /// history, and files `letters` (ids and dates are assigned here, except for replayed ones;
  /// `ends` must contain an ending with outcome dead_lettered for each). A delivered mark makes
  /// older open dead letters of its key superseded. An ending whose entry is no longer in the
  /// journal is skipped (already settled). The same write adds what an ending moves to the journal
  /// of quantities. While the disk is full it waits for room, as keep_stock and keep_documents do.
  result<ended> end(std::span<const ending> ends, std::span<const dead_letter> letters,
                    std::int64_t now_us);

  /// What was last delivered for a key (any spelling); empty when nothing ever was.
  result<std::optional<delivered_mark>> mark_of(entity which, const std::string& key) const;

  /// The quantity last delivered of a SKU at a source ("LAMP-07@wh_east", any spelling). Empty:
  /// none was ever delivered, or the store's present value is uncertain.
  result<std::optional<std::string>> delivered_quantity(const std::string& key) const;

  /// The number of keys whose versions forget_versions would remove.
  result<std::uint64_t> count_versions(entity which, const std::string& key_glob) const;
  /// Forgets the versions of the keys that match (glob, any spelling; empty: all), so that older
  /// versions count again. Marks keep neither version nor value; remembered quantities and
  /// documents keep their figures and fields without versions. Works page by page, synced at the
  /// end; after an error some may be forgotten. Called by the lane, which keeps the memory, or when
  /// no node runs. Returns the number of keys.
  result<std::uint64_t> forget_versions(entity which, const std::string& key_glob);

  /// The number of items or documents of an entity that are remembered. Scans their names.
  result<std::uint64_t> count_remembered(entity which) const;

  // --- quantities ---

  /// What is known of an item (any spelling); empty: nothing was ever received.
  result<std::optional<item_stock>> stock_of(const std::string& item) const;
  /// All items, in the order of their folded names; `cursor` comes from the previous page, empty
  /// for the first.
  result<stock_page> stock(const std::string& cursor, std::size_t limit) const;
  result<baseline_memory> baseline() const;
  /// One write, not synced: its changes are synced, and are worked on again if it is lost. Their
  /// ends are written after it, so nothing settled is ever missing here. For one caller at a time
  /// (the lane). Returns the highest sequence given to `entries`; 0: there were none.
  result<std::uint64_t> keep_stock(const stock_news& news);
  /// Adds entries of the node at an operator's request (republish), synced; the caller must notify
  /// their lane. errc::full when the journal has no room. Returns the highest sequence. Their ends
  /// are tracked under the name `order`; empty: they are not.
  result<std::uint64_t> append_own(const std::vector<change>& entries,
                                   const std::string& order = {});

  /// Whether the store is known to have this SKU. Forgotten after 30 days without this call.
  result<bool> knows_sku(const std::string& sku, std::int64_t now_us);
  status learn_skus(std::span<const std::string> skus, std::int64_t now_us);

  // --- prices, shipments, customers and orders ---

  /// Last known fields of a document (key in any spelling); empty: nothing was ever received.
  result<std::optional<known_document>> document_of(entity which, const std::string& key) const;
  /// All of an entity, in the order of their folded keys; `cursor` comes from the previous page,
  /// empty for the first.
  result<document_page> documents(entity which, const std::string& cursor, std::size_t limit) const;
  /// One write, not synced, for the same reason as keep_stock. Returns the highest sequence given to
  /// `entries`; 0: there were none.
  result<std::uint64_t> keep_documents(entity which, const document_news& news);
  /// Removes fields, marks and links in one write, not synced: what is lost of it is removed later.
  /// Called by the lane, which keeps the memory.
  status forget_documents(entity which, const document_ends& over);
  /// The store record that belongs to one of the ERP, as noted by a conversation. `kind` names the
  /// sort of link: "customer". Empty: none is known.
  result<std::optional<std::string>> link_of(std::string_view kind, const std::string& key) const;
  /// Not synced: it precedes its end in the log.
  status keep_link(std::string_view kind, const std::string& key, const std::string& value);

  // --- dead letters ---

  /// At most `limit`, and as many as fit in 8 MB (at least one).
  result<letter_page> letters(const letter_filter& filter, std::uint64_t from_id, std::size_t limit,
                              letter_parts parts = letter_parts::whole) const;
  result<letter_count> count_letters(const letter_filter& filter) const;
  result<dead_letter> letter(std::uint64_t id) const;
  /// The newest open dead letter of a change's key (any spelling); 0: it has none. Scans nothing.
  result<std::uint64_t> open_letter(entity which, const std::string& key) const;
  /// The open dead letters of a change's key (any spelling), newest first, at most `limit`, without
  /// rows, request and attempts. Scans nothing.
  result<std::vector<dead_letter>> open_letters(entity which, const std::string& key,
                                                std::size_t limit) const;
  /// Ids of all dead letters that match, by ascending version: the work list of a replay. Only
  /// those with a version above `above`; the others have been replayed already.
  result<std::vector<std::uint64_t>> replay_order(const letter_filter& filter,
                                                  version above = {}) const;
  /// Replaces the rows of an open dead letter's change, synced, and keeps the original ones.
  /// Version and entity stay. errc::not_found; errc::conflict when it is not open. Returns the
  /// whole dead letter.
  result<dead_letter> edit_letter(std::uint64_t id, const change_rows& rows);
  /// Puts an open dead letter (with `force` also a superseded one) back into the journal under its
  /// own acceptance number, in one synced atomic write, or marks it superseded when the key's mark
  /// is newer (unless `force`). For an unrouted dead letter, `rerouted` is its change routed by the
  /// current settings (entity and key set). errc::full when the journal has no room; errc::conflict
  /// for an unrouted dead letter without `rerouted`. A document is never superseded here: later
  /// shipments of its key ship other lines, and a delivered customer or order has closed the dead
  /// letters that it covers. letter(id) gives the result.
  result<moved> move_back(std::uint64_t id, bool force, const change* rerouted,
                          std::int64_t now_us);
  /// Closes the matching open dead letters as `to` (resolved or discarded), with a note; synced.
  /// Returns how many.
  result<std::uint64_t> close_letters(const letter_filter& filter, letter_state to,
                                      const std::string& note, std::int64_t now_us);
  /// What reopen_letters would do now.
  result<reopened_letters> count_reopened(const letter_filter& filter) const;
  /// Makes the matching resolved and discarded dead letters open again, synced. One whose key has
  /// had a newer delivery becomes superseded, as it would have while open; one whose replay was
  /// delivered stays resolved. errc::full at max_letter_bytes: an open dead letter cannot be
  /// trimmed.
  result<reopened_letters> reopen_letters(const letter_filter& filter, std::int64_t now_us);
  /// How the changes of an operator's orders end, as reported by every write of ends.
  followed_ends& followed() const;
  /// The running or last replay job, if any; kept over restarts.
  std::optional<replay_job> job() const;
  status save_job(const replay_job& job);

  // --- pulling ---

  /// All jobs that are kept, oldest first. Those of a submission are saved with its rows.
  std::vector<pull_job> pulls() const;
  pull_mark pull_mark_of(entity which) const;
  status save_pull(const pull_job& job);
  /// Forgets the values last delivered for these keys (any spelling; of a quantity, at every source
  /// of the item), so that the next delivery of each is sent even if it is equal. Versions stay.
  /// Not synced: what a submission that follows is synced with.
  status void_values(entity which, std::span<const std::string> keys);
  result<lost_push_memory> lost_pushes() const;
  status save_lost_pushes(const lost_push_changes& what);
  /// Oldest first.
  result<std::vector<reconcile_status>> reconciliations() const;
  /// In one write with the removal of another; an empty id: of none.
  status save_reconciliation(const reconcile_status& job, const std::string& removed);
  /// Since when this schedule is in force, which is `now_us` if the last one was another.
  result<std::int64_t> in_force_since(const std::string& schedule, std::int64_t now_us);
  /// The last one, if there was any.
  result<std::optional<first_load>> load_record() const;
  status save_load(const first_load& load);

  // --- the rest ---

  /// Newest first; `cursor` comes from the previous page, empty for the first.
  result<history_page> history(const history_filter& filter, const std::string& cursor,
                               std::size_t limit) const;

  /// One record with its request and answer; errc::not_found.
  result<history_record> history_record_of(const std::string& id) const;
  /// Nothing older is kept; 0: everything is.
  std::int64_t history_floor_us() const;

  /// A copy of the folder at one moment, which a ledger can open, in a new folder: tables as hard
  /// links where the file system allows, logs as copies. What was accepted before is in it.
  status checkpoint(const std::filesystem::path& to) const;
  /// Of a folder that was restored: the store may have been sent all that is in it. Synced.
  status note_restored();
  /// The highest acceptance number at the restore, by entity; 0: never restored.
  result<std::array<std::uint64_t, entity_count>> restored_to() const;

  switch_board switches() const;
  /// Synced. No append that ends after this call uses the previous switches.
  status save_switches(entity which, lane_switches value);

  ledger_figures figures() const;
  /// Open dead letters that first failed before that time, to the hour.
  std::uint64_t letters_open_before(std::int64_t us) const;
  /// Waits for RocksDB's own lock, unlike figures().
  storage_memory memory() const;
  /// What an operator should know about how the folder was opened, one sentence each; may be empty.
  const std::vector<std::string>& notes() const;
  /// As database::check_tables: a start reads only what it needs, so run this afterwards. Any
  /// thread.
  std::vector<std::string> check_tables(const std::function<bool()>& goes_on) const;
  /// Empty: a change can be accepted. Otherwise the limit that was reached, in words.
  std::string why_full() const;

  /// Scans for requests (history, dead letters, versions, what is remembered) stop with
  /// errc::unavailable, now and from now on, because the folder is about to be closed.
  void interrupt();
  /// errc::unavailable after give_up; for callers that read page by page.
  status not_interrupted() const;
  /// From now on no call waits for room on the disk: the process is about to end.
  void stop_waiting();
  /// Syncs what was written without a sync (SPEC 8).
  status sync();

  /// To be called about once a second: checks for disk room, trims fingerprints, history and old
  /// closed dead letters, and drops the settled part of the journal. Takes milliseconds.
  status tidy(std::int64_t now_us);

 private:
  class state;
  explicit ledger(std::unique_ptr<state> state);
  std::unique_ptr<state> state_;
};

/// The format version that this build reads and writes.
inline constexpr int format_version = 1;

}  // namespace acumage::storage
