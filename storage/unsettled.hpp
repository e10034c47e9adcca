// Which acceptance numbers of a lane are not settled yet, in a few bytes each.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace acumage::storage {

/// A sparse set of numbers, each with the size of its record. The size is kept here (4 bytes)
/// rather than read back when the entry ends: that read would double the cost of settling. Blocks
/// of 1024 numbers hold two sorted columns, so a million entries take 6 to 8 MB, a single one after
/// a long-settled past about 150 bytes, and the lowest is the first of the first block. Not
/// thread-safe: its journal locks.
class unsettled {
 public:
  /// False when it was already there.
  bool add(std::uint64_t sequence, std::uint32_t bytes);
  /// The size it was added with; empty when it was not there.
  std::optional<std::uint32_t> remove(std::uint64_t sequence);
  bool contains(std::uint64_t sequence) const;
  std::optional<std::uint64_t> lowest() const;
  /// In ascending order, from <= sequence <= to, at most `limit`.
  std::vector<std::uint64_t> collect(std::uint64_t from, std::uint64_t to, std::size_t limit) const;
  std::uint64_t count() const { return count_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  struct block {
    std::vector<std::uint16_t> offsets;  ///< sorted
    std::vector<std::uint32_t> sizes;    ///< of the same places
  };

  std::map<std::uint64_t, block> blocks_;  ///< none is empty
  std::uint64_t count_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace acumage::storage
