#include "disk.hpp"

#include <doctest/doctest.h>

#include <rocksdb/db.h>
#include <rocksdb/perf_context.h>
#include <rocksdb/perf_level.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace {

std::atomic<std::uint64_t> syncs{0};
std::atomic<bool> disk_fails{false};

struct synced_sizes {
  std::mutex mutex;
  std::map<std::string, std::uintmax_t> by_path;
};
/// Never destroyed: RocksDB's own threads may sync while the program ends.
synced_sizes& sizes() {
  static auto* all = new synced_sizes;
  return *all;
}

}  // namespace

/// Takes the place of libc's for the whole test program, RocksDB included.
extern "C" int fdatasync(int file) {
  ++syncs;
  if (disk_fails) {
    errno = EIO;
    return -1;
  }
  struct stat facts {};
  std::error_code failed;
  const auto path =
      std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file), failed).string();
  if (!failed && ::fstat(file, &facts) == 0) {
    const std::lock_guard guard{sizes().mutex};
    sizes().by_path[path] = static_cast<std::uintmax_t>(facts.st_size);
  }
  return static_cast<int>(::syscall(SYS_fdatasync, file));
}

namespace acumage::tests {

namespace {

class raw_database {
 public:
  explicit raw_database(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    REQUIRE(rocksdb::DB::ListColumnFamilies({}, folder.string(), &names).ok());
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const auto& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions{});
    rocksdb::DB* opened = nullptr;
    REQUIRE(rocksdb::DB::Open({}, folder.string(), families, &handles_, &opened).ok());
    db_.reset(opened);
  }
  ~raw_database() {
    for (auto* each : handles_) static_cast<void>(db_->DestroyColumnFamilyHandle(each));
  }
  raw_database(const raw_database&) = delete;
  raw_database& operator=(const raw_database&) = delete;

  rocksdb::DB& db() { return *db_; }
  rocksdb::ColumnFamilyHandle* at(const std::string& name) {
    const auto found = std::find_if(handles_.begin(), handles_.end(),
                                    [&](auto* each) { return each->GetName() == name; });
    REQUIRE(found != handles_.end());
    return *found;
  }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

}  // namespace

namespace {

std::map<std::string, std::uintmax_t> files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::uintmax_t> files;
  for (const auto& each : std::filesystem::directory_iterator{folder}) {
    std::error_code gone;
    files[each.path().filename().string()] = std::filesystem::file_size(each.path(), gone);
  }
  return files;
}

/// False when the folder changed meanwhile: RocksDB compacts and deletes in the background.
bool copy_files(const std::filesystem::path& from, const std::filesystem::path& to) {
  const auto files = files_of(from);
  for (const auto& [name, size] : files) {
    std::error_code failed;
    std::filesystem::copy_file(from / name, to / name, failed);
    if (failed) return false;
  }
  return files_of(from) == files;
}

}  // namespace

void copy_after(crash how, const std::filesystem::path& from, const std::filesystem::path& to) {
  do {
    std::filesystem::remove_all(to);
    std::filesystem::create_directories(to);
  } while (!copy_files(from, to));
  if (how == crash::process) return;
  for (const auto& [name, size] : files_of(to)) {
    if (std::filesystem::path{name}.extension() != ".log") continue;
    const std::lock_guard guard{sizes().mutex};
    const auto synced = sizes().by_path.find((std::filesystem::canonical(from) / name).string());
    std::filesystem::resize_file(to / name, synced == sizes().by_path.end() ? 0 : synced->second);
  }
}

std::uint64_t sync_count() { return syncs; }
failing_disk::failing_disk() { disk_fails = true; }
failing_disk::~failing_disk() { disk_fails = false; }

std::vector<std::string> stored_keys(const std::filesystem::path& folder,
                                     const std::string& family) {
  raw_database raw{folder};
  std::vector<std::string> keys;
  const std::unique_ptr<rocksdb::Iterator> at{raw.db().NewIterator({}, raw.at(family))};
  for (at->SeekToFirst(); at->Valid(); at->Next()) keys.push_back(at->key().ToString());
  return keys;
}

void overwrite(const std::filesystem::path& folder, const std::string& family,
               const std::string& key, const std::string& value) {
  raw_database raw{folder};
  REQUIRE(raw.db().Put({}, raw.at(family), key, value).ok());
}

void make_foreign_database(const std::filesystem::path& folder) {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  REQUIRE(rocksdb::DB::Open(options, folder.string(), &opened).ok());
  const std::unique_ptr<rocksdb::DB> db{opened};
  REQUIRE(db->Put({}, "somebody", "else").ok());
}

std::uint64_t removed_records_passed() {
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kEnableCount);
  auto& passed = rocksdb::get_perf_context()->internal_delete_skipped_count;
  return std::exchange(passed, 0);
}

std::uint64_t records_passed() {
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kEnableCount);
  auto& passed = rocksdb::get_perf_context()->internal_key_skipped_count;
  return std::exchange(passed, 0);
}

}  // namespace acumage::tests
