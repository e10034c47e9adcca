// A server on a free port of this machine that does exactly what a test tells it, byte by byte.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace acumage::tests {

/// The server's end of one connection.
class peer {
 public:
  explicit peer(int descriptor) : descriptor_{descriptor} {}

  /// Head and body as they came; empty when the client has closed.
  std::string read_request();
  /// What the first read brings: shows whether a request leaves in one piece.
  std::string read_once();
  /// Waits until the client closes or breaks the connection.
  void wait_for_end();
  bool send(std::string_view text);
  /// Closes so that the client gets a reset, not an end.
  void reset();
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Serves one connection after the other on its own thread; `script` gets the number of the connection,
/// from 0, and the connection is closed when it returns.
class raw_server {
 public:
  using script = std::function<void(int, peer&)>;
  explicit raw_server(script todo);
  ~raw_server();
  raw_server(const raw_server&) = delete;
  raw_server& operator=(const raw_server&) = delete;

  int port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  int connections() const { return connections_; }

 private:
  void serve();

  script todo_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_{0};
  std::mutex mutex_;
  int current_ = -1;       // guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

/// A whole answer with Content-Length.
std::string http_answer(int status, std::string_view body, std::string_view headers = {});

}  // namespace acumage::tests
