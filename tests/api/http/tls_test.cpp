#include "api/http/server.hpp"
#include "api/http/socket.hpp"
#include "running_server.hpp"
#include "tls_client.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>
#include <vector>

namespace {

using namespace acumage;
using namespace acumage::api;
using namespace std::chrono_literals;
using tests::certificate;
using tests::certificate_files;
using tests::client;
using tests::get;
using tests::make_authority;
using tests::make_server;
using tests::post;
using tests::running;
using tests::tls_client;

/// A server with a certificate of its own authority.
struct secure {
  certificate authority = make_authority("Ours");
  certificate own = make_server(authority, "DNS:localhost,IP:127.0.0.1");
  certificate_files files;

  server_options options(const certificate* client_authority = nullptr) const {
    server_options how;
    how.tls.certificate = files.chain("own", own);
    how.tls.key = files.key("own", own);
    if (client_authority != nullptr) how.tls.client_ca = files.chain("clients", *client_authority);
    return how;
  }
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("TLS: a connection carries one request after the other, and ends with a farewell") {
  const secure ours;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    CAPTURE(version);
    running web{ours.options()};
    tls_client one{web.port(), ours.authority, {.newest = version}};
    REQUIRE(one.connected());
    for (int i = 0; i < 5; ++i)
      CHECK(one.ask(post("/echo", std::to_string(i))).body == std::to_string(i));
    CHECK(one.ask(get("/word", "Connection: close\r\n")).body == "word");
    CHECK(one.at_end());
    CHECK(one.end() == SSL_ERROR_ZERO_RETURN);
  }
}

TEST_CASE("TLS: versions before 1.2 are refused") {
  const secure ours;
  running web{ours.options()};
  const tls_client old{web.port(), ours.authority, {.newest = TLS1_1_VERSION}};
  CHECK_FALSE(old.connected());
  tls_client other{web.port(), ours.authority};
  CHECK(other.ask(get("/word")).status == 200);
}

TEST_CASE("TLS: requests that came in one record are all answered") {
  const secure ours;
  running web{ours.options()};
  tls_client one{web.port(), ours.authority};
  std::string all;
  for (int i = 0; i < 50; ++i) all += post("/echo", std::to_string(i));
  REQUIRE(all.size() < 16'384);
  REQUIRE(one.send(all));
  for (int i = 0; i < 50; ++i) CHECK(one.read().body == std::to_string(i));
}

TEST_CASE("TLS: large bodies pass both ways, several clients at once") {
  const secure ours;
  running web{ours.options()};
  std::vector<std::thread> clients;
  std::vector<std::string> bodies(3);
  for (std::size_t i = 0; i < bodies.size(); ++i)
    clients.emplace_back([&, i] {
      tls_client one{web.port(), ours.authority};
      const std::string big(9'000'000 + i, static_cast<char>('a' + i));
      // Sent whole before anything is read: both directions fill up.
      if (one.send(post("/echo", big)) && one.read().body == big) bodies[i] = "same";
    });
  for (auto& each : clients) each.join();
  for (const auto& each : bodies) CHECK(each == "same");
}

TEST_CASE("TLS: who is asked for a certificate needs one of the named authority") {
  const secure ours;
  const auto clients = make_authority("Clients");
  const auto stranger = make_authority("Somebody else");
  const auto right = make_server(clients, "DNS:erp");
  const auto wrong = make_server(stranger, "DNS:erp");
  const auto late = make_server(clients, "DNS:erp", tests::validity::over);
  running web{ours.options(&clients)};
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    CAPTURE(version);
    tls_client known{web.port(), ours.authority, {.own = &right, .newest = version}};
    CHECK(known.ask(get("/word")).status == 200);
    for (const auto* own : {static_cast<const certificate*>(nullptr), &wrong, &late}) {
      tls_client refused{web.port(), ours.authority, {.own = own, .newest = version}};
      CHECK(refused.ask(get("/word")).status == 0);
      CHECK(refused.end() == SSL_ERROR_SSL);  // an alert that says why, not a reset
    }
    CHECK(known.ask(get("/word")).status == 200);
  }
}

TEST_CASE("TLS: a handshake that does not go on blocks nobody and ends in time") {
  const secure ours;
  auto how = ours.options();
  how.request_timeout = 300ms;
  running web{std::move(how)};
  client silent{web.port()};
  client partial{web.port()};
  // The beginning of a ClientHello of 512 bytes.
  REQUIRE(partial.send(std::string_view{"\x16\x03\x01\x02\x00\x01", 6}));
  tls_client other{web.port(), ours.authority};
  CHECK(other.ask(get("/word")).status == 200);
  CHECK(silent.at_end());
  CHECK(partial.at_end());
  CHECK(other.ask(get("/word")).status == 200);  // idle for longer than that
}

TEST_CASE("TLS: a handshake that comes byte by byte is served") {
  const secure ours;
  running web{ours.options()};
  // What goes from client to server is carried on in single bytes.
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(::listen(listener, 1) == 0);
  const auto port = local_end(listener).port;
  std::thread relay{[&] {
    const int from = ::accept(listener, nullptr, nullptr);
    client to{web.port()};
    std::array<char, 16'384> bytes{};
    std::array<pollfd, 2> both{{{from, POLLIN, 0}, {to.number(), POLLIN, 0}}};
    while (::poll(both.data(), both.size(), 5000) > 0) {
      if (both[0].revents != 0) {
        const auto got = ::recv(from, bytes.data(), bytes.size(), 0);
        if (got <= 0) break;
        for (ssize_t i = 0; i < got; ++i) to.send({bytes.data() + i, 1});
      }
      if (both[1].revents != 0) {
        const auto got = ::recv(to.number(), bytes.data(), bytes.size(), 0);
        if (got <= 0) break;
        static_cast<void>(::send(from, bytes.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL));
      }
    }
    ::close(from);
  }};
  {
    tls_client one{port, ours.authority};
    CHECK(one.connected());
    CHECK(one.ask(post("/echo", "slow")).body == "slow");
  }
  relay.join();
  ::close(listener);
}

TEST_CASE("TLS: who speaks plain HTTP is told so, and others are served") {
  const secure ours;
  running web{ours.options()};
  client plain{web.port()};
  const auto said = plain.ask(get("/word"));
  CHECK(said.status == 400);
  CHECK(has(said.body, "expected https"));
  CHECK(plain.at_end());
  client noise{web.port()};
  REQUIRE(noise.send(std::string(1000, '\0')));
  CHECK(noise.read().status == 0);
  tls_client other{web.port(), ours.authority};
  CHECK(other.ask(get("/word")).status == 200);
}

TEST_CASE("TLS: clients that vanish in the middle leave the others alone") {
  const secure ours;
  running web{ours.options()};
  for (int i = 0; i < 20; ++i) {
    tls_client gone{web.port(), ours.authority};
    gone.send(post("/echo", std::string(200'000, 'x')));
    gone.reset();
    client half{web.port()};
    half.send(std::string_view{"\x16\x03\x01", 3});
    half.reset();
  }
  tls_client other{web.port(), ours.authority};
  CHECK(other.ask(get("/word")).status == 200);
  CHECK(web.node.stop(2s));
}

TEST_CASE("TLS: deadlines and limits are those of plain HTTP") {
  const secure ours;
  auto how = ours.options();
  how.max_body = 1000;
  how.request_timeout = 300ms;
  running web{std::move(how)};
  tls_client slow{web.port(), ours.authority};
  CHECK(slow.ask("GET /word HTTP/1.1\r\n").status == 408);
  CHECK(slow.at_end());
  CHECK(slow.end() == SSL_ERROR_ZERO_RETURN);
  tls_client large{web.port(), ours.authority};
  CHECK(large.send(post("/echo", std::string(12'000'000, 'x'))));
  CHECK(large.read().status == 413);
}

TEST_CASE("TLS: certificates that cannot be used are named with what is wrong") {
  const secure ours;
  const auto good = ours.options().tls;
  const auto other = make_server(ours.authority, "DNS:other");
  const auto words = [](tls_files files) {
    const auto loaded = tls_context::load(files);
    return loaded.ok() ? std::string{} : loaded.problem().at + "|" + loaded.problem().message;
  };
  CHECK(words(good).empty());
  const auto nowhere = std::string{"/no/such.pem"};
  CHECK(words({nowhere, good.key}) ==
        "tls_certificate|tls_certificate = /no/such.pem: cannot be read: not found; "
        "expected a file in PEM form");
  CHECK(has(words({good.certificate, nowhere}), "tls_key|tls_key = /no/such.pem: cannot be read"));
  CHECK(has(words({good.certificate, ""}), "tls_key|tls_key: not set"));
  CHECK(has(words({good.key, good.key}), "tls_certificate|"));
  CHECK(has(words({good.key, good.key}), "holds no certificate"));
  CHECK(has(words({good.certificate, good.certificate}), "holds no private key"));
  const auto foreign = ours.files.key("foreign", other);
  CHECK(has(words({good.certificate, foreign}),
            "tls_key = " + foreign + ": does not belong to tls_certificate = " + good.certificate));
  const auto empty = ours.files.written("empty", "");
  CHECK(has(words({empty, good.key}), "it is empty"));
  const auto locked = ours.files.written(
      "locked",
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGj\n-----END ENCRYPTED PRIVATE KEY-----\n");
  CHECK(has(words({good.certificate, locked}), "tls_key|"));
  CHECK(has(words({good.certificate, good.key, nowhere}), "client_ca|client_ca = /no/such.pem"));
  CHECK(has(words({good.certificate, good.key, good.key}), "client_ca|"));
  server broken{{.tls = {good.certificate, foreign}}, tests::echo_routes()};
  CHECK(broken.start().problem().code == errc::invalid);
  CHECK(broken.port() == 0);
}
