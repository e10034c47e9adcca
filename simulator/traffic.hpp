// The requests that the simulated store received and what it did with them, for tests and demos.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace acumage::simulator {

struct totals {
  std::uint64_t arrived = 0;   ///< requests read to their last byte
  std::uint64_t answered = 0;  ///< of these, those with a decided answer (a reset counts)
  std::uint64_t reads = 0;     ///< calls that only read and were answered 200
  std::uint64_t writes = 0;    ///< calls that were applied, whatever the client received
  std::uint64_t rows_written = 0;
  std::uint64_t faults = 0;  ///< requests affected by a fault
};

struct logged_request {
  std::uint64_t number = 0;  ///< order of arrival, from 1
  std::string method = {};
  std::string path = {};  ///< without the query
  std::size_t rows = 0;
  int status = 0;  ///< 0: the connection was reset instead
  std::chrono::system_clock::time_point at = {};
};

/// Thread-safe. The log is a ring; the totals count everything.
class traffic {
 public:
  /// `log_limit`: entries kept; 0: none.
  explicit traffic(std::size_t log_limit) : log_limit_{log_limit} {}

  /// The request's number.
  std::uint64_t arrived();
  void answered(logged_request what);
  void faulted();
  void read();
  void wrote(std::size_t rows);

  bool keeps_log() const { return log_limit_ > 0; }
  totals count() const;
  std::vector<logged_request> requests() const;

  /// Blocks until `reached` holds for the totals; false: it did not within `at_most`.
  bool wait_for(const std::function<bool(const totals&)>& reached,
                std::chrono::milliseconds at_most) const;

 private:
  void change(const std::function<void()>& how);

  const std::size_t log_limit_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  totals totals_;
  std::deque<logged_request> log_;
};

}  // namespace acumage::simulator
