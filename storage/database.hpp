// The RocksDB folder: its families, its format version, and the errors it can return.
#pragma once

#include "messages/result.hpp"
#include "storage/synced_mark.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rocksdb {
class Env;
class Status;
}  // namespace rocksdb

namespace acumage::storage {

struct storage_memory;

/// The kinds of records, each in a column family of its own. One log and one write cover all of
/// them.
enum class family : std::uint8_t {
  journal,           ///< lane, acceptance number -> change
  letters,           ///< id -> head of a dead letter
  letter_bodies,     ///< id -> rows, request, attempts
  letter_index,      ///< open dead letters by key, closed ones by age
  marks,             ///< entity, folded key -> what was last delivered
  fingerprints,      ///< digest -> when it was accepted
  fingerprint_ages,  ///< time, digest
  history,           ///< time, acceptance number -> end
  history_names,     ///< hash of the folded key, time, acceptance number
  stock,             ///< folded item -> what is known of its quantities
  known_skus,        ///< folded SKU -> day of its last use: the store has it
  documents,  ///< entity, folded key -> last known fields of a price, shipment, customer or order
  links,      ///< kind, folded key -> the store's record that belongs to it
  meta,       ///< name -> counters, switches, replay job, format version
};
inline constexpr std::size_t family_count = 14;
std::string_view to_string(family which);

/// In `meta`: prefix, family, "/", key in hex -> a record that was set aside.
inline constexpr std::string_view aside_prefix = "aside/";

class database;

/// Changes to any families that reach the disk together or not at all.
class write_batch {
 public:
  explicit write_batch(const database& of);
  ~write_batch();
  write_batch(const write_batch&) = delete;
  write_batch& operator=(const write_batch&) = delete;

  void put(family where, std::string_view key, std::string_view value);
  void remove(family where, std::string_view key);
  /// All keys with from <= key < to.
  void remove_range(family where, std::string_view from, std::string_view to);
  /// roll_back discards what was added after the last set_save_point.
  void set_save_point();
  void roll_back();
  bool empty() const;

 private:
  friend class database;
  class content;
  std::unique_ptr<content> content_;
};

/// A snapshot of a family in the order of its keys, taken when the cursor was made.
class cursor {
 public:
  ~cursor();
  cursor(cursor&&) noexcept;
  cursor& operator=(cursor&&) noexcept;

  void seek(std::string_view key);         ///< first key >= `key`
  void seek_before(std::string_view key);  ///< last key < `key`
  void next();
  void previous();
  /// False at the end, on an error, and after max_skipped removed keys in a row.
  bool valid() const;
  std::string_view key() const;    ///< until the next move
  std::string_view value() const;  ///< until the next move
  /// The error that ended the scan, if any.
  status problem() const;

 private:
  friend class database;
  class position;
  explicit cursor(std::unique_ptr<position> at);
  std::unique_ptr<position> position_;
};

/// The range of a cursor. Bounds keep it away from removed keys, which cost as much to pass as live
/// ones: 1 s per million.
struct scan_range {
  family where = family::meta;
  std::string lower;
  std::string upper;              ///< exclusive; empty: none
  std::uint64_t max_skipped = 0;  ///< give up after that many removed keys in a row; 0: never
  bool interruptible = false;     ///< database::interrupt ends the scan, with errc::unavailable
};

enum class durability : std::uint8_t { synced, buffered };
enum class access_mode : std::uint8_t {
  exclusive,
  read_only,
  lenient,  ///< as read_only, and skips what is damaged as far as RocksDB can
};

/// Thread-safe. Only this class and what is behind it use RocksDB.
class database {
 public:
  /// Errors as ledger::open; `env` as ledger_options::env.
  static result<std::unique_ptr<database>> open(const std::filesystem::path& path,
                                                access_mode access, rocksdb::Env* env = nullptr);
  ~database();
  database(const database&) = delete;
  database& operator=(const database&) = delete;

  result<std::optional<std::string>> get(family where, std::string_view key) const;
  cursor scan(const scan_range& range) const;
  /// Calls `whom` once, from any thread, with the first I/O error of the folder, whether it occurs
  /// here or in the database's own threads. An earlier error is reported immediately.
  void tell_failure(const std::function<void(const error&)>& whom);
  /// From now on interruptible scans end with errc::unavailable.
  void interrupt() { interrupted_ = true; }
  status not_interrupted() const;
  /// errc::conflict when the folder was opened read-only.
  status write(write_batch& batch, durability how);
  /// When it returns, everything written so far is on disk.
  status sync();
  /// As ledger::checkpoint.
  status checkpoint(const std::filesystem::path& to) const;

  /// To be called regularly: notes what is known of the files for the next start.
  void note_files();
  /// Refuses writes with errc::full while less than this is free on the disk, before RocksDB fills
  /// it: what RocksDB has in memory must still find room, and once a log was cut off it writes no
  /// more.
  void keep_free(std::uint64_t bytes) { floor_bytes_ = bytes; }
  /// A write was refused or failed for lack of room, and nothing has been written since.
  bool out_of_room() const { return out_of_room_; }
  /// Checks whether writes can resume. If RocksDB filled the disk all the same, makes it begin a
  /// new log because the end of the old one is uncertain.
  bool resume();
  /// Free bytes on the disk of the folder; the maximum when unknown.
  std::uint64_t free_bytes() const;

  /// Reads every block of every table in use, and names the damaged ones with the remedy. RocksDB
  /// itself would notice only when it next reads or merges the block, and would then stop all
  /// writing. As fast as the disk; stops when `goes_on`, called before each table, returns false.
  std::vector<std::string> check_tables(const std::function<bool()>& goes_on) const;

  /// Moves an undecodable record out of its family into `meta`, synced, with a note; leaves it in
  /// place when opened read-only.
  status set_aside(family where, std::string_view key, std::string_view value);

  /// errc::damaged, naming folder, family and key.
  error damaged(family where, std::string_view key) const;
  const std::filesystem::path& path() const { return path_; }
  storage_memory memory() const;
  /// The number of the last record written.
  std::uint64_t last_sequence() const;
  /// The family of a table file ("000012.sst") that is in use; empty: it is not.
  std::string family_of(const std::string& file) const;
  /// What an operator should know about how the folder was opened, in words; may be empty.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  friend class write_batch;
  friend class cursor;
  class handles;
  database(std::filesystem::path path, std::unique_ptr<handles> opened);
  error failed(const rocksdb::Status& state, const std::string& where) const;
  status check_format(access_mode access);
  status check_whole();

  std::filesystem::path path_;
  std::unique_ptr<handles> handles_;
  std::unique_ptr<synced_mark> synced_;  ///< null: opened for reading only
  std::vector<std::string> notes_;
  bool has_room() const;

  std::atomic<std::uint64_t> floor_bytes_{0};
  std::atomic<bool> out_of_room_{false};
  std::atomic<bool> stopped_{false};  ///< by RocksDB, until resume()
  std::atomic<bool> interrupted_{false};
};

}  // namespace acumage::storage
