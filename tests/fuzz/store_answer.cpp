// The bytes of a server's answer on the wire, through the reading of HTTP.
#include "http/client.hpp"
#include "http/header_text.hpp"
#include "target.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cassert>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace acumage::tests {

namespace {

/// Says what it was last told to whoever connects, and ends its side.
class telling_server {
 public:
  telling_server() : descriptor_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof where;
    auto* address = reinterpret_cast<sockaddr*>(&where);
    if (::bind(descriptor_, address, size) != 0 || ::listen(descriptor_, 8) != 0 ||
        ::getsockname(descriptor_, address, &size) != 0)
      throw std::runtime_error{"no port to listen at"};
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(where.sin_port)) + "/rest/V1/modules";
    std::thread{[this] { serve(); }}.detach();
  }
  const std::string& url() const { return url_; }

  void tell(std::string_view bytes) {
    const std::lock_guard guard{mutex_};
    bytes_ = bytes;
  }

 private:
  void serve() {
    for (;;) {
      const int peer = ::accept(descriptor_, nullptr, nullptr);
      const linger at_once{1, 0};  // or each leaves a port that waits for a minute
      ::setsockopt(peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      char ignored[4096];
      static_cast<void>(::recv(peer, ignored, sizeof ignored, 0));
      {
        const std::lock_guard guard{mutex_};
        static_cast<void>(::send(peer, bytes_.data(), bytes_.size(), MSG_NOSIGNAL));
      }
      ::shutdown(peer, SHUT_WR);
      while (::recv(peer, ignored, sizeof ignored, 0) > 0) {
      }
      ::close(peer);
    }
  }

  int descriptor_;
  std::string url_;
  std::mutex mutex_;
  std::string bytes_;
};

}  // namespace

void try_input(std::string_view bytes) {
  using namespace std::chrono_literals;
  static auto* const server = new telling_server;  // its thread has no end
  server->tell(bytes);
  http::client way{{.proxy = std::nullopt, .exchange_timeout = 30s}};
  const auto said = way.exchange({.url = server->url()});
  assert(said.how == http::carried::answered || said.how == http::carried::reset);
  assert(said.body.size() <= 32U << 20U);
  const auto kept = http::read_keep_alive(said.header("Keep-Alive"));
  assert(!kept || kept->count() >= 0);
  if (said.how == http::carried::answered) assert(said.status >= 100 && said.status <= 999);
  const auto wait = http::read_retry_after(said.header("Retry-After"), said.header("Date"), {});
  assert(!wait || (*wait >= 1s && *wait <= 900s));
}

}  // namespace acumage::tests
