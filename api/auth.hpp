// Authorizes requests by their head only, before the body is read.
#pragma once

#include "api/http/message.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::api {

/// Takes the same time for every `given` of one length, so that a secret cannot be guessed
/// character by character.
bool equal_in_constant_time(std::string_view given, std::string_view secret);

struct intake_secrets {
  std::string header_name;
  std::string header_value = {};  ///< empty: the header is ignored
  std::string hmac_secret = {};   ///< empty: signatures are ignored
};

/// The guard of the intake listener (SPEC 5): one header with a shared secret, or a signature of
/// the body, on loopback as well. If both are set, either is sufficient. The header is checked
/// first, and a wrong one is refused. A request with a signature passes here and is checked when
/// the body is complete (signature_check). Without a secret, which the settings allow on loopback
/// only, browser pages are refused by their Origin. /livez and /readyz are open.
class secret_guard {
 public:
  explicit secret_guard(intake_secrets secrets) : secrets_{std::move(secrets)} {}

  std::optional<reply> operator()(const request_head& head) const;
  /// True if the head proves the sender's identity or no proof is required; otherwise the body must
  /// prove it.
  bool proves(const request_head& head) const;

 private:
  /// Whether the header is correct; empty when it is absent or ignored.
  std::optional<bool> header_fits(const request_head& head) const;

  intake_secrets secrets_;
};

/// The guard of the admin listener (SPEC 2.8, 11): a bearer token if one is set (RFC 6750, 2.1).
/// Host, and Origin if a browser sends one, must name this listener. The files of the console need
/// no token because they contain no data. /livez and /readyz are open.
class admin_guard {
 public:
  /// `token` empty: none is required. `hosts`: further names, "shop-node" with any port or
  /// "shop-node:8443".
  admin_guard(std::string token, std::vector<std::string> hosts)
      : token_{std::move(token)}, hosts_{std::move(hosts)} {}

  std::optional<reply> operator()(const request_head& head) const;

 private:
  bool is_ours(std::string_view authority, std::string_view default_port,
               const request_head& head) const;
  bool origin_is_ours(std::string_view origin, const request_head& head) const;
  bool token_fits(const request_head& head) const;

  std::string token_;
  std::vector<std::string> hosts_;
};

}  // namespace acumage::api
