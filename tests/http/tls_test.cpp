#include "http/client.hpp"
#include "tests/support/certificates.hpp"
#include "tests/support/raw_server.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>
#include <openssl/ssl.h>
#include <array>
#include <csignal>
#include <fstream>
#include <future>
#include <thread>

using namespace acumage::http;
using namespace acumage::tests;

namespace {

/// The server's end of a TLS connection, byte by byte.
class tls_peer {
 public:
  tls_peer(const certificate& own, peer& other)
      : context_{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free}, session_{nullptr, &SSL_free} {
    SSL_CTX_use_certificate(context_.get(), own.x509.get());
    SSL_CTX_use_PrivateKey(context_.get(), own.key.get());
    session_.reset(SSL_new(context_.get()));
    SSL_set_fd(session_.get(), other.descriptor());
    SSL_accept(session_.get());
  }
  /// Whether something came; small requests come in one piece.
  bool read() {
    std::array<char, 16384> buffer{};
    return SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size())) > 0;
  }
  void send(const std::string& text) {
    SSL_write(session_.get(), text.data(), static_cast<int>(text.size()));
  }
  void say_farewell() { SSL_shutdown(session_.get()); }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> session_;
};

struct trusted {
  explicit trusted(const std::string& name = "Ours") : authority{make_authority(name)} {}

  temp_dir folder;
  certificate authority;
  certificate own = make_server(authority, "IP:127.0.0.1");
  options with() const {
    std::ofstream{folder / "ca.pem"} << authority.pem();
    return {.ca_file = (folder / "ca.pem").string()};
  }
  request post(const raw_server& to) const {
    return {"POST", "https://127.0.0.1:" + std::to_string(to.port()) + "/", {}, "{}"};
  }
};

}  // namespace

TEST_CASE("TLS: a kept connection that ended with a farewell is replaced before anything is sent") {
  const trusted ours;
  std::promise<void> next;
  std::atomic<int> requests{0};
  raw_server server{[&](int number, peer& other) {
    if (number == 1) next.set_value();  // the first is closed by now
    tls_peer talk{ours.own, other};
    if (!talk.read()) return;
    ++requests;
    talk.send(http_answer(200, "[]"));
    talk.say_farewell();
  }};
  client way{ours.with()};
  CHECK(way.exchange(ours.post(server)).status == 200);
  std::thread in_between{[&] { client{ours.with()}.exchange(ours.post(server)); }};
  next.get_future().wait();
  in_between.join();
  const auto reply = way.exchange(ours.post(server));
  CHECK(reply.status == 200);
  CHECK_FALSE(reply.reused);
  CHECK(requests == 3);
}

TEST_CASE("TLS: a write on a kept connection that ends without an answer is not sent again") {
  const trusted ours;
  std::atomic<int> requests{0};
  raw_server server{[&](int, peer& other) {
    tls_peer talk{ours.own, other};
    while (talk.read()) {
      if (++requests == 2) return talk.say_farewell();
      talk.send(http_answer(200, "[]"));
    }
  }};
  client way{ours.with()};
  CHECK(way.exchange(ours.post(server)).status == 200);
  const auto reply = way.exchange(ours.post(server));
  CHECK(reply.how == carried::reset);
  CHECK(reply.reused);
  CHECK(reply.sent > 0);
  CHECK(requests == 2);
  CHECK(server.connections() == 1);
}

TEST_CASE("TLS: an answer without a length that ends without a farewell is a half one") {
  const trusted ours;
  raw_server server{[&](int number, peer& other) {
    tls_peer talk{ours.own, other};
    if (!talk.read()) return;
    talk.send("HTTP/1.1 200 OK\r\n\r\n[]");
    if (number > 0) talk.say_farewell();
  }};
  client way{ours.with()};
  const auto cut = way.exchange(ours.post(server));
  CHECK(cut.how == carried::reset);
  CHECK(cut.words.find("connection lost in the middle of the answer") == 0);
  CHECK(way.exchange(ours.post(server)).body == "[]");
}

TEST_CASE("TLS: a connection that breaks while much is sent raises no signal") {
  const trusted ours;
  std::signal(SIGPIPE, SIG_DFL);
  raw_server server{[&](int, peer& other) {
    tls_peer talk{ours.own, other};
    talk.read();
    other.reset();
  }};
  client way{ours.with()};
  auto what = ours.post(server);
  what.body.assign(8'000'000, 'x');
  const auto reply = way.exchange(what);
  CHECK(reply.how == carried::reset);
  CHECK(reply.sent > 0);
}

TEST_CASE("TLS: the authorities of a named file are trusted, and then no others") {
  const trusted ours;
  const trusted others{"Others"};
  raw_server server{[&](int, peer& other) {
    tls_peer talk{ours.own, other};
    if (talk.read()) talk.send(http_answer(200, "[]"));
  }};
  CHECK(client{ours.with()}.exchange(ours.post(server)).status == 200);
  const auto refused = client{others.with()}.exchange(ours.post(server));
  CHECK(refused.how == carried::tls_failed);
  CHECK(refused.sent == 0);
  CHECK(refused.words.find("certificate not accepted: ") == 0);
  const auto files = ours.with();
  ::setenv("SSL_CERT_FILE", files.ca_file.c_str(), 1);
  CHECK(client{{}}.exchange(ours.post(server)).status == 200);
  ::unsetenv("SSL_CERT_FILE");
  CHECK(client{{}}.exchange(ours.post(server)).how == carried::tls_failed);
}
