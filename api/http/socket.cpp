#include "api/http/socket.hpp"

#include "api/http/tls_session.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

namespace acumage::api {

namespace {

/// Connections that the kernel completes and queues while the front is busy.
constexpr int backlog = 1024;

std::string words_of(int number) { return std::generic_category().message(number); }

error listen_problem(const endpoint& where, std::string_view call, int number) {
  return {errc::unavailable,
          where.address + ':' + std::to_string(where.port) + ": " + std::string{call} + ": " +
              words_of(number) + "; expected a free address of this machine",
          {}};
}

void set_on(int socket, int level, int option) {
  const int on = 1;
  // Affects only speed or convenience at a restart: a failure breaks no guarantee.
  static_cast<void>(::setsockopt(socket, level, option, &on, sizeof on));
}

endpoint endpoint_of(const sockaddr_storage& from) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (from.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &from, sizeof v4);
    ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    return {text.data(), ntohs(v4.sin_port)};
  }
  if (from.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &from, sizeof v6);
    ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    std::string_view address{text.data()};
    // The form of an IPv4 client's address on a socket that listens on both (RFC 4291, 2.5.5.2).
    constexpr std::string_view mapped = "::ffff:";
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) address.remove_prefix(mapped.size());
    return {std::string{address}, ntohs(v6.sin6_port)};
  }
  return {};
}

bool is_passing(int number) { return number == EAGAIN || number == EWOULDBLOCK; }

}  // namespace

descriptor& descriptor::operator=(descriptor&& other) noexcept {
  if (this != &other) {
    close();
    number_ = std::exchange(other.number_, -1);
  }
  return *this;
}

descriptor descriptor::share() const {
  return descriptor{open() ? ::fcntl(number_, F_DUPFD_CLOEXEC, 0) : -1};
}

void descriptor::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

byte_stream::byte_stream(descriptor socket, const tls_context* with)
    : socket_{std::move(socket)},
      tls_{with == nullptr ? nullptr : std::make_unique<tls_session>(*with, socket_.number())} {}
byte_stream::~byte_stream() = default;
byte_stream::byte_stream(byte_stream&& other) noexcept = default;

handshake_step byte_stream::shake_hands() {
  if (!tls_) return handshake_step::done;
  const auto step = tls_->shake_hands();
  if (step == handshake_step::failed || step == handshake_step::plain_http) tls_.reset();
  return step;
}

transferred byte_stream::read(char* to, std::size_t size) {
  if (tls_) return tls_->read(to, size);
  for (;;) {
    const auto got = ::recv(socket_.number(), to, size, 0);
    if (got > 0) return {static_cast<std::size_t>(got), transferred::state::moved};
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && is_passing(errno)) return {0, transferred::state::blocked};
    return {0, transferred::state::ended};
  }
}

transferred byte_stream::write(std::string_view bytes) {
  if (tls_) return tls_->write(bytes);
  for (;;) {
    // A peer that has gone is reported as an error here, not as a signal to the process.
    const auto put = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put >= 0) return {static_cast<std::size_t>(put), transferred::state::moved};
    if (errno == EINTR) continue;
    if (is_passing(errno)) return {0, transferred::state::blocked};
    return {0, transferred::state::ended};
  }
}

void byte_stream::finish_writing() {
  if (finished_ || (tls_ && !tls_->say_farewell())) return;
  finished_ = true;
  ::shutdown(socket_.number(), SHUT_WR);
}

void byte_stream::close() {
  // A client that does not read is not awaited: it sees a truncated connection instead of a proper
  // end.
  if (tls_) tls_->say_farewell();
  tls_.reset();
  socket_.close();
}

result<descriptor> listen_at(const endpoint& where) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* raw = nullptr;
  const int unknown =
      ::getaddrinfo(where.address.c_str(), std::to_string(where.port).c_str(), &hints, &raw);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> found{raw, &::freeaddrinfo};
  if (unknown != 0 || !found)
    return error{errc::invalid,
                 "address " + where.address + ": " + ::gai_strerror(unknown) +
                     "; expected an IP address of this machine",
                 {}};
  descriptor socket{::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket.open()) return listen_problem(where, "socket", errno);
  set_on(socket.number(), SOL_SOCKET, SO_REUSEADDR);
  if (::bind(socket.number(), found->ai_addr, found->ai_addrlen) != 0)
    return listen_problem(where, "bind", errno);
  if (::listen(socket.number(), backlog) != 0) return listen_problem(where, "listen", errno);
  return socket;
}

arrival accept_from(const descriptor& listener) {
  for (;;) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    const int socket = ::accept4(listener.number(), reinterpret_cast<sockaddr*>(&peer), &size,
                                 SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket >= 0) {
      set_on(socket, IPPROTO_TCP, TCP_NODELAY);  // no 40 ms wait for a delayed ACK
      return {arrival::state::accepted, descriptor{socket}, endpoint_of(peer).address};
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
      return {arrival::state::out_of_descriptors, {}, {}};
    if (is_passing(errno)) return {arrival::state::none, {}, {}};
    // Any other error means that a connection ended before it was accepted (accept(2)).
    if (errno == EBADF || errno == EINVAL || errno == ENOTSOCK) return {};
  }
}

endpoint local_end(int socket) {
  sockaddr_storage here{};
  socklen_t size = sizeof here;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&here), &size) != 0) return {};
  return endpoint_of(here);
}

}  // namespace acumage::api
