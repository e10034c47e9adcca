// A listener that answers as a test tells it to, and remembers what it was asked.
#pragma once

#include <cstdint>
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

struct asked {
  std::string method;
  std::string target;  ///< with its query, percent-encoded as it came
  std::string body;
  std::string content_type;
  std::string authorization;
  std::string signature;
};

struct told {
  int status = 200;
  std::string body;
  std::string retry_after;  ///< empty: no header
};

class fake_node {
 public:
  /// `answer` runs on the server's threads, one request at a time.
  explicit fake_node(std::function<told(const asked&)> answer);
  ~fake_node();
  fake_node(const fake_node&) = delete;
  fake_node& operator=(const fake_node&) = delete;

  std::string url() const;
  std::vector<asked> requests() const;

 private:
  std::function<told(const asked&)> answer_;
  mutable std::mutex mutex_;
  std::vector<asked> requests_;
  std::unique_ptr<httplib::Server> server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace acumage::tests
