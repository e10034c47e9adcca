// Signed bodies: a sender that shares a secret proves that it sent a body (SPEC 5).
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

/// Called when a body is complete, before routing: 401 if the request carries a signature that does
/// not match the body. secret_guard decides from the head which requests need one. Any thread.
class signature_check {
 public:
  /// `secret` empty: signatures are ignored.
  explicit signature_check(std::string secret) : secret_{std::move(secret)} {}

  std::optional<reply> operator()(const request_head& head, std::string_view body) const;

 private:
  std::string secret_;
};

}  // namespace acumage::api
