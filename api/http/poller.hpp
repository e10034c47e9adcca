// The thread that owns every socket of a listener: it reads complete requests, hands them on, and
// writes the replies, so that a slow client costs a buffer but never a worker.
#pragma once

#include "api/http/connection.hpp"
#include "api/http/router.hpp"
#include "api/http/socket.hpp"
#include "api/http/tls_context.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace acumage::api {

struct poller_options {
  std::size_t max_body = 0;         ///< bytes
  std::size_t max_buffered = 0;     ///< bytes of all bodies together; above it reading pauses
  std::size_t max_connections = 0;  ///< at the limit the oldest idle or half-open one is closed
  /// From the first to the last byte of a request or handshake.
  std::chrono::milliseconds request_timeout{0};
  std::chrono::milliseconds idle_timeout{0};         ///< between requests, and before the first
  std::chrono::milliseconds reply_timeout{0};        ///< for the client to take the reply
  std::shared_ptr<const tls_context> tls = nullptr;  ///< null: plain HTTP
  /// Called on the poller's thread when a head is complete, before the body is read; a reply
  /// refuses the request. Must not block. May be empty.
  std::function<std::optional<reply>(const request_head&)> admit = {};
  /// False: the sender is not authorized yet, and such bodies share a quarter of `max_buffered`.
  /// Called after admit; may be empty.
  std::function<bool(const request_head&)> proven = {};
  /// Receives the time from the last byte of a request to its reply. On the poller's thread; may be
  /// empty.
  std::function<void(std::chrono::microseconds)> on_answer = {};
};

/// A complete request. The worker that answers it calls poller::finish with its number.
struct ready_request {
  std::uint64_t connection = 0;
  request_head head;
  std::string body;
  after_reply then = after_reply::keep_connection;
};

/// run() belongs to one thread; finish() and stop() may be called from any.
class poller {
 public:
  using clock = std::chrono::steady_clock;

  /// `hand_on` is called on the poller's thread and must not block.
  poller(poller_options how, descriptor listener, std::function<void(ready_request)> hand_on);

  /// Whether the kernel provided the resources; errc::unavailable otherwise.
  status ready() const;

  /// Returns when stopped: all replies are sent, or the deadline has passed.
  void run();

  /// The reply, as bytes.
  void finish(std::uint64_t connection, std::string text);

  /// Accepts no more connections, closes idle and half-received ones by `deadline`, and finishes
  /// requests in progress by `work_deadline`.
  void stop(clock::time_point deadline, clock::time_point work_deadline, farewell how);

 private:
  using line = std::list<connection>;
  using place = line::iterator;

  struct finished {
    std::uint64_t connection = 0;
    std::string text;
  };

  // The loop (poller.cpp).
  void turn();
  int wait_ms() const;
  void on_event(std::uint64_t key, std::uint32_t events);
  void take_finished();
  void wake();
  void begin_stop();
  void close_unworked();
  clock::time_point ends_at(const connection& c) const;
  bool stopped() const;

  // Opening and closing sockets (poller.cpp).
  void accept_some();
  void admit_socket(arrival&& came);
  bool has_room() const;
  bool make_room();
  void update_listening();
  void expire();
  clock::duration patience(connection_state state) const;

  // One connection (poller_connection.cpp).
  void advance(place c);
  bool shake_hands(place c);
  void receive(place c);
  void take(place c, std::string_view bytes);
  void judge(place c, bool body_follows);
  void hand_on(place c);
  void refuse(place c, const reply& why);
  void answer(place c, std::string text);
  bool flush(place c);
  void after_sent(place c);
  void discard(place c);
  void enter(place c, connection_state state);
  void close(place c);

  // The budget for bodies (poller_connection.cpp).
  void charge(place c);
  void release(place c);
  bool may_buffer(place c);
  std::uint64_t& overdrawn(place c) { return c->proven ? overdrawn_ : unproven_overdrawn_; }

  line& in(connection_state state) { return lines_.at(static_cast<std::size_t>(state)); }
  const line& in(connection_state state) const {
    return lines_.at(static_cast<std::size_t>(state));
  }

  poller_options how_;
  descriptor listener_;
  std::function<void(ready_request)> hand_on_;
  descriptor epoll_;
  descriptor wake_;

  clock::time_point now_;
  std::array<line, connection_state_count> lines_;  // per state, the longest in it first
  std::unordered_map<std::uint64_t, place> by_id_;
  std::vector<std::uint64_t> unfinished_;  // more to read than one turn took
  std::uint64_t last_id_ = 0;
  std::vector<char> scratch_;
  bool listening_ = true;                          // whether epoll watches the listener
  std::optional<clock::time_point> accept_again_;  // out of descriptors until then

  std::size_t buffered_ = 0;     // bytes charged to all connections
  std::size_t unproven_ = 0;     // of these, for senders not yet authorized
  std::uint64_t overdrawn_ = 0;  // the connection that may exceed the budget; 0: none
  std::uint64_t unproven_overdrawn_ = 0;

  bool stopping_ = false;
  clock::duration one_more_{};     // for a last request on connections without one in progress
  clock::time_point farewell_at_;  // these are closed then at the earliest
  clock::time_point stop_at_;      // all are closed

  mutable std::mutex mutex_;  // guards what follows
  std::vector<finished> finished_;
  std::optional<clock::time_point> farewell_wanted_;
  clock::time_point stop_wanted_;
  farewell farewell_ = farewell::at_once;
};

}  // namespace acumage::api
