#include "tests/simulation/crash_disk.hpp"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace acumage::tests {

namespace {

void must(const rocksdb::Status& state) {
  if (!state.ok()) throw std::runtime_error{"crash disk: " + state.ToString()};
}

bool is_log(const std::string& path) { return path.ends_with(".log"); }

}  // namespace

/// Passes everything on to RocksDB's own files in memory, and remembers how much of each is safe.
class crash_disk::files final : public rocksdb::FileSystemWrapper {
 public:
  explicit files(crash_disk& owner)
      : files{owner, std::unique_ptr<rocksdb::Env>{rocksdb::NewMemEnv(rocksdb::Env::Default())}} {}

  const char* Name() const override { return "crash_disk"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& how,
                                    std::unique_ptr<rocksdb::FSWritableFile>* opened,
                                    rocksdb::IODebugContext* about) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& how,
                               rocksdb::IODebugContext* about) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& how,
                               rocksdb::IODebugContext* about) override;

  void boundary(const std::string& path) {
    if (is_log(path) && std::this_thread::get_id() == thread_ && owner_->at_boundary)
      owner_->at_boundary();
  }
  void grown(const std::string& path, std::size_t bytes) {
    const std::lock_guard guard{mutex_};
    sizes_[path].written += bytes;
  }
  void synced(const std::string& path) {
    const std::lock_guard guard{mutex_};
    sizes_[path].safe = sizes_[path].written;
  }
  void copy_to(files& other, death how, const std::function<double()>& share);
  void orphan() { owner_->at_boundary = nullptr; }

 private:
  struct extent {
    std::size_t written = 0;
    std::size_t safe = 0;
  };
  class written_file;

  files(crash_disk& owner, std::unique_ptr<rocksdb::Env> memory)
      : FileSystemWrapper{memory->GetFileSystem()}, owner_{&owner}, memory_{std::move(memory)} {}

  crash_disk* owner_;
  std::unique_ptr<rocksdb::Env> memory_;
  std::thread::id thread_ = std::this_thread::get_id();
  std::mutex mutex_;
  std::map<std::string, extent> sizes_;  // of the files that are there
};

class crash_disk::files::written_file final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  written_file(files& of, std::string path, std::unique_ptr<rocksdb::FSWritableFile> to)
      : FSWritableFileOwnerWrapper{std::move(to)}, of_{of}, path_{std::move(path)} {}

  using FSWritableFileOwnerWrapper::Append;
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& how,
                           rocksdb::IODebugContext* about) override {
    of_.boundary(path_);
    auto done = target()->Append(data, how, about);
    if (done.ok()) of_.grown(path_, data.size());
    of_.boundary(path_);
    return done;
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& how,
                           const rocksdb::DataVerificationInfo& /*sums*/,
                           rocksdb::IODebugContext* about) override {
    return Append(data, how, about);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& how, rocksdb::IODebugContext* about) override {
    return safely(target()->Sync(how, about));
  }
  rocksdb::IOStatus Fsync(const rocksdb::IOOptions& how, rocksdb::IODebugContext* about) override {
    return safely(target()->Fsync(how, about));
  }
  bool IsSyncThreadSafe() const override {
    return true;
  }  // else RocksDB does not sync its log by itself

 private:
  rocksdb::IOStatus safely(rocksdb::IOStatus done) {
    if (done.ok()) of_.synced(path_);
    of_.boundary(path_);
    return done;
  }

  files& of_;
  std::string path_;
};

rocksdb::IOStatus crash_disk::files::NewWritableFile(
    const std::string& path, const rocksdb::FileOptions& how,
    std::unique_ptr<rocksdb::FSWritableFile>* opened, rocksdb::IODebugContext* about) {
  std::unique_ptr<rocksdb::FSWritableFile> inner;
  auto done = target()->NewWritableFile(path, how, &inner, about);
  if (!done.ok()) return done;
  {
    const std::lock_guard guard{mutex_};
    sizes_[path] = {};
  }
  *opened = std::make_unique<written_file>(*this, path, std::move(inner));
  return done;
}

rocksdb::IOStatus crash_disk::files::RenameFile(const std::string& from, const std::string& to,
                                                const rocksdb::IOOptions& how,
                                                rocksdb::IODebugContext* about) {
  auto done = target()->RenameFile(from, to, how, about);
  const std::lock_guard guard{mutex_};
  if (auto moved = sizes_.extract(from); done.ok() && moved) sizes_[to] = moved.mapped();
  return done;
}

rocksdb::IOStatus crash_disk::files::DeleteFile(const std::string& path,
                                                const rocksdb::IOOptions& how,
                                                rocksdb::IODebugContext* about) {
  const std::lock_guard guard{mutex_};
  sizes_.erase(path);
  return target()->DeleteFile(path, how, about);
}

void crash_disk::files::copy_to(files& other, death how, const std::function<double()>& share) {
  const std::lock_guard guard{mutex_};
  for (const auto& [path, size] : sizes_) {
    std::string content;
    const auto state = rocksdb::ReadFileToString(target(), path, &content);
    if (state.IsNotFound() || state.IsPathNotFound()) continue;  // deleted at this moment
    must(state);
    if (how == death::power) {
      const auto open = size.written - size.safe;
      content.resize(size.safe + static_cast<std::size_t>(share() * static_cast<double>(open)));
    }
    must(other.target()->CreateDirIfMissing(path.substr(0, path.rfind('/')), {}, nullptr));
    must(rocksdb::WriteStringToFile(other.target(), content, path, true));
    other.sizes_[path] = {content.size(), content.size()};
  }
}

crash_disk::crash_disk()
    : files_{std::make_shared<files>(*this)}, env_{rocksdb::NewCompositeEnv(files_)} {}
crash_disk::~crash_disk() { files_->orphan(); }

rocksdb::Env* crash_disk::env() const { return env_.get(); }

std::unique_ptr<crash_disk> crash_disk::after(death how,
                                              const std::function<double()>& share) const {
  auto next = std::make_unique<crash_disk>();
  files_->copy_to(*next->files_, how, share);
  return next;
}

}  // namespace acumage::tests
