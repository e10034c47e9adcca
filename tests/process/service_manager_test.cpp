// What systemd hears of the node: that it serves, that its actors answer, that it stops (sd_notify(3)).
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
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

  /// The next message; empty: none within that time.
  std::string hear(std::chrono::milliseconds at_most = std::chrono::seconds{30}) {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(at_most.count())) != 1) return {};
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
    CHECK(of.hear() == "READY=1\nSTATUS=serves");
    CHECK(of.hear() == "STOPPING=1");
    ::setenv("WATCHDOG_USEC", "300000", 1);
    shop.node.start();
    ::unsetenv("WATCHDOG_USEC");
    CHECK(of.hear() == "READY=1\nSTATUS=serves");
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
  CHECK(of.hear() == "READY=1\nSTATUS=serves");
  CHECK(of.hear() == "STOPPING=1");
}

TEST_CASE(
    "service manager: it hears nothing of a node whose actor hangs, though listeners answer") {
  const temp_dir folder;
  manager of{(folder / "notify").string()};
  checked_store store{stock_shop(2)};
  REQUIRE(store.start().ok());
  node_process node{store.url(), {{"intake.pair_window", "0"}}};
  node.use(CRASHING_PROGRAM, "ACUMAGE_TEST_CRASH=hang " + stock_sku(1));
  ::setenv("WATCHDOG_USEC", "300000", 1);
  node.start();
  ::unsetenv("WATCHDOG_USEC");
  CHECK(of.hear() == "READY=1\nSTATUS=serves");
  for (int i = 0; i < 3; ++i) CHECK(of.hear() == "WATCHDOG=1");
  const auto push = [&](std::size_t item) {
    return node
        .push(price_notification(
            std::to_string(item), item,
            {R"({"InventoryID":")" + stock_sku(item) + R"(","DefaultPrice":1})"}))
        .status;
  };
  CHECK(push(1) == 200);
  const auto falls_silent = [&] {
    constexpr std::chrono::milliseconds ten_pulses{1'000};
    for (int heard = 0; heard < 100; ++heard)
      if (of.hear(ten_pulses).empty()) return true;
    return false;
  };
  CHECK(falls_silent());
  CHECK(push(2) == 200);
  CHECK(node.get("/stats").status == 200);
  CHECK(of.hear(std::chrono::milliseconds{0}).empty());
  CHECK(node.log().find("an actor did not answer") != std::string::npos);
  node.kill();
}

}  // namespace
}  // namespace acumage::tests
