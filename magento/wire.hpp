// The connection to the store as bytes, plain or TLS: opened, proven alive, closed.
#pragma once

#include "magento/socket_line.hpp"
#include "magento/store_url.hpp"
#include "magento/tls_session.hpp"
#include "magento/transport.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acumage::magento {

/// Why there is no connection.
struct open_failure {
  carried how = carried::refused;
  std::string words;
};

/// Not thread-safe.
class wire {
 public:
  /// `trust` is null for http. What is referred to must outlive it.
  wire(const store_url& to, const tls_context* trust, const wake_signal& interrupt);

  /// Every address of the host is tried within the deadline.
  std::optional<open_failure> open(time_point deadline);
  bool is_open() const { return line_.is_open(); }
  void close();

  /// Is an idle connection still good for a request? Not when the other side has closed it, nor when it
  /// has said something that nobody asked for.
  bool is_quiet();

  /// `sent` grows by the bytes the kernel took; while it stands at 0 the store has seen nothing.
  io send(std::string_view data, time_point deadline, std::size_t& sent);
  io receive(std::string& to, time_point deadline);
  std::string problem() const;

 private:
  open_failure failed(io ended, carried usual, const std::string& words) const;
  std::optional<open_failure> connect_any(const std::vector<net_address>& all, time_point deadline);

  const store_url& to_;
  const tls_context* trust_;
  const wake_signal& interrupt_;
  socket_line line_;
  std::optional<tls_session> tls_;
};

}  // namespace acumage::magento
