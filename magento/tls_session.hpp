// TLS over a socket_line, with the reason in words when a certificate is not accepted.
#pragma once

#include "magento/socket_line.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace acumage::magento {

enum class peer_check : std::uint8_t { certificate, none };

/// What is trusted. TLS 1.2 and newer.
class tls_context {
 public:
  /// `ca_file` empty: the system's certificates. A file that cannot be read shows in `problem()`.
  tls_context(const std::string& ca_file, peer_check check);
  ssl_ctx_st* get() const { return context_.get(); }
  const std::string& problem() const { return problem_; }

 private:
  std::unique_ptr<ssl_ctx_st, void (*)(ssl_ctx_st*)> context_;
  std::string problem_;
};

/// One connection's session. OpenSSL works on memory and the socket_line carries the bytes, so that
/// deadlines and interrupts are the same with and without TLS, and no write can raise SIGPIPE.
class tls_session {
 public:
  /// The certificate must be for `host`, a name or an address.
  tls_session(const tls_context& context, const std::string& host);

  /// io::broken: `problem()` says what is wrong with the certificate or the handshake.
  io handshake(socket_line& line, time_point deadline);
  io send(socket_line& line, std::string_view data, time_point deadline, std::size_t& sent);
  io receive(socket_line& line, std::string& to, time_point deadline);
  /// Nothing but protocol records has come in, and the other side has not ended the session.
  bool is_quiet(socket_line& line);

  const std::string& problem() const { return problem_; }

 private:
  io flush(socket_line& line, time_point deadline, std::size_t& sent);
  io pull(socket_line& line, time_point deadline);
  void feed(std::string_view bytes);
  std::string why() const;

  std::unique_ptr<ssl_st, void (*)(ssl_st*)> session_;
  std::string host_;
  std::string problem_;
};

}  // namespace acumage::magento
