#include "api/http/poller.hpp"

#include "client.hpp"

#include <doctest/doctest.h>

#include <thread>

namespace {

using namespace acumage;
using namespace acumage::api;
using namespace std::chrono_literals;
using tests::client;
using tests::post;

/// A poller without workers: each request is answered at once with the length of its body.
struct counting_front {
  explicit counting_front(poller_options how) {
    auto listener = listen_at({"127.0.0.1", 0});
    REQUIRE(listener.ok());
    port = local_end(listener->number()).port;
    front.emplace(std::move(how), std::move(*listener), [this](ready_request asked) {
      reply said = json_reply(200, std::to_string(asked.body.size()));
      front->finish(asked.connection,
                    "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(said.body.size()) +
                        "\r\n\r\n" + said.body);
    });
    thread = std::thread{[this] { front->run(); }};
  }
  ~counting_front() {
    front->stop(poller::clock::now(), poller::clock::now(), farewell::at_once);
    thread.join();
  }

  std::uint16_t port = 0;
  std::optional<poller> front;
  std::thread thread;
};

constexpr std::size_t megabyte = 1024 * 1024;

std::string head(std::size_t length) {
  return "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

}  // namespace

TEST_CASE("poller: above the budget for bodies it stops reading, and loses nothing") {
  counting_front web{{.max_body = 32 * megabyte,
                      .max_buffered = megabyte,
                      .max_connections = 16,
                      .request_timeout = 60s,
                      .idle_timeout = 60s,
                      .reply_timeout = 60s}};
  client small{web.port};
  client first{web.port};  // fills the budget, then stalls
  const std::string part(2 * megabyte, 'x');
  REQUIRE(first.send(head(3 * megabyte) + part));
  CHECK(small.ask(post("/", "abc")).body == "3");
  client second{web.port};
  const std::string body(32 * megabyte, 'y');
  REQUIRE(second.send(head(body.size())));
  // However long it tries, no more gets through than the kernel keeps and a connection may have.
  std::size_t sent = 0;
  for (int round = 0; round < 300; ++round) {
    sent += second.send_some(std::string_view{body}.substr(sent));
    REQUIRE(small.ask(post("/", "abc")).body == "3");
  }
  CHECK(sent < body.size());
  std::thread rest{[&] { second.send(std::string_view{body}.substr(sent)); }};
  CHECK(first.ask(std::string_view{part}.substr(megabyte)).body == std::to_string(3 * megabyte));
  CHECK(second.read().body == std::to_string(32 * megabyte));
  rest.join();
}

TEST_CASE("poller: many large bodies at once share the budget and all arrive") {
  counting_front web{{.max_body = 4 * megabyte,
                      .max_buffered = megabyte,
                      .max_connections = 16,
                      .request_timeout = 60s,
                      .idle_timeout = 60s,
                      .reply_timeout = 60s}};
  std::vector<std::thread> senders;
  std::array<std::string, 8> said;
  for (auto& mine : said)
    senders.emplace_back([&web, &mine] {
      client one{web.port};
      for (int i = 0; i < 3; ++i)
        mine += one.ask(post("/", std::string(4 * megabyte, 'z'))).body + ' ';
    });
  for (auto& each : senders) each.join();
  for (const auto& mine : said) CHECK(mine == "4194304 4194304 4194304 ");
}

TEST_CASE("poller: a stalled body that holds the budget is given up, and the next one goes on") {
  counting_front web{{.max_body = 8 * megabyte,
                      .max_buffered = megabyte,
                      .max_connections = 16,
                      .request_timeout = 300ms,
                      .idle_timeout = 60s,
                      .reply_timeout = 60s}};
  client stalled{web.port};
  REQUIRE(stalled.send(head(3 * megabyte) + std::string(2 * megabyte, 'x')));
  client waiting{web.port};
  std::thread sender{[&] { waiting.send(post("/", std::string(8 * megabyte, 'y'))); }};
  CHECK(stalled.read().status == 408);
  CHECK(waiting.read().body == std::to_string(8 * megabyte));
  sender.join();
}
