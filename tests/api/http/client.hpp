// A client that says exactly what a test wants, byte by byte, and reads whole replies.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace acumage::tests {

struct answer {
  int status = 0;  ///< 0: the server closed without one
  std::string head;
  std::string body;

  bool says(std::string_view header_line) const {
    return head.find(std::string{header_line} + "\r\n") != std::string::npos;
  }
};

/// Any wait is given up after 5 s, so that a broken promise fails and does not hang.
class client {
 public:
  client() : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    if (socket_ < 0) throw std::runtime_error{"client: no socket"};
    const timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  explicit client(std::uint16_t port) : client{} {
    if (!connect(port)) throw std::runtime_error{"client: connect failed"};
  }
  virtual ~client() { close(); }
  client(client&& other) noexcept
      : socket_{std::exchange(other.socket_, -1)}, input_{std::move(other.input_)} {}
  client& operator=(client&&) = delete;

  bool connect(std::uint16_t port) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(socket_, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0;
  }

  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

  /// Leaves with a reset instead of an end.
  void reset() {
    const linger now{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
  }

  void finish_sending() { ::shutdown(socket_, SHUT_WR); }

  /// False when the server is gone or does not read.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto put = put_some(bytes);
      if (put <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
  }

  /// As much as fits into the kernel's buffers now.
  std::size_t send_some(std::string_view bytes) {
    const auto put = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return put > 0 ? static_cast<std::size_t>(put) : 0;
  }

  answer read(bool head_only = false) {
    answer found;
    std::size_t end = 0;
    while ((end = input_.find("\r\n\r\n")) == std::string::npos)
      if (!more()) return found;
    found.head = input_.substr(0, end + 2);
    input_.erase(0, end + 4);
    const int status = std::atoi(found.head.c_str() + found.head.find(' ') + 1);
    std::size_t length = 0;
    if (const auto at = found.head.find("Content-Length: "); at != std::string::npos && !head_only)
      length = std::strtoul(found.head.c_str() + at + 16, nullptr, 10);
    while (input_.size() < length)
      if (!more()) return found;
    found.status = status;
    found.body = input_.substr(0, length);
    input_.erase(0, length);
    return found;
  }

  /// Does nothing come for that long? For what must not happen.
  bool silent_for(std::chrono::milliseconds time) {
    pollfd wanted{socket_, POLLIN, 0};
    return input_.empty() && ::poll(&wanted, 1, static_cast<int>(time.count())) == 0;
  }

  /// Has the server closed, with nothing more to read?
  bool at_end() { return input_.empty() && !more() && errno != EAGAIN; }

  int number() const { return socket_; }

  answer ask(std::string_view bytes) {
    send(bytes);
    return read();
  }

 protected:
  virtual ssize_t put_some(std::string_view bytes) {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  virtual ssize_t get_some(char* to, std::size_t size) { return ::recv(socket_, to, size, 0); }

 private:
  bool more() {
    std::array<char, 65536> buffer;
    errno = 0;
    const auto got = get_some(buffer.data(), buffer.size());
    if (got <= 0) return false;
    input_.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
  }

  int socket_ = -1;
  std::string input_;
};

inline std::string post(std::string_view path, std::string_view body,
                        std::string_view headers = {}) {
  return "POST " + std::string{path} +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string{headers} + "\r\n" + std::string{body};
}

inline std::string get(std::string_view path, std::string_view headers = {}) {
  return "GET " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{headers} +
         "\r\n";
}

}  // namespace acumage::tests
