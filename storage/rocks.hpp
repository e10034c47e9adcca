// One RocksDB folder with its column families open; included by .cpp files only because it names RocksDB.
#pragma once

#include "messages/result.hpp"
#include "storage/database.hpp"
#include "storage/first_failure.hpp"

#include <rocksdb/db.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace acumage::storage {

/// The remedy for a damaged folder, for the end of an error text.
extern const char* const damage_remedy;

/// errc::damaged for corruption, errc::full for a full disk, errc::storage_failed for all else.
error to_error(const rocksdb::Status& state, const std::string& where);

/// The disk is full or its quota is exhausted.
bool is_no_space(const rocksdb::Status& state);
/// Neither success nor a full disk: the state of the disk is unknown from now on.
bool is_failure(const rocksdb::Status& state);

/// To be called before RocksDB works in a thread: it counts every comparison of keys in per-thread
/// counters, which nothing here reads and which take a fifth of an end's time.
void count_nothing();

class rocks_folder {
 public:
  rocks_folder() = default;
  ~rocks_folder();
  rocks_folder(const rocks_folder&) = delete;
  rocks_folder& operator=(const rocks_folder&) = delete;

  /// Opens every family in the folder, including unknown ones: RocksDB refuses to leave any out,
  /// and the format version is read from inside. An exclusive folder is created if missing. `env`
  /// as ledger_options::env. tail::torn: the last log is damaged after all that was synced, and is
  /// read up to that place.
  enum class tail : std::uint8_t { sound, torn };
  status open(const std::filesystem::path& path, access_mode access, tail last_log = tail::sound,
              rocksdb::Env* env = nullptr);
  /// The names of the tables in use, such as "000012.sst".
  std::vector<std::string> tables() const;
  /// The family of a table file ("000012.sst"); empty: unknown.
  std::string family_of(const std::string& file) const;
  /// Resumes writing after the disk was full, if there is room now.
  bool resume();
  /// Creates the missing families.
  status create_missing();

  bool has(family which) const { return known_.at(static_cast<std::size_t>(which)) != nullptr; }
  rocksdb::ColumnFamilyHandle* at(family which) const {
    return known_.at(static_cast<std::size_t>(which));
  }
  rocksdb::DB& db() const { return *db_; }
  storage_memory memory() const;
  first_failure& failure() const { return *failure_; }
  bool read_only() const { return access_ != access_mode::exclusive; }
  bool ever_written() const { return db_->GetLatestSequenceNumber() > 0; }

 private:
  rocksdb::Status open_once(const std::vector<std::string>& families);
  rocksdb::DBOptions database_options() const;

  std::string path_;
  access_mode access_ = access_mode::exclusive;
  tail last_log_ = tail::sound;
  std::shared_ptr<first_failure> failure_ = std::make_shared<first_failure>();
  rocksdb::Env* env_ = rocksdb::Env::Default();
  std::shared_ptr<rocksdb::Cache> cache_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> all_;  ///< owned by db_, and returned to it
  std::array<rocksdb::ColumnFamilyHandle*, family_count> known_{};
};

class database::handles : public rocks_folder {};

}  // namespace acumage::storage
