#include "storage/rocks.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/perf_level.h>
#include <rocksdb/table.h>

#include <cstdarg>
#include <system_error>

namespace acumage::storage {

namespace {

constexpr std::size_t memtable_bytes = std::size_t{64} << 20U;  // of all families together
constexpr std::size_t cache_bytes = std::size_t{32} << 20U;     // of all families together
constexpr std::uint64_t log_bytes = std::uint64_t{256} << 20U;  // bounds the replay at a start
constexpr int read_only_tries = 5;

/// A reader must leave no trace in the folder of a live node, and RocksDB would rotate its LOG file.
class silent_logger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

rocksdb::DBOptions database_options(access_mode access, rocksdb::Env* env) {
  rocksdb::DBOptions options;
  options.env = env;
  options.create_if_missing = access == access_mode::exclusive;
  options.db_write_buffer_size = memtable_bytes;
  options.max_total_wal_size = log_bytes;
  options.max_background_jobs = 2;
  options.info_log_level = rocksdb::WARN_LEVEL;
  options.keep_log_file_num = 4;
  options.max_log_file_size = std::size_t{4} << 20U;
  if (access == access_mode::read_only) options.info_log = std::make_shared<silent_logger>();
  return options;
}

rocksdb::ColumnFamilyOptions family_options(const std::string& name,
                                            const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  // Only these are asked for single keys that are often not there.
  if (name == to_string(family::marks) || name == to_string(family::fingerprints) ||
      name == to_string(family::stock) || name == to_string(family::known_skus) ||
      name == to_string(family::documents) || name == to_string(family::links))
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::ColumnFamilyOptions options;
  options.compression = rocksdb::kLZ4Compression;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

/// RocksDB has no status of its own for a lock that is held; the first text is of its list of folders open
/// in this process, the second of fcntl.
bool is_locked(const rocksdb::Status& state) {
  const auto text = state.ToString();
  return text.find("lock hold by current process") != std::string::npos ||
         text.find("While lock file") != std::string::npos;
}

}  // namespace

error to_error(const rocksdb::Status& state, const std::string& where) {
  const auto code = state.IsCorruption() ? errc::damaged : errc::storage_failed;
  return {code, where + ": " + state.ToString() + "; expected a disk that reads and writes", {}};
}

void count_nothing() {
  static thread_local const bool told = (rocksdb::SetPerfLevel(rocksdb::kDisable), true);
  static_cast<void>(told);
}

rocks_folder::~rocks_folder() {
  // Handles first: RocksDB counts them as users of the database.
  for (auto* handle : all_) static_cast<void>(db_->DestroyColumnFamilyHandle(handle));
}

rocksdb::DBOptions rocks_folder::options() const { return database_options(access_, env_); }

status rocks_folder::open(const std::filesystem::path& path, access_mode access,
                          rocksdb::Env* env) {
  path_ = path.string();
  access_ = access;
  if (env != nullptr) env_ = env;
  cache_ = rocksdb::NewLRUCache(cache_bytes);
  std::error_code failed;
  const bool there = env_->FileExists((path / "CURRENT").string()).ok();
  if (!there && access == access_mode::read_only)
    return error{
        errc::not_found, "data folder " + path_ + ": not there; expected a data folder", {}};
  if (!there) std::filesystem::create_directories(path, failed);
  if (failed)
    return error{
        errc::storage_failed,
        "data folder " + path_ + ": " + failed.message() + "; expected a folder to write to",
        {}};
  rocksdb::Status state;
  // A live node may delete a file between a reader's look at the list of files and its opening.
  for (int tries = access == access_mode::read_only ? read_only_tries : 1; tries > 0; --tries) {
    std::vector<std::string> names{rocksdb::kDefaultColumnFamilyName};
    if (there) state = rocksdb::DB::ListColumnFamilies(options(), path_, &names);
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
  const auto state =
      read_only() ? rocksdb::DB::OpenForReadOnly(options(), path_, families, &handles, &opened)
                  : rocksdb::DB::Open(options(), path_, families, &handles, &opened);
  if (!state.ok()) return state;
  db_.reset(opened);
  all_ = std::move(handles);
  for (std::size_t i = 0; i < all_.size(); ++i)
    for (std::size_t each = 0; each < family_count; ++each)
      if (all_[i]->GetName() == to_string(static_cast<family>(each))) known_.at(each) = all_[i];
  return state;
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

}  // namespace acumage::storage
