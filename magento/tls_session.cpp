#include "magento/tls_session.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <new>

namespace acumage::magento {

namespace {

std::string last_reason() {
  const auto* reason = ERR_reason_error_string(ERR_peek_last_error());
  return reason == nullptr ? "no reason given" : reason;
}

bool is_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> ignored{};
  return ::inet_pton(AF_INET, host.c_str(), ignored.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), ignored.data()) == 1;
}

}  // namespace

tls_context::tls_context(const std::string& ca_file, peer_check check)
    : context_{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free} {
  if (!context_) throw std::bad_alloc{};
  SSL_CTX_set_min_proto_version(get(), TLS1_2_VERSION);
  const auto mode = check == peer_check::certificate ? SSL_VERIFY_PEER : SSL_VERIFY_NONE;
  SSL_CTX_set_verify(get(), mode, nullptr);
  if (check == peer_check::none) return;
  ERR_clear_error();
  const auto loaded = ca_file.empty()
                          ? SSL_CTX_set_default_verify_paths(get())
                          : SSL_CTX_load_verify_locations(get(), ca_file.c_str(), nullptr);
  if (loaded != 1)
    problem_ = "ca_file " + ca_file + ": " + last_reason() + "; expected certificates in PEM form";
}

tls_session::tls_session(const tls_context& context, const std::string& host)
    : session_{SSL_new(context.get()), &SSL_free}, host_{host} {
  auto* in = BIO_new(BIO_s_mem());
  auto* out = BIO_new(BIO_s_mem());
  if (!session_ || in == nullptr || out == nullptr) throw std::bad_alloc{};
  SSL_set_bio(session_.get(), in, out);
  auto* rules = SSL_get0_param(session_.get());
  if (is_address(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str());
  } else {
    X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(rules, host.c_str(), host.size());
    SSL_set_tlsext_host_name(session_.get(), host.c_str());
  }
}

io tls_session::flush(socket_line& line, time_point deadline, std::size_t& sent) {
  std::array<char, 16384> buffer{};
  auto* out = SSL_get_wbio(session_.get());
  while (BIO_pending(out) > 0) {
    const int taken = BIO_read(out, buffer.data(), static_cast<int>(buffer.size()));
    if (taken <= 0) break;
    const std::string_view bytes{buffer.data(), static_cast<std::size_t>(taken)};
    if (const auto ended = line.send(bytes, deadline, sent); ended != io::ok) return ended;
  }
  return io::ok;
}

void tls_session::feed(std::string_view bytes) {
  assert(bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  BIO_write(SSL_get_rbio(session_.get()), bytes.data(), static_cast<int>(bytes.size()));
}

io tls_session::pull(socket_line& line, time_point deadline) {
  std::string bytes;
  // An end without TLS's own farewell is a cut, not an end (RFC 8446, 6.1).
  const auto ended = line.receive(bytes, deadline);
  if (ended == io::ok) feed(bytes);
  return ended == io::closed ? io::broken : ended;
}

std::string tls_session::why() const {
  const auto verdict = SSL_get_verify_result(session_.get());
  if (verdict == X509_V_OK) return "TLS handshake: " + last_reason();
  std::string words = "certificate not accepted: ";
  words += X509_verify_cert_error_string(verdict);
  if (verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH)
    words += "; expected one for " + host_;
  return words;
}

io tls_session::handshake(socket_line& line, time_point deadline) {
  std::size_t ignored = 0;
  for (;;) {
    ERR_clear_error();
    const int result = SSL_connect(session_.get());
    const int state = SSL_get_error(session_.get(), result);
    if (result != 1 && state != SSL_ERROR_WANT_READ) problem_ = why();
    // Also after a failure: the alert tells the other side why.
    const auto flushed = flush(line, deadline, ignored);
    if (!problem_.empty()) return io::broken;
    if (flushed != io::ok || result == 1) return flushed;
    const auto pulled = pull(line, deadline);
    if (pulled == io::broken) problem_ = "TLS handshake: the connection was closed";
    if (pulled != io::ok) return pulled;
  }
}

io tls_session::send(socket_line& line, std::string_view data, time_point deadline,
                     std::size_t& sent) {
  while (!data.empty()) {
    ERR_clear_error();
    constexpr std::size_t record = 16384;
    const auto piece = data.substr(0, record);
    const int taken = SSL_write(session_.get(), piece.data(), static_cast<int>(piece.size()));
    const int state = SSL_get_error(session_.get(), taken);
    if (const auto ended = flush(line, deadline, sent); ended != io::ok) return ended;
    if (taken > 0) {
      data.remove_prefix(static_cast<std::size_t>(taken));
    } else if (state != SSL_ERROR_WANT_READ) {
      problem_ = "TLS: " + last_reason();
      return io::broken;
    } else if (const auto ended = pull(line, deadline); ended != io::ok) {
      return ended;
    }
  }
  return io::ok;
}

io tls_session::receive(socket_line& line, std::string& to, time_point deadline) {
  std::array<char, 16384> buffer{};
  std::size_t ignored = 0;
  for (;;) {
    ERR_clear_error();
    const int got = SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()));
    const int state = SSL_get_error(session_.get(), got);
    if (got > 0) {
      to.append(buffer.data(), static_cast<std::size_t>(got));
      return io::ok;
    }
    if (state == SSL_ERROR_ZERO_RETURN) return io::closed;
    if (state != SSL_ERROR_WANT_READ) {
      problem_ = "TLS: " + last_reason();
      return io::broken;
    }
    if (const auto ended = flush(line, deadline, ignored); ended != io::ok) return ended;
    if (const auto ended = pull(line, deadline); ended != io::ok) return ended;
  }
}

bool tls_session::is_quiet(socket_line& line) {
  for (;;) {
    std::string bytes;
    const auto ended = line.receive_waiting(bytes);
    if (ended != io::ok && ended != io::late) return false;
    // Session tickets and key updates may come at any time and mean nothing.
    feed(bytes);
    ERR_clear_error();
    char ignored = 0;
    const int got = SSL_peek(session_.get(), &ignored, 1);
    if (got > 0 || SSL_get_error(session_.get(), got) != SSL_ERROR_WANT_READ) return false;
    if (ended == io::late) return true;
  }
}

}  // namespace acumage::magento
