#include "tests/support/raw_server.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace acumage::tests {

std::string peer::read_once() {
  std::array<char, 65536> buffer{};
  const auto got = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
  return got <= 0 ? std::string{} : std::string{buffer.data(), static_cast<std::size_t>(got)};
}

std::string peer::read_request() {
  std::string text;
  for (;;) {
    if (const auto head = text.find("\r\n\r\n"); head != std::string::npos) {
      const auto at = text.find("Content-Length: ");
      const auto body = at < head ? std::strtoul(text.c_str() + at + 16, nullptr, 10) : 0;
      if (text.size() >= head + 4 + body) return text;
    }
    const auto more = read_once();
    if (more.empty()) return {};
    text += more;
  }
}

void peer::wait_for_end() {
  while (!read_once().empty()) {
  }
}

bool peer::send(std::string_view text) {
  while (!text.empty()) {
    const auto taken = ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
    if (taken <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(taken));
  }
  return true;
}

void peer::reset() {
  const linger at_once{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

raw_server::raw_server(script todo) : todo_{std::move(todo)} {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (::bind(listener_, raw, size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, raw, &size) != 0)
    throw std::runtime_error{"raw_server: cannot listen"};
  port_ = ntohs(address.sin_port);
  thread_ = std::thread{[this] { serve(); }};
}

raw_server::~raw_server() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    if (current_ >= 0) ::shutdown(current_, SHUT_RDWR);
  }
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void raw_server::serve() {
  for (;;) {
    const int accepted = ::accept(listener_, nullptr, nullptr);
    if (accepted < 0) return;
    {
      const std::lock_guard lock{mutex_};
      current_ = accepted;
      if (stopping_) ::shutdown(current_, SHUT_RDWR);
    }
    peer client{accepted};
    todo_(connections_++, client);
    const std::lock_guard lock{mutex_};
    ::close(std::exchange(current_, -1));
  }
}

std::string http_answer(int status, std::string_view body, std::string_view headers) {
  return "HTTP/1.1 " + std::to_string(status) + " Words\r\nContent-Type: application/json\r\n" +
         std::string{headers} + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string{body};
}

}  // namespace acumage::tests
