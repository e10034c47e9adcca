// Whoever receives the node's output may be slow, full or gone: the work, a reload and a stop go on (SPEC 8).
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <csignal>
#include <functional>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
  REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&at), &size) == 0);
  ::close(socket);
  return ntohs(at.sin_port);
}

bool comes(const std::function<bool()>& reached, std::chrono::seconds at_most = 30s) {
  const auto until = clock::now() + at_most;
  while (clock::now() < until) {
    if (reached()) return true;
    std::this_thread::sleep_for(20ms);
  }
  return false;
}

/// The program with stdout and stderr at one descriptor.
struct mute_node {
  explicit mute_node(int to)
      : settings{started(store), stock_settings({{"intake.port", std::to_string(intake_port)},
                                                 {"admin.port", std::to_string(admin_port)},
                                                 {"delivery.drain_deadline", "2"},
                                                 {"log.level", "debug"}})} {
    std::string config = settings.config();
    process = ::fork();
    if (process == 0) {
      ::dup2(to, 1);
      ::dup2(to, 2);
      ::execl(ACUMAGE_PROGRAM, ACUMAGE_PROGRAM, "run", "--config", config.c_str(), nullptr);
      ::_exit(127);
    }
  }
  ~mute_node() {
    if (process == 0) return;
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
  }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  bool has_setting(const std::string& text) const {
    httplib::Client to{"127.0.0.1", admin_port};
    const auto came = to.Get("/settings");
    return came && came->body.find(text) != std::string::npos;
  }
  bool takes(std::uint64_t number) const {
    httplib::Client to{"127.0.0.1", intake_port};
    const auto came =
        to.Post("/push",
                stock_notification("n" + std::to_string(number), number,
                                   {stock_row(stock_sku(0), "EAST", std::to_string(number))}),
                "application/json");
    return came && came->status == 200;
  }
  bool ends_well() {
    ::kill(process, SIGTERM);
    int how = 0;
    const bool ended = comes([&] { return ::waitpid(process, &how, WNOHANG) == process; }, 7s);
    if (ended) process = 0;
    return ended && WIFEXITED(how) && WEXITSTATUS(how) == 0;
  }
  void check() {
    REQUIRE(comes([&] { return has_setting("queue.batch_count"); }));
    for (std::uint64_t i = 1; i <= 20; ++i) CHECK(takes(i));
    CHECK(comes([&] { return store.quantity_of(stock_sku(0), "wh_one") == "20"; }));
    settings.set("queue.batch_count", "31");
    ::kill(process, SIGHUP);
    CHECK(comes([&] { return has_setting(R"("queue.batch_count":"31")"); }, 15s));
    CHECK(takes(21));
    CHECK(ends_well());
  }

  std::uint16_t intake_port = free_port();
  std::uint16_t admin_port = free_port();
  checked_store store{stock_shop(1)};
  node_process settings;  // never started
  pid_t process = 0;
};

TEST_CASE("output: nobody reads the pipe, and it is full [SPEC 8 Log]") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  const std::string some(4096, 'x');
  for (pollfd to{ends[1], POLLOUT, 0}; ::poll(&to, 1, 0) > 0;)
    REQUIRE(::write(ends[1], some.data(), some.size()) > 0);
  mute_node{ends[1]}.check();
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("output: the reader of the pipe has gone [SPEC 8 Log]") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  ::close(ends[0]);
  mute_node{ends[1]}.check();
  ::close(ends[1]);
}

TEST_CASE("output: a disk that is full [SPEC 8 Log]") {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  REQUIRE(full >= 0);
  mute_node{full}.check();
  ::close(full);
}

TEST_CASE("output: a terminal that was stopped [SPEC 8 Log]") {
  const int whole = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(whole >= 0);
  REQUIRE(::grantpt(whole) == 0);
  REQUIRE(::unlockpt(whole) == 0);
  const int end = ::open(::ptsname(whole), O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(end >= 0);
  const int filling = ::open(::ptsname(whole), O_WRONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  const std::string some(64, 'x');
  while (::write(filling, some.data(), some.size()) > 0) {
  }
  mute_node{end}.check();  // nobody ever reads the other side
  ::close(filling);
  ::close(end);
  ::close(whole);
}

}  // namespace
}  // namespace acumage::tests
