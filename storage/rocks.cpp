#include "storage/rocks.hpp"

#include "messages/file_problem.hpp"
#include "storage/ledger.hpp"

#include <rocksdb/cache.h>
#if __has_include(<rocksdb/advanced_cache.h>)  // where newer versions define Cache itself
#include <rocksdb/advanced_cache.h>
#endif
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/perf_level.h>
#include <rocksdb/table.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <mutex>
#include <system_error>

namespace acumage::storage {

namespace {

constexpr const char* room_key = "room";
constexpr std::size_t probe_bytes = std::size_t{4} << 20U;
constexpr std::size_t memtable_bytes = std::size_t{64} << 20U;  // of all families together
constexpr std::size_t cache_bytes = std::size_t{32} << 20U;     // of all families together
constexpr std::uint64_t log_bytes = std::uint64_t{256} << 20U;  // bounds the replay at a start
constexpr int read_only_tries = 5;
constexpr int open_files = 256;

/// A reader must leave no trace in a live node's folder, and RocksDB would rotate its LOG file.
class silent_logger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

/// RocksDB would resume automatically as soon as the file system claims to have room, and would end
/// the process when the log it was writing hits the full disk again. database::resume() checks more
/// closely. Any other error of RocksDB's own threads stops all writing, which an idle node may not
/// notice.
class background_errors : public rocksdb::EventListener {
 public:
  background_errors(std::string folder, std::shared_ptr<first_failure> failure)
      : folder_{std::move(folder)}, failure_{std::move(failure)} {}
  void OnBackgroundError(rocksdb::BackgroundErrorReason /*reason*/,
                         rocksdb::Status* problem) override {
    if (is_failure(*problem)) failure_->note(to_error(*problem, "data folder " + folder_));
  }
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason /*reason*/, rocksdb::Status /*problem*/,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }

 private:
  std::string folder_;
  std::shared_ptr<first_failure> failure_;
};

/// RocksDB's warnings, in the file LOG of the folder. Its own logger ends the process at the first
/// line after one that found no room on the disk; this one skips lines that cannot be written.
class patient_logger : public rocksdb::Logger {
 public:
  explicit patient_logger(const std::filesystem::path& folder)
      : rocksdb::Logger{rocksdb::WARN_LEVEL}, path_{folder / "LOG"} {}
  using rocksdb::Logger::Logv;
  void LogHeader(const char* /*format*/, va_list /*arguments*/) override {}
  void Logv(const char* format, va_list arguments) override {
    std::array<char, 2000> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    const std::lock_guard guard{mutex_};
    std::error_code unknown;
    const bool long_enough = std::filesystem::file_size(path_, unknown) > most_bytes && !unknown;
    std::ofstream out{path_, long_enough ? std::ios::trunc : std::ios::app};
    out << std::time(nullptr) << ' ' << text.data() << '\n';
  }

 private:
  static constexpr std::uintmax_t most_bytes = std::uintmax_t{4} << 20U;
  std::filesystem::path path_;
  std::mutex mutex_;
};

rocksdb::ColumnFamilyOptions family_options(const std::string& name,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  // Only these are queried for single keys that are often missing.
  if (name == to_string(family::marks) || name == to_string(family::fingerprints) ||
      name == to_string(family::stock) || name == to_string(family::known_skus) ||
      name == to_string(family::documents) || name == to_string(family::links))
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::ColumnFamilyOptions options;
  options.compression = rocksdb::kLZ4Compression;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

/// RocksDB has no status code for a held lock. The first text comes from its list of folders open
/// in this process, the second from fcntl.
bool is_locked(const rocksdb::Status& state) {
  const auto text = state.ToString();
  return text.find("lock hold by current process") != std::string::npos ||
         text.find("While lock file") != std::string::npos;
}

/// A missing table is also looked for under the extension of older versions, and reported under
/// that name.
std::string words_of(const rocksdb::Status& state) {
  auto words = state.ToString();
  for (auto at = words.find(".ldb"); at != std::string::npos; at = words.find(".ldb", at))
    words.replace(at, 4, ".sst");
  return words;
}

}  // namespace

const char* const damage_remedy =
    "expected whole files; `acumage journal verify` names every damage, then restore the folder "
    "from "
    "a backup, or set it aside, start with a new one and send it what `acumage journal dump "
    "--changes` "
    "still reads";

error to_error(const rocksdb::Status& state, const std::string& where) {
  if (state.IsCorruption() || state.IsPathNotFound())
    return {errc::damaged, where + ": " + words_of(state) + "; " + damage_remedy, {}};
  if (is_no_space(state))
    return {errc::full,
            where + ": no room on the disk; the node continues once there is space again",
            {}};
  const auto words = state.ToString();
  const bool forbidden = words.find("Permission denied") != std::string::npos ||
                         words.find("Operation not permitted") != std::string::npos;
  return {errc::storage_failed,
          where + ": " + words + "; expected " +
              (forbidden ? "files that " + own_user() + " may read and write"
                         : std::string{"a disk that reads and writes"}),
          {}};
}

bool is_no_space(const rocksdb::Status& state) {
  // RocksDB has a status for a full disk, but none for an exhausted quota.
  return state.IsNoSpace() ||
         (state.IsIOError() && state.ToString().find("Disk quota exceeded") != std::string::npos);
}

bool is_failure(const rocksdb::Status& state) {
  return !state.ok() && !state.IsShutdownInProgress() && !is_no_space(state);
}

void count_nothing() {
  static thread_local const bool told = (rocksdb::SetPerfLevel(rocksdb::kDisable), true);
  static_cast<void>(told);
}

rocks_folder::~rocks_folder() {
  // Handles first: RocksDB counts them as users of the database.
  for (auto* handle : all_) static_cast<void>(db_->DestroyColumnFamilyHandle(handle));
}

rocksdb::DBOptions rocks_folder::database_options() const {
  rocksdb::DBOptions options;
  options.env = env_;
  options.create_if_missing = !read_only();
  options.db_write_buffer_size = memtable_bytes;
  options.max_total_wal_size = log_bytes;
  options.max_open_files = open_files;  // leaves descriptors for a new log
  options.max_background_jobs = 2;
  // RocksDB's default reads a log up to its first damage and ignores the rest, synced or not.
  options.wal_recovery_mode = last_log_ == tail::torn
                                  ? rocksdb::WALRecoveryMode::kPointInTimeRecovery
                                  : rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.track_and_verify_wals_in_manifest = true;  // detects a missing log
  if (access_ == access_mode::lenient) {
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kSkipAnyCorruptedRecords;
    options.paranoid_checks = false;
  }
  options.listeners.push_back(std::make_shared<background_errors>(path_, failure_));
  if (read_only())
    options.info_log = std::make_shared<silent_logger>();
  else
    options.info_log = std::make_shared<patient_logger>(path_);
  return options;
}

status rocks_folder::open(const std::filesystem::path& path, access_mode access, tail last_log,
                          rocksdb::Env* env) {
  path_ = path.string();
  access_ = access;
  last_log_ = last_log;
  if (env != nullptr) env_ = env;
  cache_ = rocksdb::NewLRUCache(cache_bytes);
  std::error_code failed;
  const bool there = env_->FileExists((path / "CURRENT").string()).ok();
  if (!there && read_only())
    return error{
        errc::not_found, "data folder " + path_ + ": not there; expected a data folder", {}};
  if (!there && std::filesystem::create_directories(path, failed)) {
    // It holds customers' names and addresses.
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, failed);
  }
  if (failed)
    return error{errc::storage_failed,
                 "data folder " + path_ + ": " + file_problem(path_, failed.value()) +
                     "; expected a folder to write to",
                 {}};
  rocksdb::Status state;
  // A live node may delete a file between a reader's listing and its opening of the file.
  for (int tries = read_only() ? read_only_tries : 1; tries > 0; --tries) {
    std::vector<std::string> names{rocksdb::kDefaultColumnFamilyName};
    if (there) state = rocksdb::DB::ListColumnFamilies(database_options(), path_, &names);
    if (state.ok()) state = open_once(names);
    if (state.ok()) return done();
  }
  if (is_locked(state))
    return error{errc::conflict, "data folder " + path_ + " is in use by another node", {}};
  return to_error(state, "data folder " + path_ + ": open");
}

rocksdb::Status rocks_folder::open_once(const std::vector<std::string>& names) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const auto& name : names) families.emplace_back(name, family_options(name, cache_));
  rocksdb::DB* opened = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const auto options = database_options();
  const auto state = read_only()
                         ? rocksdb::DB::OpenForReadOnly(options, path_, families, &handles, &opened)
                         : rocksdb::DB::Open(options, path_, families, &handles, &opened);
  if (!state.ok()) return state;
  db_.reset(opened);
  all_ = std::move(handles);
  for (std::size_t i = 0; i < all_.size(); ++i)
    for (std::size_t each = 0; each < family_count; ++each)
      if (all_[i]->GetName() == to_string(static_cast<family>(each))) known_.at(each) = all_[i];
  return state;
}

std::string rocks_folder::family_of(const std::string& file) const {
  std::vector<rocksdb::LiveFileMetaData> files;
  db_->GetLiveFilesMetaData(&files);
  for (const auto& each : files)
    if (each.name.ends_with(file)) return each.column_family_name;
  return {};
}

std::vector<std::string> rocks_folder::tables() const {
  std::vector<rocksdb::LiveFileMetaData> files;
  db_->GetLiveFilesMetaData(&files);
  std::vector<std::string> names;
  for (const auto& each : files) names.push_back(each.name.substr(each.name.rfind('/') + 1));
  return names;
}

status rocks_folder::create_missing() {
  for (std::size_t each = 0; each < family_count; ++each) {
    if (known_.at(each) != nullptr) continue;
    const std::string name{to_string(static_cast<family>(each))};
    const auto state =
        db_->CreateColumnFamily(family_options(name, cache_), name, &known_.at(each));
    if (!state.ok()) return to_error(state, "data folder " + path_ + ": create " + name);
    all_.push_back(known_.at(each));
  }
  return done();
}

namespace {

/// More than RocksDB needs for a new log and its list of files. The bytes are written because a
/// promise of the file system may not hold.
bool a_file_finds_room(const std::filesystem::path& file) {
  std::ofstream out{file, std::ios::binary};
  const std::string some(probe_bytes, 'x');
  out.write(some.data(), static_cast<std::streamsize>(some.size()));
  out.close();
  std::error_code failed;
  std::filesystem::remove(file, failed);
  return !out.fail();
}

}  // namespace

storage_memory rocks_folder::memory() const {
  using properties = rocksdb::DB::Properties;
  storage_memory taken;
  db_->GetAggregatedIntProperty(properties::kCurSizeAllMemTables, &taken.memtables);
  db_->GetAggregatedIntProperty(properties::kEstimateTableReadersMem, &taken.table_readers);
  taken.block_cache = cache_->GetUsage();
  return taken;
}

bool rocks_folder::resume() {
  // RocksDB would end the process if it met a full disk again now.
  if (!a_file_finds_room(std::filesystem::path{path_} / "room") || !db_->Resume().ok())
    return false;
  // Resuming begins a new log only when memory holds something to flush. This write is for the next
  // time.
  rocksdb::WriteOptions unlogged;
  unlogged.disableWAL = true;
  rocksdb::WriteOptions synced;
  synced.sync = true;
  auto* const meta = at(family::meta);
  return db_->Put(unlogged, meta, room_key, {}).ok() && db_->Put(synced, meta, room_key, {}).ok();
}

}  // namespace acumage::storage
