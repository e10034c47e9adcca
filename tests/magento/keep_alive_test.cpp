#include "exchanges.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <future>
#include <string>
#include <thread>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;
using namespace std::chrono_literals;

TEST_CASE("transport: one connection serves many requests") {
  raw_server server{answer_all};
  const auto way = to(server.url());
  for (int i = 0; i < 20; ++i) CHECK(way->exchange(post("{}"), "x").status == 200);
  CHECK(server.connections() == 1);
}

TEST_CASE("transport: a connection that the server announced to close is not used again") {
  raw_server server{[](int, peer& client) {
    client.read_request();
    client.send(http_answer(200, "[]", "Connection: Close\r\n"));
    client.wait_for_end();
  }};
  const auto way = to(server.url());
  CHECK(way->exchange(post("{}"), "1").status == 200);
  CHECK(way->exchange(post("{}"), "2").status == 200);
  CHECK(server.connections() == 2);
}

TEST_CASE("transport: a kept connection that has died is replaced before anything is sent") {
  std::promise<void> closed;
  std::atomic<int> requests{0};
  {
    raw_server server{[&](int number, peer& client) {
      if (number == 1) closed.set_value();  // the first connection is closed by now
      if (client.read_request().empty()) return;
      ++requests;
      client.send(http_answer(200, "[]"));
    }};
    const auto way = to(server.url());
    CHECK(way->exchange(post("1"), "1").status == 200);
    std::thread other{[&] { to(server.url())->exchange(get(), "in between"); }};
    closed.get_future().wait();
    other.join();
    CHECK(way->exchange(post("2"), "2").status == 200);
  }
  CHECK(requests == 3);
}

TEST_CASE("transport: a write that met the end of its connection is not sent again") {
  std::atomic<int> posts{0};
  raw_server server{[&](int, peer& client) {
    client.read_request();
    ++posts;
    client.send(http_answer(200, "[]"));
    client.read_request();  // taken, perhaps worked on, never answered
    ++posts;
  }};
  const auto way = to(server.url());
  CHECK(way->exchange(post("1"), "1").status == 200);
  const auto reply = way->exchange(post("2"), "2");
  CHECK(reply.how == carried::reset);
  CHECK(reply.status == 0);
  CHECK(reply.detail.find("connection lost before an answer") != std::string::npos);
  CHECK(posts == 2);
  CHECK(server.connections() == 1);
}

TEST_CASE("transport: a look-up that met the end of its kept connection is asked once more") {
  raw_server server{[&](int number, peer& client) {
    client.read_request();
    client.send(http_answer(200, "[]"));
    client.read_request();
    if (number > 0) client.send(http_answer(200, "[]"));
  }};
  const auto way = to(server.url());
  CHECK(way->exchange(get(), "1").status == 200);
  CHECK(way->exchange(get(), "2").status == 200);
  CHECK(server.connections() == 2);
}

TEST_CASE("transport: a look-up on a new connection is not repeated") {
  raw_server server{[](int, peer& client) { client.read_request(); }};
  CHECK(to(server.url())->exchange(get(), "1").how == carried::reset);
  CHECK(server.connections() == 1);
}

TEST_CASE("transport: an answer without a length ends with its connection") {
  raw_server server{[](int, peer& client) {
    client.read_request();
    client.send("HTTP/1.1 200 OK\r\n\r\n[]");
  }};
  const auto way = to(server.url());
  CHECK(way->exchange(post("{}"), "1").body == "[]");
  CHECK(way->exchange(post("{}"), "2").body == "[]");
  CHECK(server.connections() == 2);
}

TEST_CASE("transport: the server's Keep-Alive decides how long a connection is trusted") {
  raw_server server{[](int, peer& client) {
    while (!client.read_request().empty())
      client.send(http_answer(200, "[]", "Keep-Alive: timeout=1\r\n"));
  }};
  const auto way = to(server.url());
  way->exchange(post("{}"), "1");
  way->exchange(post("{}"), "2");
  CHECK(server.connections() == 2);
}
