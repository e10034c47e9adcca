// A TCP connection with deadlines, and with an end to every wait from another thread.
#pragma once

#include "magento/resolver.hpp"
#include "magento/wake_signal.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace acumage::magento {

/// Not thread-safe; only the signal may be raised from elsewhere.
class socket_line {
 public:
  /// `interrupt` must outlive it.
  explicit socket_line(const wake_signal& interrupt) : interrupt_{interrupt} {}
  ~socket_line() { close(); }
  socket_line(const socket_line&) = delete;
  socket_line& operator=(const socket_line&) = delete;

  /// io::broken: `problem()` names the error. Nagle's delay is off, or a request in two packets waits
  /// 40 ms for an acknowledgement.
  io open(const net_address& to, time_point deadline);
  bool is_open() const { return descriptor_ >= 0; }
  void close();

  /// All of it, or how it ended; `sent` grows by what the kernel took.
  io send(std::string_view data, time_point deadline, std::size_t& sent);
  /// Waits for at least one byte and appends what is there.
  io receive(std::string& to, time_point deadline);
  /// What is there now: ok with bytes appended, late with none.
  io receive_waiting(std::string& to);

  const std::string& problem() const { return problem_; }

 private:
  io fail(int code);
  io finish_connect(time_point deadline);

  const wake_signal& interrupt_;
  int descriptor_ = -1;
  std::string problem_;
};

}  // namespace acumage::magento
