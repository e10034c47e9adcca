#include "simulator/http/listener.hpp"

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace acumage::simulator {
namespace {

constexpr std::size_t thread_count = 64;
constexpr int backlog = 128;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

void switch_on(int descriptor, int level, int option) {
  const int on = 1;
  ::setsockopt(descriptor, level, option, &on, sizeof on);
}

/// Makes the coming close() send a reset and drop what is unsent.
void abort_on_close(int descriptor) {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

listener::listener(serve_function serve) : serve_{std::move(serve)} {}

listener::~listener() { close(); }

int listener::bound_socket(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  // Lets the listening socket share the port with the keeper; two listeners still exclude each
  // other.
  switch_on(descriptor, SOL_SOCKET, SO_REUSEADDR);
  const sockaddr_in address = loopback(port);
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
    return descriptor;
  ::close(descriptor);
  return -1;
}

status listener::open(std::uint16_t port) {
  keeper_ = bound_socket(port);
  wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  sockaddr_in address{};
  socklen_t size = sizeof address;
  bool ready = keeper_ >= 0 && wake_ >= 0 &&
               ::getsockname(keeper_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  port_ = ntohs(address.sin_port);
  {
    std::lock_guard lock{mutex_};
    ready = ready && start_listening();
  }
  if (!ready) {
    return error{errc::unavailable,
                 "127.0.0.1:" + std::to_string(port) + ": cannot listen: " + std::strerror(errno) +
                     "; expected a free port",
                 {}};
  }
  return done();
}

void listener::start() {
  pool_ = std::make_unique<httplib::ThreadPool>(thread_count);
  acceptor_ = std::thread{[this] { run(); }};
}

bool listener::start_listening() {
  if (listening_ >= 0) return true;
  const int descriptor = bound_socket(port_);
  if (descriptor < 0) return false;
  if (::listen(descriptor, backlog) != 0) {
    ::close(descriptor);
    return false;
  }
  listening_ = descriptor;
  reopen_at_.reset();
  return true;
}

void listener::stop_listening() {
  if (listening_ < 0) return;
  // close() alone would only take effect when the acceptor's poll() has let go of the socket.
  ::shutdown(listening_, SHUT_RDWR);
  ::close(listening_);
  listening_ = -1;
}

void listener::wake() const {
  const std::uint64_t one = 1;
  static_cast<void>(::write(wake_, &one, sizeof one) == sizeof one);
}

void listener::refuse(std::optional<std::chrono::milliseconds> for_how_long) {
  {
    std::lock_guard lock{mutex_};
    stop_listening();
    reopen_at_.reset();
    if (for_how_long) reopen_at_ = clock::now() + *for_how_long;
    for (const int descriptor : open_) ::shutdown(descriptor, SHUT_RDWR);
  }
  wake();
}

void listener::accept_again() {
  {
    std::lock_guard lock{mutex_};
    if (!stopping_ && keeper_ >= 0) start_listening();
  }
  wake();
}

int listener::poll_timeout_ms() {
  std::lock_guard lock{mutex_};
  if (!reopen_at_) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*reopen_at_ - clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
}

void listener::run() {
  for (;;) {
    std::array<pollfd, 2> watched{};
    watched[0] = {.fd = wake_, .events = POLLIN, .revents = 0};
    {
      std::lock_guard lock{mutex_};
      watched[1] = {.fd = listening_, .events = POLLIN, .revents = 0};
    }
    ::poll(watched.data(), watched.size(), poll_timeout_ms());
    std::uint64_t drained = 0;
    static_cast<void>(::read(wake_, &drained, sizeof drained) == sizeof drained);

    std::lock_guard lock{mutex_};
    if (stopping_) return;
    if (reopen_at_ && clock::now() >= *reopen_at_) start_listening();
    accept_all();
  }
}

void listener::accept_all() {
  while (listening_ >= 0) {
    const int descriptor = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) return;
    switch_on(descriptor, IPPROTO_TCP, TCP_NODELAY);
    open_.insert(descriptor);
    pool_->enqueue([this, descriptor] { serve(descriptor); });
  }
}

void listener::serve(int descriptor) {
  const served outcome = serve_(descriptor);
  {
    // Under the lock, so that nobody shuts down the number's next owner.
    std::lock_guard lock{mutex_};
    if (outcome.how == farewell::reset) abort_on_close(descriptor);
    open_.erase(descriptor);
    ::close(descriptor);
  }
  if (outcome.then) outcome.then();
}

void listener::close() {
  {
    std::lock_guard lock{mutex_};
    stopping_ = true;
    stop_listening();
    for (const int descriptor : open_) ::shutdown(descriptor, SHUT_RDWR);
  }
  if (acceptor_.joinable()) {
    wake();
    acceptor_.join();
  }
  if (pool_) pool_->shutdown();
  pool_.reset();
  for (int* const descriptor : {&keeper_, &wake_}) {
    if (*descriptor >= 0) ::close(*descriptor);
    *descriptor = -1;
  }
}

}  // namespace acumage::simulator
