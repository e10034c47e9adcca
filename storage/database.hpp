// The RocksDB folder: its families, its format version, and the errors it can give.
#pragma once

#include "messages/result.hpp"
#include "storage/synced_mark.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace acumage::storage {

struct storage_memory;

/// What is kept apart, each in a column family of its own. One log and one write cover all of them.
enum class family : std::uint8_t {
  journal,           ///< lane, acceptance number -> change
  letters,           ///< id -> head of a letter
  letter_bodies,     ///< id -> rows, request, attempts
  letter_index,      ///< open letters by key, closed ones by age
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

/// Changes of any families that reach the disk together or not at all.
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
  /// roll_back forgets what came after the last set_save_point.
  void set_save_point();
  void roll_back();
  bool empty() const;

 private:
  friend class database;
  class content;
  std::unique_ptr<content> content_;
};

/// A look at a family in the order of its keys, as it was when the cursor was made.
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
  /// The error that ended the walk, if one did.
  status problem() const;

 private:
  friend class database;
  class position;
  explicit cursor(std::unique_ptr<position> at);
  std::unique_ptr<position> position_;
};

/// Where a cursor may look. Bounds keep it away from removed keys, which cost as much to pass as live
/// ones: 1 s for a million of them.
struct scan_range {
  family where = family::meta;
  std::string lower;
  std::string upper;              ///< exclusive; empty: none
  std::uint64_t max_skipped = 0;  ///< give up after that many removed keys in a row; 0: never
};

enum class durability : std::uint8_t { synced, buffered };
enum class access_mode : std::uint8_t {
  exclusive,
  read_only,
  lenient,  ///< as read_only, and what is damaged is passed over as far as RocksDB can
};

/// Thread-safe. Everything that knows RocksDB is behind this class.
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
  /// errc::conflict when the folder was opened for reading only.
  status write(write_batch& batch, durability how);
  /// What was written so far is on disk when it returns.
  status sync();

  /// To be called now and then: what is known of the files for the next start.
  void note_files();
  /// Writes are refused with errc::full while less than this is free on the disk, before RocksDB meets the end of
  /// it: what it has in memory must find room, and after a log was cut off it writes no more.
  void keep_free(std::uint64_t bytes) { floor_bytes_ = bytes; }
  /// A write was refused or failed for want of room, and nothing has been written since.
  bool out_of_room() const { return out_of_room_; }
  /// Looks whether writes can go on. When RocksDB met the end of the disk all the same, it is told to begin a new log:
  /// the end of the old one is not certain.
  bool resume();
  /// Free bytes on the disk of the folder; the most there is when nobody knows.
  std::uint64_t free_bytes() const;

  /// Moves a record that makes no sense out of its family's way, into `meta`, synced, with a note; opened for
  /// reading only: leaves it where it is.
  status set_aside(family where, std::string_view key, std::string_view value);

  /// errc::damaged, naming folder, family and key.
  error damaged(family where, std::string_view key) const;
  const std::filesystem::path& path() const { return path_; }
  storage_memory memory() const;
  /// Number of the last record that was written.
  std::uint64_t last_sequence() const;
  /// The family of a table file ("000012.sst") that is in use; empty: it is not.
  std::string family_of(const std::string& file) const;
  /// What an operator should know of how the folder came up, in words; empty: nothing.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  friend class write_batch;
  class handles;
  database(std::filesystem::path path, std::unique_ptr<handles> opened);
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
};

}  // namespace acumage::storage
