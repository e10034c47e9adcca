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

  /// A failure has told the client why, as far as TLS can.
  handshake_step shake_hands();

  /// After the handshake. `blocked` also when it must first write: any event of the socket is reason to try
  /// again. `moved` until nothing is left, in the library's memory too.
  transferred read(char* to, std::size_t size);
  /// What could not be written must stand first in what is written next.
  transferred write(std::string_view bytes);

  /// Says that nothing more will come (close_notify, RFC 8446, 6.1). False: not yet, call again.
  bool say_farewell();

 private:
  transferred stopped(int result);

  std::unique_ptr<ssl_st, void (*)(ssl_st*)> session_;
  bool sound_ = false;  // shaken hands and nothing wrong since
};

}  // namespace acumage::api
