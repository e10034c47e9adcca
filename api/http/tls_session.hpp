// TLS on one accepted socket, without blocking.
#pragma once

#include "api/http/socket.hpp"
#include "api/http/tls_context.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

struct ssl_st;

namespace acumage::api {

/// Belongs to the poller's thread, and to a socket that outlives it.
class tls_session {
 public:
  tls_session(const tls_context& with, int socket);

  /// On failure the client has been sent the reason, as far as TLS can express it.
  handshake_step shake_hands();

  /// After the handshake. Also `blocked` when it must write first: retry at any event of the
  /// socket. `moved` until nothing is left, including in the library's memory.
  transferred read(char* to, std::size_t size);
  /// Bytes that could not be written must come first in the next call.
  transferred write(std::string_view bytes);

  /// Sends close_notify (RFC 8446, 6.1): no more data follows. False: not sent yet, call again.
  bool say_farewell();

 private:
  transferred stopped(int result);

  std::unique_ptr<ssl_st, void (*)(ssl_st*)> session_;
  bool sound_ = false;  // handshake done and no failure since
};

}  // namespace acumage::api
