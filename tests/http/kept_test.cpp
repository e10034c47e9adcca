#include "http/client.hpp"
#include "tests/support/raw_server.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <future>
#include <thread>

using namespace acumage::http;
using namespace acumage::tests;
using namespace std::chrono_literals;

TEST_CASE("kept connection: libcurl's own repetition of a request is stopped, of whatever method") {
  for (const std::string method : {"POST", "GET", "PUT", "DELETE"}) {
    CAPTURE(method);
    std::atomic<int> seen{0};
    {
      raw_server server{[&](int, peer& other) {
        while (!other.read_request().empty()) {
          if (++seen == 2) return other.reset();
          other.send(http_answer(200, "[]"));
        }
      }};
      client way{{}};
      const request what{method, server.url() + "/", {}, method == "GET" ? "" : "{}"};
      CHECK_FALSE(way.exchange(what).reused);
      const auto lost = way.exchange(what);
      CHECK(lost.how == carried::reset);
      CHECK(lost.reused);
      CHECK(lost.sent > 0);
      CHECK_FALSE(lost.answer_began);
      CHECK(lost.words.find("connection lost before an answer") == 0);
      CHECK(server.connections() == 1);
      CHECK(way.exchange(what).status == 200);
    }
    CHECK(seen == 3);
  }
}

TEST_CASE("kept connection: a request larger than one write is not sent again either") {
  std::atomic<int> bodies{0};
  {
    raw_server server{[&](int, peer& other) {
      other.read_request();
      other.send(http_answer(200, "[]"));
      if (!other.read_once().empty()) ++bodies;
      other.reset();
    }};
    client way{{}};
    request what{"POST", server.url() + "/", {}, "{}"};
    CHECK(way.exchange(what).status == 200);
    what.body.assign(8'000'000, 'x');
    const auto lost = way.exchange(what);
    CHECK(lost.how == carried::reset);
    CHECK(lost.sent > 0);
    CHECK(server.connections() == 1);
  }
  CHECK(bodies == 1);
}

TEST_CASE("kept connection: what the server said unasked ends it before anything is sent") {
  std::promise<void> said;
  raw_server server{[&](int number, peer& other) {
    other.read_request();
    other.send(http_answer(200, "[]"));
    if (number > 0) return;
    other.send(http_answer(408, ""));
    said.set_value();
    other.wait_for_end();
  }};
  client way{{}};
  const request what{"POST", server.url() + "/", {}, "{}"};
  CHECK(way.exchange(what).status == 200);
  said.get_future().wait();
  const auto reply = way.exchange(what);
  CHECK(reply.status == 200);
  CHECK_FALSE(reply.reused);
  CHECK(server.connections() == 2);
}

// The one distinction that libcurl does not keep (decision 0014): less than a line of an answer counts as none.
TEST_CASE("kept connection: a part of the status line is not seen as the beginning of an answer") {
  raw_server server{[&](int, peer& other) {
    other.read_request();
    other.send(http_answer(200, "[]"));
    other.read_request();
    other.send("HTTP/1.");
  }};
  client way{{}};
  const request what{.url = server.url() + "/"};
  CHECK(way.exchange(what).status == 200);
  const auto reply = way.exchange(what);
  CHECK(reply.how == carried::reset);
  CHECK_FALSE(reply.answer_began);
  CHECK(server.connections() == 1);
}
