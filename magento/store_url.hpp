// The parts of the store's address: where to connect and the prefix of every path.
#pragma once

#include "messages/result.hpp"

#include <string>
#include <string_view>

namespace acumage::magento {

struct store_url {
  bool tls = false;
  std::string host;  ///< without the brackets of an IPv6 address
  int port = 80;
  std::string base_path;    ///< "" or "/sub/folder", without a slash at the end
  std::string host_header;  ///< with the port unless it is the scheme's default (RFC 9110, 7.2)

  /// "shop.example.com:443", for messages.
  std::string where() const;
};

/// errc::invalid with the problem; the URL itself is not repeated because it may contain a
/// password.
result<store_url> parse_store_url(std::string_view url);

}  // namespace acumage::magento
