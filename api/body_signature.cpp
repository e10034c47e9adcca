#include "api/body_signature.hpp"

#include "api/auth.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <new>

namespace acumage::api {

std::string body_signature(std::string_view body, std::string_view secret) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest.data(),
           &size) == nullptr)
    throw std::bad_alloc{};  // the only possible failure
  std::string text = "sha256=";
  for (unsigned int i = 0; i < size; ++i) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += digits[digest.at(i) >> 4U];
    text += digits[digest.at(i) & 15U];
  }
  return text;
}

std::optional<reply> signature_check::operator()(const request_head& head,
                                                 std::string_view body) const {
  if (secret_.empty() || is_probe(head)) return std::nullopt;
  const auto* given = head.find(signature_header);
  if (given == nullptr) return std::nullopt;
  auto text = *given;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (equal_in_constant_time(text, body_signature(body, secret_))) return std::nullopt;
  return error_reply(401, "unauthorized", "request: not authorized");
}

}  // namespace acumage::api
