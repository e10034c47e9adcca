// A listener of the node: the front that reads requests and the workers that answer them.
#pragma once

#include "api/http/connection.hpp"
#include "api/http/router.hpp"
#include "api/http/socket.hpp"
#include "api/http/tls_context.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::api {

struct server_options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                   ///< 0: any free one
  std::size_t workers = 4;                  ///< in addition to one for /livez and /readyz
  std::size_t max_body = 16 * 1024 * 1024;  ///< bytes
  std::size_t max_connections = 1024;
  std::chrono::milliseconds request_timeout{10'000};  ///< first to last byte of a request
  std::chrono::milliseconds idle_timeout{60'000};     ///< between requests, and before the first
  std::chrono::milliseconds reply_timeout{30'000};    ///< for the client to take the reply
  tls_files tls = {};                                 ///< none: plain HTTP
  /// Called when a head is complete, before the body is read; a reply refuses the request
  /// (auth.hpp). Runs on the thread of all connections and must not block.
  std::function<std::optional<reply>(const request_head&)> admit = {};
  /// Called together with admit: false if only the body can prove the sender's identity. Such
  /// bodies share a quarter of the memory for bodies. Empty: true.
  std::function<bool(const request_head&)> proven = {};
  /// Called when a body is complete, before routing; a reply refuses the request. Runs on a worker.
  std::function<std::optional<reply>(const request_head&, std::string_view body)> admit_body = {};
  /// Receives the time from the last byte of a request to its reply; must not block.
  std::function<void(std::chrono::microseconds)> on_answer = {};
};

/// start(), stop() and port() may be called from any thread. A slow, silent or vanished client
/// occupies no worker: see docs/decisions/0001-http-front.md.
class server {
 public:
  server(server_options how, router routes);
  /// Stops at once and waits for running handlers.
  ~server();

  /// errc::conflict when it is already running or has been stopped; errc::unavailable or
  /// errc::invalid when the address cannot be used; errc::invalid for unusable certificates
  /// (tls_context). `listener`: that of another server at the same address, including the
  /// connections waiting on it; otherwise a new one is opened.
  status start(descriptor listener = {});

  /// The listener, for a server that takes its place: clients that connect in between wait in the
  /// kernel's queue. Not open when this server does not listen.
  descriptor share_listener() const;

  /// When the first certificate of its chain expires, microseconds since 1970; 0: it has none.
  std::int64_t certificate_expires_us() const;

  /// The port it listens on; 0 before start().
  std::uint16_t port() const;

  /// Accepts no more connections, finishes requests in progress, and closes. These requests have
  /// `for_work` if that is longer than `deadline`. False when a handler was still running
  /// afterwards; its reply is lost.
  bool stop(std::chrono::milliseconds deadline, farewell how = farewell::at_once,
            std::chrono::milliseconds for_work = std::chrono::milliseconds{0});

 private:
  class running;
  std::unique_ptr<running> running_;
};

}  // namespace acumage::api
