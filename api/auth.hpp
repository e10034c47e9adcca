// Who may ask: decided from the head of a request alone, before its body is read.
#pragma once

#include "api/http/message.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::api {

/// Takes the same time for every `given` of one length, so that a secret cannot be found letter by letter.
bool equal_in_constant_time(std::string_view given, std::string_view secret);

struct intake_secrets {
  std::string header_name;
  std::string header_value = {};  ///< empty: the header means nothing
  std::string hmac_secret = {};   ///< empty: signatures mean nothing
};

/// The intake listener's (SPEC 5): one header with a shared secret, or a signature of the body, on loopback
/// too; where both are set either will do, and the header is looked at first: one that is wrong is refused. A signature
/// that is there is let in here and judged when the body is whole (signature_check). Without a secret, which settings
/// allow on loopback only, browser pages are kept out by their Origin. /livez and /readyz are open.
class secret_guard {
 public:
  explicit secret_guard(intake_secrets secrets) : secrets_{std::move(secrets)} {}

  std::optional<reply> operator()(const request_head& head) const;
  /// The head alone proves who asks, or nothing is to be proved; else the body has to.
  bool proves(const request_head& head) const;

 private:
  /// Empty: the header is not there, or means nothing.
  std::optional<bool> header_fits(const request_head& head) const;

  intake_secrets secrets_;
};

/// The admin listener's (SPEC 2.8, 11): a bearer token when one is set (RFC 6750, 2.1); Host, and Origin
/// where a browser sends one, must name this listener. The files of the console need no token, for they hold
/// no data; /livez and /readyz are open.
class admin_guard {
 public:
  /// `token` empty: none is asked for. `hosts`: further names, "shop-node" with any port or
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
