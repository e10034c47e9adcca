// Signed bodies: a sender that shares a secret proves that a body is its own (SPEC 5).
#pragma once

#include "api/http/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace acumage::api {

/// The header that carries a signature.
inline constexpr std::string_view signature_header = "X-Acumage-Signature";

/// "sha256=" and the HMAC-SHA256 (RFC 2104) of the body under the secret, in 64 lower-case hex digits.
std::string body_signature(std::string_view body, std::string_view secret);

/// Asked when a body is whole, before any route: 401 when the request carries a signature that is not the
/// body's. Which requests need one is the head's matter (secret_guard). Any thread.
class signature_check {
 public:
  /// `secret` empty: signatures mean nothing here.
  explicit signature_check(std::string secret) : secret_{std::move(secret)} {}

  std::optional<reply> operator()(const request_head& head, std::string_view body) const;

 private:
  std::string secret_;
};

}  // namespace acumage::api
