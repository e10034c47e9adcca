// Signs requests to the store with OAuth 1.0a, HMAC-SHA256 (RFC 5849; REST.md 1.4).
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace acumage::magento {

/// The four secrets created by the activation of an integration.
struct oauth_secrets {
  std::string consumer_key;
  std::string consumer_secret;
  std::string token;
  std::string token_secret;
};

/// What makes a signature valid for one request only.
struct oauth_stamp {
  std::string nonce;  ///< never used before with this consumer key
  std::int64_t timestamp =
      0;  ///< seconds since 1970; the store refuses more than 600 s ahead of its clock
};

/// Secrets and the sources of the stamps; the functions are called for every request sent.
struct oauth_credential {
  oauth_secrets secrets;
  std::function<std::string()> next_nonce;
  std::function<std::int64_t()> unix_seconds;
};

/// As it goes over the wire.
struct oauth_call {
  std::string method;
  std::string base;    ///< scheme://host[:port]; the port is omitted if it is the scheme's default
  std::string target;  ///< path and query, percent-encoded
};

/// The text that is signed: method, address and sorted parameters. The body is not part of it.
std::string oauth_base_string(const oauth_call& what, const oauth_secrets& secrets,
                              const oauth_stamp& stamp);

/// Base64.
std::string oauth_signature(const oauth_call& what, const oauth_secrets& secrets,
                            const oauth_stamp& stamp);

/// The value of the Authorization header.
std::string oauth_header(const oauth_call& what, const oauth_secrets& secrets,
                         const oauth_stamp& stamp);

}  // namespace acumage::magento
