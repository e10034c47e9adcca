#include "api/http/server.hpp"

#include "api/http/poller.hpp"
#include "api/http/worker_pool.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <system_error>
#include <thread>

namespace acumage::api {

namespace {

/// Maximum bytes of bodies in memory at once, in addition to 64 KB for each connection.
std::size_t buffer_budget(std::size_t max_body) {
  return std::max<std::size_t>(4 * max_body, 64 * 1024 * 1024);
}

poller_options poller_options_of(const server_options& how) {
  return {.max_body = how.max_body,
          .max_buffered = buffer_budget(how.max_body),
          .max_connections = how.max_connections,
          .request_timeout = how.request_timeout,
          .idle_timeout = how.idle_timeout,
          .reply_timeout = how.reply_timeout,
          .admit = how.admit,
          .proven = how.proven,
          .on_answer = how.on_answer};
}

}  // namespace

class server::running {
 public:
  running(server_options how, router routes) : how_{std::move(how)}, routes_{std::move(routes)} {}

  ~running() {
    constexpr std::chrono::milliseconds none{0};
    stop(none, farewell::at_once, none);
  }

  status start(descriptor listener) {
    const std::lock_guard guard{mutex_};
    if (started_) return error{errc::conflict, "listener: already started; expected one start", {}};
    auto how = poller_options_of(how_);
    if (how_.tls.wanted()) {
      auto loaded = tls_context::load(how_.tls);
      if (!loaded.ok()) return loaded.problem();
      how.tls = std::move(*loaded);
      expires_us_ = how.tls->expires_us();
    }
    if (!listener.open()) {
      auto opened = listen_at({how_.address, how_.port});
      if (!opened.ok()) return opened.problem();
      listener = std::move(*opened);
    }
    port_ = local_end(listener.number()).port;
    listener_ = listener.share();
    poller_ = std::make_unique<poller>(std::move(how), std::move(listener),
                                       [this](ready_request asked) { hand_on(std::move(asked)); });
    if (auto able = poller_->ready(); !able.ok()) return able.problem();
    try {
      pool_ = std::make_unique<worker_pool>(how_.workers);
      probes_ = std::make_unique<worker_pool>(1);
      thread_ = std::thread{[this] { poller_->run(); }};
    } catch (const std::system_error& problem) {
      return error{errc::unavailable,
                   std::string{"listener: threads: "} + problem.what() + "; expected " +
                       std::to_string(how_.workers + 2) + " more",
                   {}};
    }
    started_ = true;
    return done();
  }

  std::uint16_t port() const { return port_.load(); }

  std::int64_t certificate_expires_us() const { return expires_us_.load(); }

  descriptor share_listener() const {
    const std::lock_guard guard{mutex_};
    return listener_.share();
  }

  bool stop(std::chrono::milliseconds deadline, farewell how, std::chrono::milliseconds for_work) {
    const std::lock_guard guard{mutex_};
    if (!started_) return true;
    const auto now = poller::clock::now();
    const auto until = now + std::max(deadline, for_work);
    if (thread_.joinable()) {
      listener_.close();
      poller_->stop(now + deadline, until, how);
      thread_.join();
    }
    const bool probes_ended = probes_->close(until);
    return pool_->close(until) && probes_ended;
  }

 private:
  void hand_on(ready_request asked) {
    auto& workers = is_probe(asked.head) ? *probes_ : *pool_;
    workers.add([this, asked = std::move(asked)]() mutable {
      const auto connection = asked.connection;
      poller_->finish(connection, answer_to(std::move(asked)));
    });
  }

  std::string answer_to(ready_request asked) const {
    if (how_.admit_body)
      if (const auto refusal = how_.admit_body(asked.head, asked.body))
        return reply_text(*refusal, asked.head.method, asked.then);
    return routes_.answer(asked.head, std::move(asked.body), asked.then);
  }

  server_options how_;
  router routes_;
  mutable std::mutex mutex_;  // guards started_, listener_, thread_ and creating what follows
  bool started_ = false;
  descriptor listener_;                 // the poller's, shared
  std::atomic<std::uint16_t> port_{0};  // also readable during a stop
  std::atomic<std::int64_t> expires_us_{0};
  std::unique_ptr<poller> poller_;
  // Their threads use the poller, so they are destroyed first.
  std::unique_ptr<worker_pool> pool_;
  std::unique_ptr<worker_pool> probes_;  // answers even while every other worker waits for the disk
  std::thread thread_;
};

server::server(server_options how, router routes)
    : running_{std::make_unique<running>(std::move(how), std::move(routes))} {}
server::~server() = default;

status server::start(descriptor listener) { return running_->start(std::move(listener)); }
std::int64_t server::certificate_expires_us() const { return running_->certificate_expires_us(); }
descriptor server::share_listener() const { return running_->share_listener(); }
std::uint16_t server::port() const { return running_->port(); }
bool server::stop(std::chrono::milliseconds deadline, farewell how,
                  std::chrono::milliseconds for_work) {
  return running_->stop(deadline, how, for_work);
}

}  // namespace acumage::api
