// One HTTP exchange with the store, over any carrier.
#pragma once

#include "http/client.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace acumage::magento {

/// `path` is relative to `/rest/<store_code>`: "/V1/products/base-prices". With `bare` it is
/// relative to the base URL: "/magento_version".
struct request {
  std::string method = "POST";
  std::string path;
  std::string body;
  bool bare = false;
  bool only_reads = false;  ///< counted as a look-up; safe to repeat
};

using http::carried;

struct answer {
  carried how = carried::answered;
  int status = 0;
  std::string body;  ///< at most 32 MB are read
  std::string content_type;
  std::string location;                                  ///< of a redirect; never followed
  std::optional<std::chrono::milliseconds> retry_after;  ///< as sent, clamped to 1–900 s
  std::string detail;                                    ///< message of a failure to connect
  std::chrono::microseconds taken{};
};

/// One connection at a time, kept alive. Not thread-safe: each sender has its own.
class transport {
 public:
  virtual ~transport() = default;
  virtual answer exchange(const request& what, const std::string& request_id) = 0;
  /// From another thread: makes a waiting exchange end soon (as `reset`).
  virtual void interrupt() = 0;
};

}  // namespace acumage::magento
