#include "api/http/server.hpp"

#include "running_server.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace {

using namespace acumage;
using namespace acumage::api;
using tests::client;
using tests::echo_routes;
using tests::get;
using tests::post;
using tests::running;

}  // namespace

TEST_CASE("server: a connection carries one request after the other") {
  running web{{}};
  client one{web.port()};
  for (int i = 0; i < 5; ++i) {
    const auto said = one.ask(post("/echo", "body " + std::to_string(i)));
    CHECK(said.status == 200);
    CHECK(said.body == "body " + std::to_string(i));
    CHECK(said.says("Connection: keep-alive"));
  }
}

TEST_CASE("server: requests sent ahead are answered one after the other, in order") {
  running web{{.workers = 8}};
  client one{web.port()};
  std::string all;
  for (int i = 0; i < 50; ++i) all += post("/echo", std::to_string(i));
  REQUIRE(one.send(all));
  for (int i = 0; i < 50; ++i) CHECK(one.read().body == std::to_string(i));
}

TEST_CASE("server: a request that comes byte by byte is served") {
  running web{{}};
  client one{web.port()};
  for (const char each : post("/echo", "slow")) REQUIRE(one.send({&each, 1}));
  CHECK(one.read().body == "slow");
}

TEST_CASE("server: chunks are put together") {
  running web{{}};
  client one{web.port()};
  const auto said = one.ask(
      "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n4;x\r\ndefg\r\n0\r\n\r\n");
  CHECK(said.body == "abcdefg");
  CHECK(one.ask(get("/word")).body == "word");
}

TEST_CASE("server: a large body arrives whole") {
  running web{{}};
  client one{web.port()};
  const std::string big(9'000'000, 'x');
  std::thread sender{[&] { one.send(post("/echo", big)); }};
  const auto said = one.read();
  sender.join();
  CHECK(said.body == big);
}

TEST_CASE("server: Connection: close and HTTP/1.0 end the connection after the reply") {
  running web{{}};
  client closing{web.port()};
  const auto first = closing.ask(get("/word", "Connection: close\r\n"));
  CHECK(first.status == 200);
  CHECK(first.says("Connection: close"));
  CHECK(closing.at_end());
  client old{web.port()};
  CHECK(old.ask("GET /word HTTP/1.0\r\n\r\n").body == "word");
  CHECK(old.at_end());
  client kept{web.port()};
  const auto said = kept.ask("GET /word HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(said.says("Connection: keep-alive"));
  CHECK(kept.ask(get("/word")).body == "word");
}

TEST_CASE("server: a client that has sent all and closed its side still gets its reply") {
  running web{{}};
  client one{web.port()};
  one.send(post("/echo", "last words"));
  one.finish_sending();
  CHECK(one.read().body == "last words");
  CHECK(one.at_end());
}

TEST_CASE("server: Expect: 100-continue is answered before the body") {
  running web{{}};
  client one{web.port()};
  one.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(one.read(true).status == 100);
  CHECK(one.ask("ok").body == "ok");
}

TEST_CASE(
    "server: a body above the limit is refused without being read [setting intake.max_body]") {
  running web{{.max_body = 1000}};
  for (const auto* expect : {"", "Expect: 100-continue\r\n"}) {
    client one{web.port()};
    one.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000000\r\n" +
             std::string{expect} + "\r\n");
    const auto said = one.read();
    CHECK(said.status == 413);
    CHECK(said.says("Connection: close"));
    CHECK(said.body.find(R"({"error":{"code":"too_large")") == 0);
    CHECK(one.at_end());
  }
}

TEST_CASE("server: a refused client may send to its end before it reads why") {
  running web{{.max_body = 1000}};
  client one{web.port()};
  CHECK(one.send(post("/echo", std::string(12'000'000, 'x'))));  // more than the kernel keeps
  CHECK(one.read().status == 413);
}

TEST_CASE("server: malformed requests are refused and the connection ends") {
  running web{{}};
  for (const auto& [text, status] : std::vector<std::pair<std::string, int>>{
           {"hello\r\n", 400},
           {"\x16\x03\x01\x02\n", 400},  // a TLS client
           {"GET /word HTTP/1.1\r\n\r\n", 400},
           {"GET /" + std::string(9000, 'a'), 414},
           {get("/word", std::string(20'000, 'a')), 431},
           {get("/word", "Content-Encoding: gzip\r\n"), 415},
           {get("/word", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400}}) {
    CAPTURE(text.substr(0, 60));
    client one{web.port()};
    const auto said = one.ask(text);
    CHECK(said.status == status);
    CHECK(said.says("X-Content-Type-Options: nosniff"));
    CHECK(said.body.find(R"({"error":{"code":")") == 0);
    CHECK(one.at_end());
  }
}

TEST_CASE("server: who may not ask is refused before the body comes") {
  std::atomic<int> handled{0};
  router routes;
  routes.post("/push", [&](const request&) {
    ++handled;
    return json_reply(200, "{}");
  });
  running web{{.admit = [](const request_head& head) -> std::optional<reply> {
                if (head.find("X-Key") != nullptr) return std::nullopt;
                return error_reply(401, "unauthorized", "request: not authorized");
              }},
              std::move(routes)};
  client stranger{web.port()};
  const auto said = stranger.ask(
      "POST /push HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");
  CHECK(said.status == 401);
  CHECK(stranger.at_end());
  client friendly{web.port()};
  CHECK(friendly.ask(post("/push", "{}", "X-Key: k\r\n")).status == 200);
  CHECK(handled == 1);
}

TEST_CASE("server: the guard is told where the connection arrived") {
  std::string address;
  std::uint16_t port = 0;
  running web{{.admit = [&](const request_head& head) -> std::optional<reply> {
    address = head.local_address;
    port = head.local_port;
    return std::nullopt;
  }}};
  client one{web.port()};
  CHECK(one.ask(get("/word")).status == 200);
  CHECK(address == "127.0.0.1");
  CHECK(port == web.port());
}

TEST_CASE("server: what cannot be listened at is told") {
  running web{{}};
  CHECK(web.node.start().problem().code == errc::conflict);
  server same{{.port = web.port()}, echo_routes()};
  CHECK(same.start().problem().code == errc::unavailable);
  server nowhere{{.address = "not an address"}, echo_routes()};
  CHECK(nowhere.start().problem().code == errc::invalid);
  server foreign{{.address = "192.0.2.1"}, echo_routes()};
  CHECK(foreign.start().problem().code == errc::unavailable);
}

TEST_CASE("server: the time from the last byte to the answer is reported once per request") {
  std::atomic<int> reported{0};
  running web{{.on_answer = [&](std::chrono::microseconds taken) {
    if (taken.count() >= 0) ++reported;
  }}};
  client one{web.port()};
  for (int i = 0; i < 3; ++i) one.ask(get("/word"));
  CHECK(reported == 3);
}
