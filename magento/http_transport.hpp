// The connection to the store over HTTP(S).
#pragma once

#include "magento/oauth.hpp"
#include "magento/transport.hpp"
#include "messages/result.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace acumage::magento {

struct store_address {
  std::string url;  ///< https://shop.example.com[/sub/folder]
  std::string store_code = "all";
  std::string bearer_token;
  std::optional<oauth_credential> oauth;  ///< replaces the token; signs every request afresh
  std::string ca_file;                    ///< empty: the system's
  bool verify_tls = true;
  std::string proxy;                                ///< http::options::proxy
  std::chrono::milliseconds connect_timeout{5000};  ///< name, TCP and TLS together
  std::chrono::milliseconds read_timeout{120000};   ///< first byte sent to last byte read
  std::string user_agent = "Acumage";
};

/// errc::invalid for a URL that is not http(s)://host[:port][/path].
status check_url(const std::string& url);

/// At most `per_second` requests to the store across all transports that share it; 0: no limit.
class rate_limit {
 public:
  explicit rate_limit(double per_second);
  void wait();
  /// Reserves the next slot; the request may leave at that time.
  std::chrono::steady_clock::time_point reserve();

 private:
  std::mutex mutex_;
  double per_second_;
  std::chrono::steady_clock::time_point next_{};
};

/// `url` must have passed check_url. `pace` may be null.
///
/// A request is never sent twice once the store may have seen it. It is repeated (once, on a new
/// connection) only when none of its bytes had left, or when it only reads and the kept connection
/// ended without an answer.
///
/// An interrupt while no exchange is waiting ends the next one before it is sent.
std::unique_ptr<transport> connect(store_address where, std::shared_ptr<rate_limit> pace);

}  // namespace acumage::magento
