// The simulator's port: accepts connections, and can refuse them for a while without losing the port.
#pragma once

#include "messages/result.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace httplib {
class TaskQueue;
}

namespace acumage::simulator {

/// How a connection ends: in order, or by a TCP reset.
enum class farewell : std::uint8_t { close, reset };

class listener {
 public:
  /// Runs on one of 64 threads per connection and must not close the descriptor; the listener
  /// closes it in the returned way. `then` runs after that, on the same thread.
  struct served {
    farewell how = farewell::close;
    std::function<void()> then;
  };
  using serve_function = std::function<served(int descriptor)>;

  explicit listener(serve_function serve);
  ~listener();
  listener(const listener&) = delete;
  listener& operator=(const listener&) = delete;

  /// Listens on 127.0.0.1; `port` 0: any. Connecting clients wait until start(). errc::unavailable:
  /// the port is taken.
  status open(std::uint16_t port);
  void start();
  std::uint16_t port() const { return port_; }
  /// Ends every connection and joins all threads. May be called twice.
  void close();

  /// When this returns, connecting is refused and the open connections are shut down.
  void refuse(std::optional<std::chrono::milliseconds> for_how_long);
  void accept_again();

 private:
  using clock = std::chrono::steady_clock;

  static int bound_socket(std::uint16_t port);
  bool start_listening();  // with mutex_ held
  void stop_listening();   // with mutex_ held
  void wake() const;
  int poll_timeout_ms();
  void run();
  void accept_all();  // with mutex_ held
  void serve(int descriptor);

  serve_function serve_;
  std::unique_ptr<httplib::TaskQueue> pool_;
  std::thread acceptor_;
  std::uint16_t port_ = 0;
  int keeper_ = -1;  ///< bound, never listening: reserves the port while it refuses
  int wake_ = -1;

  std::mutex mutex_;
  int listening_ = -1;  ///< -1: refusing
  std::optional<clock::time_point> reopen_at_;
  std::set<int> open_;
  bool stopping_ = false;
};

}  // namespace acumage::simulator
