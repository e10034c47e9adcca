// Non-blocking TCP sockets: a listening one, and the byte stream of an accepted one.
#pragma once

#include "messages/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
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
  /// Another descriptor of the same socket; not open if this one is not, or if the system has none
  /// left.
  descriptor share() const;

 private:
  int number_ = -1;
};

struct transferred {
  std::size_t bytes = 0;
  /// `blocked`: nothing now, epoll will report more; `ended`: the peer is gone, or has sent its
  /// last byte.
  enum class state { moved, blocked, ended } then = state::moved;
};

enum class handshake_step {
  done,
  blocked,     ///< epoll will report progress
  failed,      ///< the client has been notified
  plain_http,  ///< a client that speaks HTTP without TLS
};

class tls_context;
class tls_session;

/// The bytes of a connection, plain or inside TLS. The front accesses them only through this class.
class byte_stream {
 public:
  /// `with` null: plain. Otherwise nothing is read or written before the handshake is done.
  byte_stream(descriptor socket, const tls_context* with);
  ~byte_stream();
  byte_stream(byte_stream&& other) noexcept;
  byte_stream& operator=(byte_stream&&) = delete;

  /// After a failure the stream is plain: further input can be discarded, and a client that speaks
  /// plain HTTP can receive an error.
  handshake_step shake_hands();
  /// Whether every event of the socket is a reason to read. Within TLS, reading may have to wait
  /// until the socket is writable.
  bool reads_at_any_event() const { return tls_ != nullptr; }

  transferred read(char* to, std::size_t size);
  transferred write(std::string_view bytes);
  /// Ends the output; the peer sees the end after the written bytes. Call it again at each event,
  /// because the socket may be too full for the end of TLS.
  void finish_writing();

  int number() const { return socket_.number(); }
  void close();

 private:
  descriptor socket_;
  std::unique_ptr<tls_session> tls_;  // null: plain
  bool finished_ = false;
};

struct endpoint {
  std::string address;
  std::uint16_t port = 0;
};

/// A listening socket. `address`: an IP address or a name of this machine; port 0: any free one.
/// errc::invalid for an invalid address, errc::unavailable when it cannot be used.
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
