// The progress of one exchange, collected from libcurl's callbacks.
#pragma once

#include "http/client.hpp"

#include <curl/curl.h>
#include <string>

namespace acumage::http {

struct transfer {
  explicit transfer(std::size_t most) : max_body{most} {}
  transfer(const transfer&) = delete;
  transfer& operator=(const transfer&) = delete;

  /// Registers the callbacks of this transfer with `easy`.
  void listen_to(CURL* easy);

  const std::size_t max_body;
  reply made;
  bool connecting = false;  ///< the name is resolved, a socket is being opened
  bool issued = false;      ///< connected; from here on the request is being sent
  bool lost = false;  ///< libcurl found the connection dead and would have sent everything again
  bool farewell = false;  ///< the server closed its TLS session properly
  time_point issued_at{};
  std::string nonsense;  ///< why the received data cannot be an answer; empty: it can
  std::size_t head_bytes = 0;
  bool in_head = false;
};

}  // namespace acumage::http
