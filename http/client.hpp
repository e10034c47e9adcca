// An HTTP/1.1 client: one request, one answer, and exactly what is known when that fails.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::http {

using time_point = std::chrono::steady_clock::time_point;

/// How an exchange ended.
enum class carried : std::uint8_t {
  answered,
  name_failed,      ///< DNS
  refused,          ///< nothing listens, no route, or the proxy opens no connection
  connect_timeout,  ///< no connection, TLS included, in time
  tls_failed,       ///< certificate or handshake; `words` says which
  reset,            ///< sent, perhaps in part; then the connection broke
  read_timeout,     ///< sent, no complete answer in time
};

using header_fields = std::vector<std::pair<std::string, std::string>>;

struct request {
  std::string method = "GET";
  std::string url;  ///< http(s)://host[:port]/path?query, encoded; sent unchanged
  header_fields headers = {};
  std::string body = {};
};

struct reply {
  carried how = carried::answered;
  int status = 0;
  header_fields headers;  ///< of the final answer
  std::string body;       ///< decompressed
  std::size_t sent = 0;   ///< bytes of the request that left; at 0 the server has seen nothing
  bool answer_began = false;
  bool interrupted = false;
  bool too_large = false;  ///< reset because the body is larger than options::max_body
  bool reused = false;     ///< used a connection that an earlier exchange had opened
  std::string words;       ///< why there is no answer, without the address

  /// The first header of this name, ignoring case; empty if there is none.
  std::string_view header(std::string_view name) const;
};

enum class peer_check : std::uint8_t { certificate, none };

struct options {
  std::string ca_file = {};  ///< PEM; empty: the system's authorities
  peer_check check = peer_check::certificate;
  /// "sha256//" and the base64 digest of the only public key to accept, whatever else its
  /// certificate says. If empty, any certificate of these authorities for the host of the URL is
  /// accepted.
  std::string pinned_key = {};
  std::string own_certificate = {};  ///< PEM, presented to a server that requests one; empty: none
  std::string own_key = {};
  /// http://[user:password@]host:port; if empty, the proxy of the environment (HTTPS_PROXY,
  /// http_proxy); nullopt: no proxy. NO_PROXY exempts hosts from either.
  std::optional<std::string> proxy = std::string{};
  std::chrono::milliseconds connect_timeout{5'000};     ///< name, TCP and TLS together
  std::chrono::milliseconds exchange_timeout{120'000};  ///< first byte sent to last byte read
  std::size_t max_body = 32U << 20U;                    ///< decompressed
};

/// Keeps one connection at a time alive. It follows no redirects and keeps no cookies. All calls
/// except interrupt() must come from one thread.
///
/// A request is never sent twice. A kept connection is checked before use. It is replaced if the
/// server has closed it, has sent unsolicited data, or has kept it for as long as it promised.
class client {
 public:
  explicit client(options how);  ///< throws std::bad_alloc
  ~client();
  client(const client&) = delete;
  client& operator=(const client&) = delete;

  reply exchange(const request& what);
  /// Waits until the given time, or until an interrupt, which also ends the next exchange.
  void rest(time_point until);
  /// From any thread: ends the exchange in progress, or the next one before it is sent.
  void interrupt() noexcept;

 private:
  class engine;
  std::unique_ptr<engine> engine_;
};

}  // namespace acumage::http
