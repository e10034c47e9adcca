// One TCP connection for httplib: answers are buffered whole, so that a fault can cut, slow or replace them.
#pragma once

#include "simulator/http/exchange.hpp"

#include <httplib.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace acumage::simulator {

/// Owns nothing: the caller that opened the descriptor closes it. One thread.
class socket_stream final : public httplib::Stream {
 public:
  explicit socket_stream(int descriptor);

  /// Blocks until bytes arrive. false: the peer closed, or the descriptor was shut down.
  bool wait_for_bytes();
  /// Sends what was written, as the plan requires; `pause` sleeps between drips and is false when
  /// the simulator stops. false: the connection is no longer usable.
  bool send_answer(const wire_plan& plan,
                   const std::function<bool(std::chrono::milliseconds)>& pause);

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t size) override;
  ssize_t write(const char* from, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return descriptor_; }

 private:
  bool send_all(std::string_view bytes);

  int descriptor_;
  std::vector<char> in_;
  std::size_t read_ = 0;  ///< of in_, up to filled_
  std::size_t filled_ = 0;
  std::string out_;
};

}  // namespace acumage::simulator
