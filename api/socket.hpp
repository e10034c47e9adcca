// Non-blocking TCP sockets: one that listens, and the byte stream of one that was accepted.
#pragma once

#include "messages/result.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace acumage::api {

/// Owns a file descriptor.
class descriptor {
 public:
  descriptor() = default;
  explicit descriptor(int number) : number_{number} {}
  ~descriptor() { close(); }
  descriptor(descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  descriptor& operator=(descriptor&& other) noexcept;

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  void close();

 private:
  int number_ = -1;
};

struct transferred {
  std::size_t bytes = 0;
  /// `blocked`: nothing now, epoll will tell; `ended`: the peer is gone, or has sent its last byte.
  enum class state { moved, blocked, ended } then = state::moved;
};

/// The bytes of a connection. The front touches them through this class alone, so that TLS is another
/// implementation of its three calls.
class byte_stream {
 public:
  explicit byte_stream(descriptor socket) : socket_{std::move(socket)} {}

  transferred read(char* to, std::size_t size);
  transferred write(std::string_view bytes);
  /// No more is sent; the peer sees the end after what was written.
  void finish_writing();

  int number() const { return socket_.number(); }
  void close() { socket_.close(); }

 private:
  descriptor socket_;
};

struct endpoint {
  std::string address;
  std::uint16_t port = 0;
};

/// A socket that listens. `address`: an IP address or a name of this machine; port 0: any free one.
/// errc::invalid for an address that is none, errc::unavailable when it cannot be had.
result<descriptor> listen_at(const endpoint& where);

struct arrival {
  enum class state { accepted, none, out_of_descriptors } then = state::none;
  descriptor socket;
  std::string peer;
};

arrival accept_from(const descriptor& listener);

/// This end of a connected or bound socket.
endpoint local_end(int socket);

}  // namespace acumage::api
