// How far the log was once on disk, kept beside it: a log that ends before that has lost what was accepted.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

namespace acumage::storage {

/// A log that was cut short reads like one that ended there. So after each synced write the number of its last
/// record (RocksDB's sequence) is noted in a mapped file of its own, `synced` in the data folder, which costs no
/// system call. It is never ahead of the disk; after a loss of power it may be behind, and then shows less.
/// Thread-safe.
class synced_mark {
 public:
  /// Makes the file when there is none. errc::storage_failed when it cannot be mapped.
  static result<std::unique_ptr<synced_mark>> open(const std::filesystem::path& folder);
  ~synced_mark();
  synced_mark(const synced_mark&) = delete;
  synced_mark& operator=(const synced_mark&) = delete;

  /// 0 when nothing is known.
  std::uint64_t value() const;
  /// That far the log is on disk. Lower ones change nothing.
  void raise(std::uint64_t sequence);

  /// The list of tables, MANIFEST-`number`, is that long. One that is shorter later has forgotten tables.
  void note_list(std::uint64_t number, std::uint64_t bytes);

  enum class standing : std::uint8_t { none, sound, damaged };
  struct found {
    standing how = standing::none;
    std::uint64_t value = 0;
    std::uint64_t list_number = 0;
    std::uint64_t list_bytes = 0;  ///< 0: nothing is known
  };
  /// What the file of a folder says, without changing anything.
  static found read(const std::filesystem::path& folder);

 private:
  struct file;
  explicit synced_mark(file* mapped);

  file* file_;
  mutable std::mutex mutex_;
  std::uint64_t value_ = 0;
  bool second_ = false;  ///< which place is written next
};

}  // namespace acumage::storage
