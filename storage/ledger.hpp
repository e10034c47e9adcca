// The one class that changes the data folder: what was accepted, how it ended, what failed.
#pragma once

#include "messages/change.hpp"
#include "messages/dead_letter.hpp"
#include "messages/document.hpp"
#include "messages/outcome.hpp"
#include "messages/result.hpp"
#include "messages/stock.hpp"
#include "messages/submission.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
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

/// Per entity: two independent switches of an operator, kept over restarts.
struct lane_switches {
  bool sending = true;
  bool intake = true;  ///< off: its rows are counted when they come, and kept nowhere
};
using switch_board = std::array<lane_switches, entity_count>;  ///< by entity

struct ledger_options {
  std::filesystem::path path;
  bool sync = true;        ///< false: for measuring only
  bool read_only = false;  ///< looks at the folder, also while a node has it open
  std::uint64_t max_unsettled = 1'000'000;
  /// Free bytes on the disk below which nothing new is accepted: what was accepted before still needs room for
  /// its ends.
  std::uint64_t reserve_bytes = 0;
  std::uint64_t max_journal_bytes = 10'737'418'240;
  std::uint64_t max_letter_bytes = 10'737'418'240;
  std::uint64_t max_duplicates = 10'000'000;
  std::int64_t duplicates_us = 259'200'000'000;  ///< how long a fingerprint is remembered
  std::int64_t history_us = 2'592'000'000'000;   ///< how long ends are kept
  std::uint64_t max_history_bytes = 1'073'741'824;
  std::uint64_t unrouted_per_query = 1000;
  std::uint64_t unrouted_queries = 100;
  rocksdb::Env* env = nullptr;  ///< what the files are in; null: the system's. Outlives the ledger
};

/// What one group commit did. `receipts` has one entry per submission, in order.
struct append_outcome {
  std::vector<result<receipt>> receipts;
  /// Highest sequence in the journal per entity after the commit (0: none was ever written).
  std::array<std::uint64_t, entity_count> heads{};
  std::array<std::uint64_t, entity_count> accepted{};   ///< rows per entity
  std::array<std::uint64_t, entity_count> discarded{};  ///< rows per entity whose intake is off
};

struct ledger_figures {
  std::uint64_t unsettled = 0;
  std::array<std::uint64_t, entity_count> unsettled_by_entity{};
  std::uint64_t bytes = 0;         ///< payload bytes of unsettled entries
  std::uint64_t letters = 0;       ///< open ones
  std::uint64_t letter_bytes = 0;  ///< of all that are kept, closed ones too
  std::map<std::string, std::uint64_t> letters_by_class;
  std::map<std::string, std::uint64_t> letters_by_entity;  ///< without the unrouted
};

/// What the database takes of the process's memory, in bytes.
struct storage_memory {
  std::uint64_t memtables = 0;
  std::uint64_t block_cache = 0;
  std::uint64_t table_readers = 0;  ///< indexes and filters of open tables
};

/// What the lane of quantities keeps of a chunk of changes.
struct stock_news {
  std::vector<const item_stock*> items;
  const baseline_memory* baseline = nullptr;  ///< null: as it was
  std::vector<change>
      entries{};  ///< put into the journal by the node itself: figures to be sent too
};

/// What a lane of documents, or that of prices, keeps of a chunk of changes.
struct document_news {
  std::vector<const known_document*> documents;
  std::vector<change>
      entries{};           ///< put into the journal by the node itself: documents to be sent too
  std::int64_t at_us = 0;  ///< wall clock: when the documents changed
};

/// What is forgotten of documents that are over.
struct document_ends {
  std::vector<std::string> keys;
  std::vector<std::pair<std::string, std::string>> links{};  ///< kind, key
};

struct document_page {
  std::vector<known_document> documents;
  std::vector<std::int64_t> changed_at_us{};  ///< of each; 0: an older program wrote it
  std::string next;                           ///< cursor; empty: there is no more
};

struct stock_page {
  std::vector<item_stock> items;
  std::string next;  ///< cursor; empty: there is no more
};

/// What one write of ends did.
struct ended {
  std::array<std::uint64_t, 4> by_outcome{};  ///< entries really ended, by end_kind
  std::uint64_t own_head = 0;     ///< highest sequence given to entries of the node itself; 0: none
  std::uint64_t own_entries = 0;  ///< quantities to be told again (ending::moves)
};

/// Where a replayed letter went.
enum class moved : std::uint8_t { to_journal, superseded, gone };

/// Thread-safe: every call may come from any thread. Nothing here waits for the store or for an actor.
class ledger {
 public:
  /// Opens or creates the folder. errc::unsupported when it was written in an unknown format version;
  /// errc::conflict when another process has it open; errc::damaged / storage_failed otherwise.
  static result<std::unique_ptr<ledger>> open(ledger_options options);
  ~ledger();
  ledger(const ledger&) = delete;
  ledger& operator=(const ledger&) = delete;

  // --- accepted changes ---

  /// One synced write for all submissions. Decides duplicates (also within the group), gives the
  /// acceptance numbers, turns unrouted parcels into letters, discards the rows of entities whose intake
  /// is off (a parcel of which nothing else is left leaves no fingerprint). A submission that would pass a
  /// limit is refused whole with errc::full (or too_large when it alone has more rows than max_unsettled); the
  /// others go on. An error of the outer result: nothing was accepted.
  result<append_outcome> append(std::span<const submission* const> group, std::int64_t now_us);

  /// Unsettled entries of an entity with from <= sequence <= to, by growing sequence, at most `limit`.
  result<std::vector<journaled_change>> read(entity which, std::uint64_t from, std::uint64_t to,
                                             std::size_t limit) const;
  /// One unsettled entry; errc::not_found when it is settled.
  result<journaled_change> find(entity which, std::uint64_t sequence) const;

  /// Lowest unsettled (one above the highest when all are settled) and highest ever sequence of an
  /// entity; {0, 0} when there never was one.
  std::pair<std::uint64_t, std::uint64_t> bounds(entity which) const;

  // --- ends ---

  /// One atomic write: removes the entries from the journal, remembers the marks, writes the history,
  /// files `letters` (their id and dates are given here unless replayed ones; an ending with outcome
  /// dead_lettered must be among `ends` for each). A delivered mark makes older open letters of its key
  /// superseded. An ending whose entry is not in the journal any more is skipped (already settled).
  /// What an ending moves is put into the journal of quantities by the same write. While the disk has no room it
  /// waits for some, as keep_stock and keep_documents do.
  result<ended> end(std::span<const ending> ends, std::span<const dead_letter> letters,
                    std::int64_t now_us);

  /// What was last delivered for a key (any spelling); empty when nothing ever was.
  result<std::optional<delivered_mark>> mark_of(entity which, const std::string& key) const;

  /// How many keys forget_versions would forget the versions of.
  result<std::uint64_t> count_versions(entity which, const std::string& key_glob) const;
  /// Older versions of the keys that match (glob, any spelling; empty: all) count again: their
  /// marks keep neither version nor value, what is remembered of quantities and documents keeps its figures
  /// and fields without their versions. Page by page, synced at the end; after an error some may be
  /// forgotten. To be called by the lane, which keeps the memory, or when no node runs. Returns how many keys
  /// it concerned.
  result<std::uint64_t> forget_versions(entity which, const std::string& key_glob);

  // --- quantities ---

  /// What is known of an item (any spelling); empty: nothing ever came.
  result<std::optional<item_stock>> stock_of(const std::string& item) const;
  /// All items, in the order of their folded names; `cursor` from the page before, empty for the first.
  result<stock_page> stock(const std::string& cursor, std::size_t limit) const;
  result<baseline_memory> baseline() const;
  /// One write. Not synced: the changes that it comes from are, and are worked on again when it is lost;
  /// their ends are written after it, so nothing settled is ever missing here. For one caller at a time
  /// (the lane). Returns the highest sequence given to `entries`; 0: there were none.
  result<std::uint64_t> keep_stock(const stock_news& news);
  /// Entries of the node itself at an operator's order (republish), synced; their lane must be told.
  /// errc::full when the journal has no room. Returns the highest sequence.
  result<std::uint64_t> append_own(const std::vector<change>& entries);

  /// Does the store have this SKU, as far as it was asked? Forgotten after 30 days without this question.
  result<bool> knows_sku(const std::string& sku, std::int64_t now_us);
  status learn_skus(std::span<const std::string> skus, std::int64_t now_us);

  // --- prices, shipments, customers and orders ---

  /// Last known fields of a document (key in any spelling); empty: nothing ever came.
  result<std::optional<known_document>> document_of(entity which, const std::string& key) const;
  /// All of an entity, in the order of their folded keys; `cursor` from the page before, empty for the first.
  result<document_page> documents(entity which, const std::string& cursor, std::size_t limit) const;
  /// One write, not synced, for the same reason as keep_stock. Returns the highest sequence given to
  /// `entries`; 0: there were none.
  result<std::uint64_t> keep_documents(entity which, const document_news& news);
  /// Removes fields, marks and links in one write, not synced: what is lost of it is removed another time. By
  /// the lane, which keeps the memory.
  status forget_documents(entity which, const document_ends& over);
  /// Which record of the store belongs to one of the ERP, as a conversation noted it. `kind` names the
  /// sort of link: "customer". Empty: none is known.
  result<std::optional<std::string>> link_of(std::string_view kind, const std::string& key) const;
  /// Not synced: it stands in the log before the end that it belongs to.
  status keep_link(std::string_view kind, const std::string& key, const std::string& value);

  // --- dead letters ---

  result<letter_page> letters(const letter_filter& filter, std::uint64_t from_id,
                              std::size_t limit) const;
  result<letter_count> count_letters(const letter_filter& filter) const;
  result<dead_letter> letter(std::uint64_t id) const;
  /// Ids of all letters that match, by growing version: the work list of a replay. Only those of a version
  /// `above`: the others have had their turn.
  result<std::vector<std::uint64_t>> replay_order(const letter_filter& filter,
                                                  version above = {}) const;
  /// Gives the change of an open letter other rows, synced, and keeps those that came with it. Version and
  /// entity stay. errc::not_found; errc::conflict when it is not open. Returns the whole letter.
  result<dead_letter> edit_letter(std::uint64_t id, const change_rows& rows);
  /// Puts an open letter back into the journal under its own acceptance number, in one synced atomic
  /// write, or marks it superseded when the key's mark is newer (unless `force`). For an unrouted
  /// letter `rerouted` is its change as routed by the settings of now (entity and key set). errc::full
  /// when the journal has no room; errc::conflict for an unrouted letter without `rerouted`. A document
  /// is never overtaken here: later shipments of its key ship other lines, and a delivered customer or
  /// order has closed the letters that it covers. letter(id) says where it went.
  result<moved> move_back(std::uint64_t id, bool force, const change* rerouted,
                          std::int64_t now_us);
  /// Open letters that match -> `to` (resolved or discarded), with a note; synced. Returns how many.
  result<std::uint64_t> close_letters(const letter_filter& filter, letter_state to,
                                      const std::string& note, std::int64_t now_us);
  /// The running or last replay job, if any; kept over restarts.
  std::optional<replay_job> job() const;
  status save_job(const replay_job& job);

  // --- the rest ---

  /// Newest first; `cursor` from the page before, empty for the first.
  result<history_page> history(const history_filter& filter, const std::string& cursor,
                               std::size_t limit) const;

  switch_board switches() const;
  /// Synced. No append that ends after it goes by the switches of before.
  status save_switches(entity which, lane_switches value);

  ledger_figures figures() const;
  /// Waits for RocksDB's own lock, where figures() does not.
  storage_memory memory() const;
  /// What an operator should know of how the folder came up, one sentence each; empty: nothing.
  const std::vector<std::string>& notes() const;
  /// Empty: a change can be accepted. Otherwise the limit that is reached, in words.
  std::string why_full() const;

  /// From now on nobody waits for room on the disk any more: the process is about to end.
  void stop_waiting();
  /// What was written without a sync is on disk, too (SPEC 8).
  status sync();

  /// To be called once a second or so: looks whether the disk has room, trims fingerprints, history and old closed letters, drops the
  /// settled part of the journal. Takes milliseconds.
  status tidy(std::int64_t now_us);

 private:
  class state;
  explicit ledger(std::unique_ptr<state> state);
  std::unique_ptr<state> state_;
};

/// The format version that this build reads and writes.
inline constexpr int format_version = 1;

}  // namespace acumage::storage
