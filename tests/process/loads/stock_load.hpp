// Concurrent senders of quantities whose published sums tell which state of each warehouse they show.
#pragma once

#include "simulator/store.hpp"
#include "tests/process/loads/senders.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace acumage::tests {

/// A cell's quantity counts its changes: 1, 2, 3 … in EAST and NORTH, 10000, 20000 … in WEST, which shares
/// its source with EAST. So a sum at that source is west * 10000 + east, and no cell may ever go back.
/// Each change has a number of its own, which is its time stamp. One SKU in five is removed once from each
/// warehouse: 0, and later counted on.
class stock_load {
 public:
  struct options {
    std::size_t skus = 100;
    std::size_t senders = 4;
    std::uint32_t seed = 1;
  };
  explicit stock_load(options how);

  void start(const node_process& node, std::chrono::milliseconds pause = {}) {
    from_.start(node, pause);
  }
  void stop() { from_.stop(); }
  std::uint64_t accepted() const { return from_.accepted_count(); }
  std::uint64_t duplicates() const { return from_.duplicates(); }

  /// After everything is settled: each accepted change has exactly one end and none is a letter; each
  /// source holds what the newest change of every cell says; no cell ever stepped back in the store.
  /// Throws doctest failures. Returns how many rows the store got a second time.
  std::size_t check(node_process& node, const simulator::store& store) const;

 private:
  struct cell {
    std::string sku;
    std::size_t warehouse = 0;
    std::uint64_t count = 0;
    std::uint64_t removed_at = 0;  ///< its count then; 0: not removed so far
  };
  struct issue {
    std::size_t cell = 0;
    std::uint64_t count = 0;  ///< 0: a removal
  };
  /// What a source shows of a cell, as a place in the cell's life: twice its count, a removal in between.
  class place;

  parcel make(std::mt19937& random);
  bool issue_one(std::mt19937& random);
  std::string text_of(std::uint64_t number, bool push) const;
  std::uint64_t quantity(const issue& of) const;
  std::size_t check_no_step_back(const simulator::store& store) const;
  void check_newest(const std::map<std::size_t, std::uint64_t>& newest,
                    const simulator::store& store) const;

  options how_;
  std::vector<cell> cells_;
  std::map<std::uint64_t, issue> issued_;
  std::vector<std::uint64_t> late_;  // held back: sent after newer ones
  senders from_;                     // last: its threads use the others
};

}  // namespace acumage::tests
