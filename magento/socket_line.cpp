#include "magento/socket_line.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <system_error>

namespace acumage::magento {

namespace {

bool would_wait(int code) { return code == EAGAIN || code == EWOULDBLOCK; }

}  // namespace

void socket_line::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

io socket_line::fail(int code) {
  problem_ = std::generic_category().message(code);
  return code == ETIMEDOUT ? io::late : io::broken;
}

io socket_line::open(const net_address& to, time_point deadline) {
  close();
  descriptor_ =
      ::socket(to.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP);
  if (descriptor_ < 0) return fail(errno);
  const int on = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // A reply can take minutes; a peer that vanished meanwhile is noticed by keep-alive probes.
  ::setsockopt(descriptor_, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  const auto* address = reinterpret_cast<const sockaddr*>(&to.storage);
  const auto connected = ::connect(descriptor_, address, to.size) == 0;
  const auto code = errno;
  const auto ended = connected             ? io::ok
                     : code == EINPROGRESS ? finish_connect(deadline)
                                           : fail(code);
  if (ended != io::ok) close();
  return ended;
}

io socket_line::finish_connect(time_point deadline) {
  if (const auto ended = wait_ready(descriptor_, POLLOUT, deadline, interrupt_); ended != io::ok)
    return ended;
  int code = 0;
  socklen_t size = sizeof code;
  if (::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &code, &size) != 0) code = errno;
  return code == 0 ? io::ok : fail(code);
}

io socket_line::send(std::string_view data, time_point deadline, std::size_t& sent) {
  while (!data.empty()) {
    const auto taken = ::send(descriptor_, data.data(), data.size(), MSG_NOSIGNAL);
    if (taken >= 0) {
      data.remove_prefix(static_cast<std::size_t>(taken));
      sent += static_cast<std::size_t>(taken);
    } else if (would_wait(errno)) {
      const auto ended = wait_ready(descriptor_, POLLOUT, deadline, interrupt_);
      if (ended != io::ok) return ended;
    } else if (errno != EINTR) {
      return fail(errno);
    }
  }
  return io::ok;
}

io socket_line::receive_waiting(std::string& to) {
  std::array<char, 16384> buffer{};
  for (;;) {
    const auto got = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (got > 0) {
      to.append(buffer.data(), static_cast<std::size_t>(got));
      return io::ok;
    }
    if (got == 0) return io::closed;
    if (would_wait(errno)) return io::late;
    if (errno != EINTR) return fail(errno);
  }
}

io socket_line::receive(std::string& to, time_point deadline) {
  for (;;) {
    // Waiting first: an interrupt or the deadline ends even a reply that never stops coming.
    if (const auto ended = wait_ready(descriptor_, POLLIN, deadline, interrupt_); ended != io::ok)
      return ended;
    if (std::chrono::steady_clock::now() >= deadline) return io::late;
    if (const auto ended = receive_waiting(to); ended != io::late) return ended;
  }
}

}  // namespace acumage::magento
