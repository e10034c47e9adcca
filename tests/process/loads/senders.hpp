// Concurrent senders that do as Acumatica does: what is not answered is sent again, and some things twice.
#pragma once

#include "tests/process/node_process.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace acumage::tests {

/// One request and the numbers of the changes in it.
struct parcel {
  std::string path;  ///< "/push" or "/changes"
  std::string body;
  std::vector<std::uint64_t> numbers;
};

class senders {
 public:
  struct options {
    std::size_t threads = 4;
    std::uint32_t seed = 1;
    /// The next request; called by one thread at a time.
    std::function<parcel(std::mt19937&)> make;
  };
  explicit senders(options how) : how_{std::move(how)} {}
  ~senders() { stop(); }
  senders(const senders&) = delete;
  senders& operator=(const senders&) = delete;

  void start(const node_process& node, std::chrono::milliseconds pause = {});
  void stop();

  /// Numbers of changes that got a 2xx.
  std::set<std::uint64_t> accepted() const;
  std::uint64_t accepted_count() const;
  /// Changes that the node knew already when they came again.
  std::uint64_t duplicates() const;

 private:
  void send(std::uint16_t port, std::uint32_t seed, std::chrono::milliseconds pause);
  parcel next(std::mt19937& random);

  options how_;
  std::atomic<bool> going_{false};
  std::vector<std::thread> threads_;
  mutable std::mutex mutex_;
  std::set<std::uint64_t> accepted_;
  std::uint64_t duplicates_ = 0;
  std::vector<parcel> again_;  ///< unanswered, or to be sent a second time
};

}  // namespace acumage::tests
