// How far the log was once on disk, kept in a separate file: a log that ends before that has lost accepted changes.
#pragma once

#include "messages/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

namespace acumage::storage {

/// A log that was cut short reads like one that ended there. After each synced write the number of
/// its last record (RocksDB's sequence) is therefore noted in a mapped file of its own, `synced` in
/// the data folder, which costs no system call. It is never ahead of the disk. After a power
/// failure it may be behind, and then detects less. Thread-safe.
class synced_mark {
 public:
  /// Creates the file if missing. errc::storage_failed when it cannot be mapped.
  static result<std::unique_ptr<synced_mark>> open(const std::filesystem::path& folder);
  ~synced_mark();
  synced_mark(const synced_mark&) = delete;
  synced_mark& operator=(const synced_mark&) = delete;

  /// 0 when unknown.
  std::uint64_t value() const;
  /// The log is on disk up to that number. Lower numbers have no effect.
  void raise(std::uint64_t sequence);

  /// The length of the list of tables, MANIFEST-`number`. If it is shorter later, it has lost
  /// tables.
  void note_list(std::uint64_t number, std::uint64_t bytes);

  enum class standing : std::uint8_t { none, sound, damaged };
  struct found {
    standing how = standing::none;
    std::uint64_t value = 0;
    std::uint64_t list_number = 0;
    std::uint64_t list_bytes = 0;  ///< 0: unknown
  };
  /// Reads the file of a folder without changing anything.
  static found read(const std::filesystem::path& folder);

 private:
  struct file;
  explicit synced_mark(file* mapped);

  file* file_;
  mutable std::mutex mutex_;
  std::uint64_t value_ = 0;
  bool second_ = false;  ///< which of the two is written next
};

}  // namespace acumage::storage
