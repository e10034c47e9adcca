// Concurrent senders of prices that remember what was accepted, and the check of every promise on it.
#pragma once

#include "simulator/store.hpp"
#include "tests/process/node_process.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace acumage::tests {

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
  ~price_load();

  static std::string sku(std::size_t number);

  void start(node_process& node);
  void stop();
  std::uint64_t accepted() const;

  /// After everything is settled: each accepted change has exactly one end; each SKU holds its newest
  /// accepted price; no price ever stepped back. Throws doctest failures.
  void check(node_process& node, const simulator::store& store) const;

 private:
  void send(node_process& node, std::uint32_t seed);

  options how_;
  std::atomic<bool> going_{false};
  std::atomic<std::uint64_t> numbers_{0};
  std::vector<std::thread> threads_;
  mutable std::mutex mutex_;
  std::map<std::uint64_t, std::string> accepted_;            // number -> SKU
  std::vector<std::pair<std::uint64_t, std::string>> late_;  // held back: sent after newer ones
};

}  // namespace acumage::tests
