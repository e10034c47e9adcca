// What an address or URL in the settings refers to, judged by its text only: nothing is looked up.
#pragma once

#include <string>
#include <string_view>

namespace acumage::settings {

/// An IPv4 or IPv6 address, or a host name (RFC 1123, 2.1).
bool is_host(std::string_view text);

/// localhost, 127.0.0.0/8 or ::1.
bool is_loopback(std::string_view host);

/// Would two listeners on the same port conflict?
bool overlap(std::string_view left, std::string_view right);

struct url_parts {
  std::string problem;  ///< what was expected instead; empty: the URL is valid
  bool https = false;
  std::string host;  ///< an IPv6 address without its brackets
  std::string path;  ///< as given, with its slash
};

/// http(s)://host[:port][/path], without user name, query or fragment (RFC 3986, 3).
url_parts read_url(std::string_view text);

}  // namespace acumage::settings
