// Concurrent senders of prices that remember what was accepted, and the check of every promise on it.
#pragma once

#include "simulator/store.hpp"
#include "tests/process/loads/senders.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {

inline constexpr const char* sku_prefix = "LOAD-";

/// Each change has a number of its own, which is its time stamp and, divided by 100, its price: so what
/// the store holds tells which change it came from.
class price_load {
 public:
  struct options {
    std::size_t skus = 100;
    std::size_t senders = 4;
    std::uint32_t seed = 1;
  };
  explicit price_load(options how);

  static std::string sku(std::size_t number);

  void start(const node_process& node, std::chrono::milliseconds pause = {}) {
    from_.start(node, pause);
  }
  void stop() { from_.stop(); }
  std::uint64_t accepted() const { return from_.accepted_count(); }
  std::uint64_t duplicates() const { return from_.duplicates(); }

  /// After everything is settled: each accepted change has exactly one end; each SKU holds its newest
  /// accepted price; no price ever stepped back. Throws doctest failures. Returns how many rows the store
  /// got a second time.
  std::size_t check(node_process& node, const simulator::store& store) const;

 private:
  using numbered = std::pair<std::uint64_t, std::string>;  // number, SKU
  parcel make(std::mt19937& random);

  options how_;
  std::uint64_t numbers_ = 0;
  std::map<std::uint64_t, std::string> issued_;  // number -> SKU
  std::vector<numbered> late_;                   // held back: sent after newer ones
  senders from_;                                 // last: its threads use the others
};

}  // namespace acumage::tests
