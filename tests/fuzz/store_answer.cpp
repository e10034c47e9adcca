// The bytes of a store's answer on the wire, through the reading of HTTP.
#include "magento/http_exchange.hpp"
#include "target.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cassert>
#include <stdexcept>

namespace acumage::tests {

namespace {

/// A port of this machine that never says anything of itself: the kernel opens the connection.
class quiet_listener {
 public:
  quiet_listener() : descriptor_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof where;
    auto* address = reinterpret_cast<sockaddr*>(&where);
    if (::bind(descriptor_, address, size) != 0 || ::listen(descriptor_, 8) != 0 ||
        ::getsockname(descriptor_, address, &size) != 0)
      throw std::runtime_error{"no port to listen at"};
    port_ = ntohs(where.sin_port);
  }
  int port() const { return port_; }

  /// Says all of it to the connection that waits, ends its side, and returns it.
  int answer(std::string_view bytes) const {
    const int peer = ::accept(descriptor_, nullptr, nullptr);
    const linger at_once{1, 0};  // or each leaves a port that waits for a minute
    ::setsockopt(peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    const auto put = ::send(peer, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put != static_cast<ssize_t>(bytes.size())) throw std::runtime_error{"answer too long"};
    ::shutdown(peer, SHUT_WR);
    return peer;
  }

 private:
  int descriptor_;
  int port_ = 0;
};

}  // namespace

void try_input(std::string_view bytes) {
  using namespace magento;
  static const quiet_listener store;
  static const store_url url{
      .host = "127.0.0.1", .port = store.port(), .base_path = "", .host_header = "127.0.0.1"};
  static const wake_signal interrupt;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  wire line{url, nullptr, interrupt};
  if (line.open(deadline)) throw std::runtime_error{"no connection"};
  const int peer = store.answer(bytes);
  const auto said =
      exchange_over(line, {"GET", "/rest/V1/modules", {{"Host", "127.0.0.1"}}, {}}, deadline);
  line.close();
  ::close(peer);
  assert(said.reply.how == carried::answered || said.reply.how == carried::reset);
  assert(said.reply.body.size() <= 32U << 20U);
  assert(said.idle_limit.count() >= 0);
  if (said.reply.how == carried::answered)
    assert(said.reply.status >= 100 && said.reply.status <= 999);
  if (const auto wait = said.reply.retry_after)
    assert(*wait >= std::chrono::seconds{1} && *wait <= std::chrono::seconds{900});
}

}  // namespace acumage::tests
