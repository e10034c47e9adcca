// One request and its answer in HTTP/1.1 over an open wire.
#pragma once

#include "magento/transport.hpp"
#include "magento/wire.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace acumage::magento {

struct http_request {
  std::string method;
  std::string target;  ///< path and query, encoded
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct http_result {
  answer reply;          ///< carried::answered, reset or read_timeout
  std::size_t sent = 0;  ///< bytes that left
  bool answer_began = false;
  bool interrupted = false;
  bool keeps = false;                 ///< the connection is good for another request
  std::chrono::seconds idle_limit{};  ///< how long it may be idle before that
};

/// Until `deadline` for all of it, so that an answer that trickles does not hold the sender. Redirects
/// are not followed, cookies not kept.
http_result exchange_over(wire& line, const http_request& what, time_point deadline);

}  // namespace acumage::magento
