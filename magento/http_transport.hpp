// The connection to the store over HTTP(S).
#pragma once

#include "magento/transport.hpp"
#include "messages/result.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace acumage::magento {

struct store_address {
  std::string url;  ///< https://shop.example.com[/sub/folder]
  std::string store_code = "all";
  std::string bearer_token;
  std::string ca_file;  ///< empty: the system's
  bool verify_tls = true;
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds read_timeout{120000};
  std::string user_agent = "Acumage";
};

/// errc::invalid for a URL that is not http(s)://host[:port][/path].
status check_url(const std::string& url);

/// At most `per_second` requests to the store over all transports that share it; 0: no limit.
class rate_limit {
 public:
  explicit rate_limit(double per_second);
  void wait();

 private:
  std::mutex mutex_;
  double per_second_;
  std::chrono::steady_clock::time_point next_{};
};

/// `url` must have passed check_url.
std::unique_ptr<transport> connect(store_address where, std::shared_ptr<rate_limit> pace);

}  // namespace acumage::magento
