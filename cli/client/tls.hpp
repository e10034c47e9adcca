// How a command reaches a listener whose certificate the settings name.
#pragma once

#include "messages/result.hpp"

#include <string>

namespace acumage::client {

/// What the HTTP library has to be told so that it accepts this certificate and no other. It always
/// compares the host of its URL with the certificate, which need not name the address of the listener; so
/// it is given the certificate's own name, and the address beside it.
struct reached_url {
  std::string url;
  std::string certificate;  ///< empty: nothing special, and nothing of what follows
  std::string name;         ///< the host of `url`
  std::string address;      ///< the IP address that stands behind the name
  std::string host;         ///< for the Host header: what the listener knows itself by
};

/// `certificate` (PEM) counts for https only. errc::invalid when it cannot be read or names nobody;
/// errc::unavailable when the host of the URL has no address.
result<reached_url> url_to_reach(const std::string& url, const std::string& certificate);

}  // namespace acumage::client
