// A disk in memory that can die at any write, and what a machine finds on it afterwards.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace acumage::tests {

enum class death : std::uint8_t {
  process,  ///< the process is gone, what it wrote is there
  power,  ///< of what was written and not synced a random part is there, by file a beginning of it
};

/// Made anew for each life of the node; a crash gives the next one its files.
class crash_disk {
 public:
  crash_disk();
  ~crash_disk();
  crash_disk(const crash_disk&) = delete;
  crash_disk& operator=(const crash_disk&) = delete;

  rocksdb::Env* env() const;

  /// Called before and after each write and each sync of a log by the thread that made the disk: the
  /// boundaries at which a crash changes what is found. Not called for RocksDB's own threads.
  std::function<void()> at_boundary;

  /// The disk as the next life finds it. `share` draws from [0, 1): how much of what was not synced is there.
  std::unique_ptr<crash_disk> after(death how, const std::function<double()>& share) const;

 private:
  class files;
  std::shared_ptr<files> files_;
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace acumage::tests
