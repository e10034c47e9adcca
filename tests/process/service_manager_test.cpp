// What systemd hears of the node: that it serves, that its actors answer, that it stops (sd_notify(3)).
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <algorithm>
#include <cstdlib>

namespace acumage::tests {
namespace {

/// The other end of NOTIFY_SOCKET.
class manager {
 public:
  explicit manager(const std::string& name) : socket_{::socket(AF_UNIX, SOCK_DGRAM, 0)} {
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    std::copy(name.begin(), name.end(), std::begin(at.sun_path));
    if (name.front() == '@') at.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&at), size) == 0);
    ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
  }
  ~manager() {
    ::unsetenv("NOTIFY_SOCKET");
    ::close(socket_);
  }
  manager(const manager&) = delete;
  manager& operator=(const manager&) = delete;

  /// The next message; empty: none within 30 s.
  std::string hear() {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, 30'000) != 1) return {};
    char text[256];
    const auto size = ::recv(socket_, text, sizeof text, 0);
    return {text, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }

 private:
  int socket_;
};

TEST_CASE("service manager: it hears when the node serves, lives and stops") {
  const temp_dir folder;
  for (const std::string& name :
       {(folder / "notify").string(), std::string{"@acumage-test-"} + std::to_string(::getpid())}) {
    CAPTURE(name);
    manager of{name};
    stock_rig shop{stock_shop(1), {}};
    CHECK(shop.node.stop() == 0);
    CHECK(of.hear() == "READY=1");
    CHECK(of.hear() == "STOPPING=1");
    ::setenv("WATCHDOG_USEC", "300000", 1);
    shop.node.start();
    ::unsetenv("WATCHDOG_USEC");
    CHECK(of.hear() == "READY=1");
    for (int i = 0; i < 3; ++i) CHECK(of.hear() == "WATCHDOG=1");
    CHECK(shop.node.stop() == 0);
    auto last = of.hear();
    while (last == "WATCHDOG=1") last = of.hear();
    CHECK(last == "STOPPING=1");
  }
}

TEST_CASE("service manager: a watchdog of another process is none of the node's") {
  const temp_dir folder;
  manager of{(folder / "notify").string()};
  ::setenv("WATCHDOG_USEC", "1000", 1);
  ::setenv("WATCHDOG_PID", "1", 1);
  {
    stock_rig shop{stock_shop(1), {}};
    ::unsetenv("WATCHDOG_USEC");
    ::unsetenv("WATCHDOG_PID");
    CHECK(shop.node.stop() == 0);
  }
  CHECK(of.hear() == "READY=1");
  CHECK(of.hear() == "STOPPING=1");
}

}  // namespace
}  // namespace acumage::tests
