// What has happened in one exchange so far, gathered from libcurl's callbacks.
#pragma once

#include "http/client.hpp"

#include <curl/curl.h>
#include <string>

namespace acumage::http {

struct transfer {
  explicit transfer(std::size_t most) : max_body{most} {}
  transfer(const transfer&) = delete;
  transfer& operator=(const transfer&) = delete;

  /// Has `easy` tell this transfer what happens.
  void listen_to(CURL* easy);

  const std::size_t max_body;
  reply made;
  bool connecting = false;  ///< the name is known, a socket is being opened
  bool issued = false;      ///< connected; from here on the request leaves
  bool lost = false;      ///< libcurl found the connection dead and would have sent all of it again
  bool farewell = false;  ///< the server ended its TLS session in order
  time_point issued_at{};
  std::string nonsense;  ///< why what came cannot be an answer; empty: it can
  std::size_t head_bytes = 0;
  bool in_head = false;
};

}  // namespace acumage::http
