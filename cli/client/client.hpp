// A command's client for the node's HTTP interface.
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

/// The certificate for a listener that requires one from its clients (PEM files).
struct tls_identity {
  std::string certificate = {};  ///< empty: none
  std::string key = {};
};

/// A listener and the credentials for it.
struct endpoint {
  std::string url;               ///< "http://127.0.0.1:8811", without a slash at the end
  std::string header_name;       ///< empty: none is sent
  std::string header_value;      ///< secret; never printed
  std::string hmac_secret = {};  ///< posts are signed with it; empty: not signed
  /// The listener's own certificate (PEM), which it must present over https. If empty, any
  /// certificate for the host of the URL from an authority that the system trusts.
  std::string certificate = {};
  tls_identity own = {};
};

/// An empty `url` or `token_file` is taken from the settings; a wildcard address becomes loopback.
/// errc::invalid if the settings have port 0 or the file cannot be read.
result<endpoint> admin_endpoint(const settings::settings& from, const std::string& url,
                                const std::string& token_file);
result<endpoint> intake_endpoint(const settings::settings& from, const std::string& url,
                                 const std::string& token_file);

struct http_reply {
  int status = 0;
  std::string body;
  std::optional<std::chrono::seconds> retry_after;
};

/// How long to wait for a listener. The default is longer than any answer of a live node takes,
/// because a replay is only started by its request.
struct patience {
  std::chrono::seconds to_connect{5};
  std::chrono::seconds to_answer{60};
};

/// One connection, kept alive, for one thread.
class client {
 public:
  /// errc::invalid for a URL that is not http(s)://host[:port].
  static result<std::unique_ptr<client>> to(endpoint where, patience waits = {});
  ~client();
  client(const client&) = delete;
  client& operator=(const client&) = delete;

  /// errc::unavailable if there is no answer; every answer is a reply.
  result<http_reply> get(const std::string& target);
  result<http_reply> post(const std::string& target, const std::string& body,
                          const std::string& content_type);

  result<http_reply> put(const std::string& target, const std::string& json);
  result<http_reply> remove(const std::string& target);  ///< DELETE

  /// From any thread: the request in progress ends without an answer.
  void interrupt();

  const std::string& url() const { return where_.url; }

 private:
  client(endpoint where, std::unique_ptr<http::client> over);
  /// The `url` of the request is the target alone.
  result<http_reply> ask(http::request what);

  endpoint where_;
  std::unique_ptr<http::client> over_;
};

/// An unsuccessful reply as an error, in the node's own words if it has any.
error refusal_of(const std::string& who, const http_reply& reply);

/// `a b` -> `a%20b` (RFC 3986, 2.1).
std::string percent_encoded(std::string_view text);

}  // namespace acumage::client
