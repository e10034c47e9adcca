// The node's own HTTP interface, seen from a command.
#pragma once

#include "messages/result.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::http {
class client;
struct request;
}  // namespace acumage::http

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::client {

/// What a command shows to a listener that asks for a client's certificate (PEM files).
struct tls_identity {
  std::string certificate = {};  ///< empty: none
  std::string key = {};
};

/// A listener and what opens it.
struct endpoint {
  std::string url;               ///< "http://127.0.0.1:8811", without a slash at the end
  std::string header_name;       ///< empty: none is sent
  std::string header_value;      ///< a secret; never printed
  std::string hmac_secret = {};  ///< what is posted is signed with it; empty: not signed
  /// The listener's own certificate (PEM), which it must show over https; empty: one of an authority that
  /// the system trusts, for the host of the URL.
  std::string certificate = {};
  tls_identity own = {};
};

/// `url` and `token_file` empty: those of the settings, a wildcard address read as loopback. errc::invalid
/// when the settings name no port (0), or the file cannot be read.
result<endpoint> admin_endpoint(const settings::settings& from, const std::string& url,
                                const std::string& token_file);
result<endpoint> intake_endpoint(const settings::settings& from, const std::string& url,
                                 const std::string& token_file);

struct http_reply {
  int status = 0;
  std::string body;
  std::optional<std::chrono::seconds> retry_after;
};

/// How long to wait for a listener. Longer than any answer of a node that is alive, unless told: a replay is
/// only started by its request.
struct patience {
  std::chrono::seconds to_connect{5};
  std::chrono::seconds to_answer{60};
};

/// One connection, kept alive. One thread.
class client {
 public:
  /// errc::invalid for a URL that is not http(s)://host[:port].
  static result<std::unique_ptr<client>> to(endpoint where, patience waits = {});
  ~client();
  client(const client&) = delete;
  client& operator=(const client&) = delete;

  /// errc::unavailable when nobody answers; any answer is a reply.
  result<http_reply> get(const std::string& target);
  result<http_reply> post(const std::string& target, const std::string& body,
                          const std::string& content_type);

  result<http_reply> put(const std::string& target, const std::string& json);
  result<http_reply> remove(const std::string& target);  ///< DELETE

  /// From any thread: what is being asked now ends without an answer.
  void interrupt();

  const std::string& url() const { return where_.url; }

 private:
  client(endpoint where, std::unique_ptr<http::client> over);
  /// `url` of what is asked is the target alone.
  result<http_reply> ask(http::request what);

  endpoint where_;
  std::unique_ptr<http::client> over_;
};

/// What a reply that is no success says, as an error: the node's own words where it has some.
error refusal_of(const std::string& who, const http_reply& reply);

/// `a b` -> `a%20b` (RFC 3986, 2.1).
std::string percent_encoded(std::string_view text);

}  // namespace acumage::client
