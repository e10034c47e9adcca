// Where alerts are posted to in tests: answers as it is told to, and remembers what it was sent.
#pragma once

#include "tests/support/certificates.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace httplib {
class Server;
}

namespace acumage::tests {

class alert_receiver {
 public:
  /// Takes what comes to /s3cr3t?sig=a%2Bb, with `own` over TLS.
  explicit alert_receiver(const certificate* own = nullptr);
  ~alert_receiver();
  alert_receiver(const alert_receiver&) = delete;
  alert_receiver& operator=(const alert_receiver&) = delete;

  std::string url() const;
  /// 0: no answer while it stays so.
  void answer_with(int status);
  std::vector<std::string> bodies() const;
  bool wait_for(const std::function<bool(const std::vector<std::string>&)>& reached);
  /// One came with all of these parts.
  bool wait_for_parts(const std::vector<std::string>& parts);
  int count_parts(const std::vector<std::string>& parts) const;

 private:
  std::unique_ptr<httplib::Server> server_;
  bool tls_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable news_;
  int status_ = 200;
  bool ends_ = false;
  std::vector<std::string> bodies_;
  std::thread thread_;
};

}  // namespace acumage::tests
