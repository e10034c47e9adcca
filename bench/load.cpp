#include "bench/load.hpp"

#include "bench/child.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <thread>

namespace acumage::bench {

namespace {

using clock = std::chrono::steady_clock;

int connected_to(std::uint16_t port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (made < 0 || ::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    fail("port " + std::to_string(port) + ": no connection");
  const int on = 1;
  ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return made;
}

struct connection {
  explicit connection(int with) : socket{with} {}
  ~connection() { ::close(socket); }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  int socket;
  std::string out;
  std::size_t written = 0;
  std::string in;
  clock::time_point began;
};

/// The status once the whole answer is in `in`; 0: not yet.
int status_of(const std::string& in) {
  const auto head = in.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  const std::string_view text{in};
  auto length = text.substr(0, head).find("Content-Length: ");
  if (length == std::string_view::npos) length = text.substr(0, head).find("content-length: ");
  if (length == std::string_view::npos) fail("an answer without Content-Length");
  const auto body = std::strtoull(in.c_str() + length + 16, nullptr, 10);
  if (in.size() < head + 4 + body) return 0;
  return std::atoi(in.c_str() + 9);
}

class driver {
 public:
  driver(const target& to, const next_body& next)
      : to_{to}, next_{next}, poll_{::epoll_create1(0)} {}
  ~driver() { ::close(poll_); }
  driver(const driver&) = delete;
  driver& operator=(const driver&) = delete;

  load_figures run(std::size_t connections) {
    for (std::size_t i = 0; i < connections; ++i)
      all_.push_back(std::make_unique<connection>(connected_to(to_.port)));
    const auto began = clock::now();
    for (auto& each : all_) {
      epoll_event wanted{};
      wanted.events = EPOLLIN | EPOLLOUT | EPOLLET;
      wanted.data.ptr = each.get();
      ::epoll_ctl(poll_, EPOLL_CTL_ADD, each->socket, &wanted);
      send_next(*each);
    }
    while (busy_ > 0) turn();
    figures_.seconds = seconds{clock::now() - began}.count();
    return std::move(figures_);
  }

 private:
  void turn() {
    std::array<epoll_event, 64> events{};
    const int ready = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 1000);
    for (int i = 0; i < ready; ++i) {
      const auto& event = events.at(static_cast<std::size_t>(i));
      auto& with = *static_cast<connection*>(event.data.ptr);
      if (with.written < with.out.size()) write_on(with);
      if ((event.events & EPOLLIN) != 0) read_on(with);
    }
  }

  void send_next(connection& with) {
    if (!next_(body_)) return;
    with.out = "POST " + to_.path +
               " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + to_.content_type + "\r\n" +
               to_.headers + "Content-Length: " + std::to_string(body_.size()) + "\r\n\r\n" + body_;
    ++busy_;
    send_again(with);
  }

  void send_again(connection& with) {
    with.written = 0;
    with.in.clear();
    with.began = clock::now();
    write_on(with);
  }

  void write_on(connection& with) {
    while (with.written < with.out.size()) {
      const auto sent = ::send(with.socket, with.out.data() + with.written,
                               with.out.size() - with.written, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
      if (sent <= 0) fail("the connection was closed while a request was sent");
      with.written += static_cast<std::size_t>(sent);
    }
  }

  void read_on(connection& with) {
    std::array<char, 4096> part{};
    for (;;) {
      const auto got = ::recv(with.socket, part.data(), part.size(), MSG_DONTWAIT);
      if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
      if (got <= 0) {
        if (with.out.empty()) break;  // idle: nothing more to send
        fail("the connection was closed while an answer was awaited");
      }
      with.in.append(part.data(), static_cast<std::size_t>(got));
    }
    if (const int status = status_of(with.in)) on_answer(with, status);
  }

  void on_answer(connection& with, int status) {
    if (status == 503) {
      ++figures_.refused;
      std::this_thread::sleep_for(std::chrono::milliseconds{5});  // a full node: all of them wait
      return send_again(with);
    }
    if (status != 200) fail(to_.path + ": " + with.in.substr(0, 400));
    ++figures_.answered;
    const auto taken = clock::now() - with.began;
    figures_.answer_us.push_back(static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(taken).count()));
    --busy_;
    with.out.clear();
    with.in.clear();
    send_next(with);
  }

  const target& to_;
  const next_body& next_;
  int poll_;
  std::vector<std::unique_ptr<connection>> all_;
  std::string body_;
  std::size_t busy_ = 0;  // requests without their answer
  load_figures figures_;
};

}  // namespace

load_figures drive(const target& to, std::size_t connections, const next_body& next) {
  return driver{to, next}.run(connections);
}

double percentile_ms(std::vector<std::uint32_t> times_us, double share) {
  if (times_us.empty()) return 0;
  const auto rank = static_cast<std::size_t>(share * static_cast<double>(times_us.size() - 1));
  const auto at = times_us.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(times_us.begin(), at, times_us.end());
  return static_cast<double>(*at) / 1000;
}

}  // namespace acumage::bench
