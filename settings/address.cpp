#include "settings/address.hpp"

#include "messages/key.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace acumage::settings {

namespace {

bool is_ip4(const std::string& text) {
  in_addr ignored{};
  return inet_pton(AF_INET, text.c_str(), &ignored) == 1;
}
bool is_ip6(const std::string& text) {
  in6_addr ignored{};
  return inet_pton(AF_INET6, text.c_str(), &ignored) == 1;
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_label(std::string_view label) {
  if (label.empty() || label.size() > 63) return false;
  if (label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

bool is_host_name(std::string_view name) {
  if (name.size() > 253) return false;
  // Only digits and dots: a mistyped address, not a name.
  if (name.find_first_not_of("0123456789.") == std::string_view::npos) return false;
  while (true) {
    const auto dot = name.find('.');
    if (!is_label(name.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    name.remove_prefix(dot + 1);
  }
}

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
  return problem == std::errc{} && end == text.data() + text.size() && port != 0;
}

bool is_wildcard(std::string_view address) { return address == "0.0.0.0" || address == "::"; }

}  // namespace

bool is_host(std::string_view text) {
  const std::string host{text};
  return is_ip4(host) || is_ip6(host) || is_host_name(text);
}

bool is_loopback(std::string_view host) {
  const std::string text{host};
  if (fold_key(host) == "localhost") return true;
  if (is_ip4(text)) return text.starts_with("127.");
  in6_addr address{};
  if (inet_pton(AF_INET6, text.c_str(), &address) != 1) return false;
  return std::equal(std::begin(address.s6_addr), std::end(address.s6_addr),
                    std::begin(in6addr_loopback.s6_addr));
}

bool overlap(std::string_view left, std::string_view right) {
  const auto plain = [](std::string_view text) {
    auto folded = fold_key(text);
    return folded == "localhost" ? std::string{"127.0.0.1"} : folded;
  };
  return is_wildcard(left) || is_wildcard(right) || plain(left) == plain(right);
}

url_parts read_url(std::string_view text) {
  url_parts parts;
  const auto wrong = [&](std::string_view expected) {
    parts.problem = expected;
    return parts;
  };
  constexpr std::string_view shape = "https://host[:port][/path]";
  const auto scheme_end = text.find("://");
  const auto scheme = fold_key(text.substr(0, scheme_end));
  if (scheme_end == std::string_view::npos || (scheme != "http" && scheme != "https"))
    return wrong(shape);
  parts.https = scheme == "https";
  text.remove_prefix(scheme_end + 3);
  if (text.find('@') != std::string_view::npos) return wrong("no user name or password in it");
  if (text.find_first_of("?#") != std::string_view::npos) return wrong("no query and no fragment");
  if (text.find_first_of(" \t\"<>\\^`{|}") != std::string_view::npos) return wrong(shape);

  const auto slash = std::min(text.find('/'), text.size());
  parts.path = text.substr(slash);
  auto authority = text.substr(0, slash);
  const auto bracket = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
  const auto host_end = bracket != std::string_view::npos
                            ? bracket + 1
                            : std::min(authority.find(':'), authority.size());
  const auto rest = authority.substr(host_end);
  if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1))))
    return wrong("a port, 1 to 65535, behind the host");
  parts.host = authority.substr(0, host_end);
  if (bracket != std::string_view::npos) {
    parts.host = parts.host.substr(1, parts.host.size() - 2);
    if (!is_ip6(parts.host)) return wrong(shape);
  } else if (!is_host(parts.host)) {
    return wrong(shape);
  }
  return parts;
}

}  // namespace acumage::settings
