#include "magento/store_url.hpp"

#include "magento/http_transport.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace acumage::magento {

namespace {

error wrong(std::string_view what) {
  return {errc::invalid,
          "magento_url: " + std::string{what} + "; expected http(s)://host[:port][/path]",
          {}};
}

bool takes_prefix(std::string_view& url, std::string_view prefix) {
  if (url.size() < prefix.size()) return false;
  const auto same = [](char small, char any) {
    return small == std::tolower(static_cast<unsigned char>(any));
  };
  if (!std::equal(prefix.begin(), prefix.end(), url.begin(), same)) return false;
  url.remove_prefix(prefix.size());
  return true;
}

bool is_host_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
}

bool is_address_char(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == ':' || c == '.';
}

/// Removes the host from the front of `authority`, so that ":port" or nothing is left. Empty: no
/// host.
std::string take_host(std::string_view& authority) {
  const auto bracketed = !authority.empty() && authority.front() == '[';
  const auto end = bracketed ? authority.find(']') : authority.find(':');
  if (bracketed && end == std::string_view::npos) return {};
  const auto length = end == std::string_view::npos ? authority.size() : end;
  const auto host = bracketed ? authority.substr(1, length - 1) : authority.substr(0, length);
  authority.remove_prefix(bracketed ? length + 1 : length);
  if (!std::all_of(host.begin(), host.end(), bracketed ? is_address_char : is_host_char)) return {};
  return std::string{host};
}

std::optional<int> read_port(std::string_view text) {
  int port = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (problem != std::errc{} || end != text.data() + text.size() || port < 1 || port > 65535)
    return std::nullopt;
  return port;
}

}  // namespace

std::string store_url::where() const { return host + ":" + std::to_string(port); }

result<store_url> parse_store_url(std::string_view url) {
  url = trimmed(url);
  store_url parsed;
  parsed.tls = takes_prefix(url, "https://");
  if (!parsed.tls && !takes_prefix(url, "http://")) return wrong("no http:// or https:// in front");
  if (url.find('@') != std::string_view::npos)
    return wrong("user and password do not belong there");
  if (url.find_first_of("?#") != std::string_view::npos) return wrong("has a query or fragment");
  const auto printable = [](char c) { return c > ' ' && c < 0x7F; };
  if (!std::all_of(url.begin(), url.end(), printable))
    return wrong(
        "holds blanks or letters outside ASCII (an international name needs its xn-- form)");
  auto authority = url.substr(0, url.find('/'));
  parsed.base_path = url.substr(authority.size());
  while (parsed.base_path.ends_with('/')) parsed.base_path.pop_back();
  const auto host_and_port = std::string{authority};
  parsed.host = take_host(authority);
  if (parsed.host.empty()) return wrong("no valid host name");
  const int usual = parsed.tls ? 443 : 80;
  const auto port = authority.empty()          ? usual
                    : authority.front() == ':' ? read_port(authority.substr(1)).value_or(0)
                                               : 0;
  if (port == 0) return wrong("the port is no number from 1 to 65535");
  parsed.port = port;
  parsed.host_header = port == usual
                           ? host_and_port.substr(0, host_and_port.size() - authority.size())
                           : host_and_port;
  return parsed;
}

status check_url(const std::string& url) {
  const auto parsed = parse_store_url(url);
  if (!parsed) return parsed.problem();
  return done();
}

}  // namespace acumage::magento
