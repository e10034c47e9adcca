#include "api/auth.hpp"

#include "api/body_signature.hpp"
#include "api/console.hpp"

#include <algorithm>
#include <array>

namespace acumage::api {

namespace {

struct authority_parts {
  std::string_view host;  // without brackets
  std::string_view port;  // empty: not given
};

/// "name", "name:port", "[::1]", "[::1]:port" (RFC 3986, 3.2).
authority_parts split(std::string_view authority) {
  if (!authority.empty() && authority.front() == '[') {
    const auto end = authority.find(']');
    if (end == std::string_view::npos) return {};
    const auto rest = authority.substr(end + 1);
    if (!rest.empty() && rest.front() != ':') return {};
    return {authority.substr(1, end - 1), rest.empty() ? rest : rest.substr(1)};
  }
  const auto colon = authority.rfind(':');
  if (colon == std::string_view::npos) return {authority, {}};
  return {authority.substr(0, colon), authority.substr(colon + 1)};
}

reply forbidden() {
  return error_reply(403, "forbidden",
                     "Host, Origin: not this listener; expected its address, localhost or one of "
                     "admin.hosts");
}

}  // namespace

bool equal_in_constant_time(std::string_view given, std::string_view secret) {
  volatile unsigned different = given.size() == secret.size() ? 0U : 1U;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto other = secret.empty() ? '\0' : secret[i % secret.size()];
    different = different | static_cast<unsigned>(static_cast<unsigned char>(given[i]) ^
                                                  static_cast<unsigned char>(other));
  }
  return different == 0;
}

std::optional<reply> secret_guard::operator()(const request_head& head) const {
  if (is_probe(head)) return std::nullopt;
  if (secrets_.header_value.empty() && secrets_.hmac_secret.empty()) {
    if (head.find("Origin") == nullptr) return std::nullopt;
    return error_reply(403, "forbidden", "Origin: a browser page; expected none");
  }
  const bool is_signed = !secrets_.hmac_secret.empty() && head.find(signature_header) != nullptr;
  if (header_fits(head).value_or(is_signed)) return std::nullopt;
  return error_reply(401, "unauthorized", "request: not authorized");
}

bool secret_guard::proves(const request_head& head) const {
  return secrets_.hmac_secret.empty() || header_fits(head).value_or(false);
}

std::optional<bool> secret_guard::header_fits(const request_head& head) const {
  const auto* given = secrets_.header_value.empty() ? nullptr : head.find(secrets_.header_name);
  if (given == nullptr) return std::nullopt;
  return equal_in_constant_time(*given, secrets_.header_value);
}

std::optional<reply> admin_guard::operator()(const request_head& head) const {
  if (is_probe(head)) return std::nullopt;
  const auto* host = head.find("Host");
  const auto* const default_port = head.scheme == "https" ? "443" : "80";
  if (host == nullptr || !is_ours(*host, default_port, head)) return forbidden();
  if (const auto* origin = head.find("Origin"); origin != nullptr && !origin_is_ours(*origin, head))
    return forbidden();
  if (token_.empty() || is_console(head) || token_fits(head)) return std::nullopt;
  auto refusal = error_reply(401, "unauthorized", "request: not authorized");
  refusal.headers.push_back({"WWW-Authenticate", "Bearer"});
  return refusal;
}

bool admin_guard::token_fits(const request_head& head) const {
  constexpr std::string_view scheme = "Bearer ";
  const auto* given = head.find("Authorization");
  if (given == nullptr || given->size() < scheme.size()) return false;
  const std::string_view text = *given;
  return same_token(text.substr(0, scheme.size()), scheme) &&
         equal_in_constant_time(without_ows(text.substr(scheme.size())), token_);
}

bool admin_guard::is_ours(std::string_view authority, std::string_view default_port,
                          const request_head& head) const {
  const auto asked = split(authority);
  const auto port = asked.port.empty() ? default_port : asked.port;
  const std::array<std::string_view, 4> own{head.local_address, "localhost", "127.0.0.1", "::1"};
  const bool is_own = !asked.host.empty() && port == std::to_string(head.local_port) &&
                      std::any_of(own.begin(), own.end(), [&](std::string_view each) {
                        return same_token(asked.host, each);
                      });
  return is_own || std::any_of(hosts_.begin(), hosts_.end(), [&](const std::string& each) {
           const auto allowed = split(each);
           return !allowed.host.empty() && same_token(asked.host, allowed.host) &&
                  (allowed.port.empty() || allowed.port == port);
         });
}

bool admin_guard::origin_is_ours(std::string_view origin, const request_head& head) const {
  constexpr std::string_view plain = "http://";
  constexpr std::string_view secure = "https://";
  if (same_token(origin.substr(0, plain.size()), plain))
    return is_ours(origin.substr(plain.size()), "80", head);
  if (same_token(origin.substr(0, secure.size()), secure))
    return is_ours(origin.substr(secure.size()), "443", head);
  return false;  // also "null": a page without its own origin
}

}  // namespace acumage::api
