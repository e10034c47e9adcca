// An HTTP client that shows what really came over the wire: resets, halves, refusals.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::tests {

struct raw_reply {
  enum class end { whole, cut, reset, refused, timed_out };
  end how = end::whole;
  int status = 0;
  std::string head = {};  ///< status line and headers
  std::string body = {};
  std::size_t promised = 0;  ///< Content-Length

  std::string header(std::string_view name) const {
    std::string lines = head;
    std::string wanted{name};
    const auto lower = [](std::string& text) {
      std::transform(text.begin(), text.end(), text.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    };
    lower(lines);
    lower(wanted);
    const auto at = lines.find("\r\n" + wanted + ": ");
    if (at == std::string::npos) return {};
    const auto from = at + 4 + wanted.size();
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

using raw_headers = std::vector<std::pair<std::string, std::string>>;

/// One connection, used for as many requests as it lasts.
class raw_client {
 public:
  explicit raw_client(std::uint16_t port, int timeout_ms = 20'000) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    const timeval limit{timeout_ms / 1000, (timeout_ms % 1000) * 1000};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~raw_client() { ::close(socket_); }
  raw_client(const raw_client&) = delete;
  raw_client& operator=(const raw_client&) = delete;

  bool connected() const { return connected_; }
  bool adds_length = true;  ///< to a POST without a body

  raw_reply exchange(const std::string& method, const std::string& target,
                     const raw_headers& headers = {}, const std::string& body = {}) {
    if (!connected_) return {.how = raw_reply::end::refused};
    std::string text = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    if (!body.empty() || (method == "POST" && adds_length))
      text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    text += "\r\n" + body;
    for (std::size_t at = 0; at < text.size();) {
      const auto sent = ::send(socket_, text.data() + at, text.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) return {.how = raw_reply::end::reset};
      at += static_cast<std::size_t>(sent);
    }
    return receive(method == "HEAD");
  }

 private:
  raw_reply receive(bool head_only) {
    raw_reply reply;
    std::string bytes;
    std::size_t body_at = std::string::npos;
    char buffer[16384];
    for (;;) {
      if (body_at == std::string::npos && bytes.find("\r\n\r\n") != std::string::npos) {
        body_at = bytes.find("\r\n\r\n") + 4;
        reply.head = bytes.substr(0, body_at);
        reply.status = std::atoi(bytes.c_str() + 9);
        reply.promised = std::strtoul(reply.header("Content-Length").c_str(), nullptr, 10);
      }
      if (body_at != std::string::npos && (head_only || bytes.size() >= body_at + reply.promised))
        break;
      const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
      if (got <= 0) {
        reply.how = got == 0              ? raw_reply::end::cut
                    : errno == ECONNRESET ? raw_reply::end::reset
                                          : raw_reply::end::timed_out;
        break;
      }
      bytes.append(buffer, static_cast<std::size_t>(got));
    }
    if (body_at != std::string::npos) reply.body = bytes.substr(body_at);
    return reply;
  }

  int socket_ = -1;
  bool connected_ = false;
};

/// One request on a connection of its own.
inline raw_reply ask(std::uint16_t port, const std::string& method, const std::string& target,
                     const raw_headers& headers = {}, const std::string& body = {}) {
  return raw_client{port}.exchange(method, target, headers, body);
}

}  // namespace acumage::tests
