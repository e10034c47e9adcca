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
  std::size_t workers = 4;                  ///< beside one for /livez and /readyz
  std::size_t max_body = 16 * 1024 * 1024;  ///< bytes
  std::size_t max_connections = 1024;
  std::chrono::milliseconds request_timeout{10'000};  ///< first to last byte of a request
  std::chrono::milliseconds idle_timeout{60'000};     ///< between requests, and before the first
  std::chrono::milliseconds reply_timeout{30'000};    ///< for the client to take the reply
  tls_files tls = {};                                 ///< none: plain HTTP
  /// Asked when a head is complete, before the body is read: a reply refuses the request (auth.hpp).
  /// Runs on the thread of all connections and must not block.
  std::function<std::optional<reply>(const request_head&)> admit = {};
  /// Asked with admit: false when only the body can prove who asks. Such bodies have a quarter of the memory that all
  /// have. Empty: true.
  std::function<bool(const request_head&)> proven = {};
  /// Asked when a body is whole, before any route: a reply refuses the request. Runs on a worker.
  std::function<std::optional<reply>(const request_head&, std::string_view body)> admit_body = {};
  /// From the last byte of a request to its reply; must not block.
  std::function<void(std::chrono::microseconds)> on_answer = {};
};

/// start(), stop() and port() may be called from any thread. A slow, silent or vanished client holds
/// no worker: see docs/decisions/0001-http-front.md.
class server {
 public:
  server(server_options how, router routes);
  /// Stops at once and waits for the handlers that still run.
  ~server();

  /// errc::conflict when it runs already or has been stopped; errc::unavailable or errc::invalid when the
  /// address cannot be had; errc::invalid for certificates that cannot be used (tls_context).
  /// `listener`: that of another server at the same address, with whoever has come to it since; else one is opened.
  status start(descriptor listener = {});

  /// The listener, for a server that takes its place: who comes between the two waits in the kernel's queue. Not open
  /// when this server does not listen.
  descriptor share_listener() const;

  /// When the first certificate of its chain expires, microseconds since 1970; 0: it has none.
  std::int64_t certificate_expires_us() const;

  /// The port it listens on; 0 before start().
  std::uint16_t port() const;

  /// Accepts no more, finishes what is in work, closes. Requests in work have `for_work` where that is longer than
  /// `deadline`. False when a handler still ran after it; its reply is lost then.
  bool stop(std::chrono::milliseconds deadline, farewell how = farewell::at_once,
            std::chrono::milliseconds for_work = std::chrono::milliseconds{0});

 private:
  class running;
  std::unique_ptr<running> running_;
};

}  // namespace acumage::api
