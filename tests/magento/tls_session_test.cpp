#include "exchanges.hpp"
#include "support/certificates.hpp"
#include "support/temp_dir.hpp"

#include <doctest/doctest.h>
#include <httplib.h>
#include <fstream>
#include <future>
#include <string>
#include <thread>

using namespace acumage;
using namespace acumage::magento;
using namespace std::chrono_literals;
using acumage::tests::certificate;
using acumage::tests::make_authority;
using acumage::tests::make_server;
using acumage::tests::post;
using acumage::tests::validity;

namespace {

/// An HTTPS server for as long as the test lasts.
class secure_server {
 public:
  explicit secure_server(const certificate& own) : server_{own.x509.get(), own.key.get()} {
    server_.set_tcp_nodelay(true);
    server_.Post(".*", [this](const httplib::Request& asked, httplib::Response& reply) {
      if (asked.body == "wait") {
        arrived.set_value();
        released.get_future().wait();
      }
      reply.set_content("[\"" + std::to_string(asked.remote_port) + "\"]", "application/json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread{[this] { server_.listen_after_bind(); }};
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~secure_server() {
    server_.stop();
    thread_.join();
  }

  std::string url(const std::string& host) const {
    return "https://" + host + ":" + std::to_string(port_);
  }

  std::promise<void> arrived;
  std::promise<void> released;

 private:
  httplib::SSLServer server_;
  int port_ = 0;
  std::thread thread_;
};

struct trust {
  tests::temp_dir folder;
  certificate authority = make_authority("Acumage test authority");

  std::string file(const certificate& of) const {
    std::ofstream{folder / "ca.pem"} << of.pem();
    return (folder / "ca.pem").string();
  }
  store_address address(const std::string& url) const {
    store_address where;
    where.url = url;
    where.ca_file = file(authority);
    return where;
  }
};

}  // namespace

TEST_CASE(
    "TLS: a certificate of the named authority is accepted, and the connection kept [setting "
    "connection.ca_file]") {
  const trust ours;
  const secure_server server{make_server(ours.authority, "DNS:localhost,IP:127.0.0.1")};
  for (const auto* host : {"127.0.0.1", "localhost"}) {
    const auto way = connect(ours.address(server.url(host)), nullptr);
    const auto first = way->exchange(post("{}"), "1");
    CHECK(first.how == carried::answered);
    CHECK(first.detail.empty());
    const auto second = way->exchange(post(std::string(300'000, 'x')), "2");
    CHECK(second.status == 200);
    CHECK(first.body == second.body);  // the same port of ours: the same connection
  }
}

TEST_CASE("TLS: a certificate for another name is refused, and the words say which is expected") {
  const trust ours;
  const secure_server server{make_server(ours.authority, "DNS:shop.example.com,IP:10.0.0.1")};
  const auto by_name =
      connect(ours.address(server.url("localhost")), nullptr)->exchange(post("{}"), "1");
  CHECK(by_name.how == carried::tls_failed);
  CHECK(by_name.detail.find("certificate not accepted") != std::string::npos);
  CHECK(by_name.detail.find("'localhost'") != std::string::npos);
  const auto by_address =
      connect(ours.address(server.url("127.0.0.1")), nullptr)->exchange(post("{}"), "1");
  CHECK(by_address.how == carried::tls_failed);
  CHECK(by_address.detail.find("certificate not accepted") != std::string::npos);
  CHECK(by_address.detail.find("'127.0.0.1'") != std::string::npos);
}

TEST_CASE(
    "TLS: an unknown authority is refused unless checking is off [setting connection.verify_tls]") {
  const trust ours;
  const auto stranger = make_authority("Somebody else");
  const secure_server server{make_server(stranger, "IP:127.0.0.1")};
  auto where = ours.address(server.url("127.0.0.1"));
  const auto reply = connect(where, nullptr)->exchange(post("{}"), "1");
  CHECK(reply.how == carried::tls_failed);
  CHECK(reply.detail.find("unable to get local issuer certificate") != std::string::npos);
  where.ca_file.clear();
  CHECK(connect(where, nullptr)->exchange(post("{}"), "1").how == carried::tls_failed);
  where.verify_tls = false;
  CHECK(connect(where, nullptr)->exchange(post("{}"), "1").status == 200);
}

TEST_CASE("TLS: an expired certificate is named as such") {
  const trust ours;
  const secure_server server{make_server(ours.authority, "IP:127.0.0.1", validity::over)};
  const auto reply =
      connect(ours.address(server.url("127.0.0.1")), nullptr)->exchange(post("{}"), "1");
  CHECK(reply.how == carried::tls_failed);
  CHECK(reply.detail.find("certificate has expired") != std::string::npos);
}

TEST_CASE("TLS: a file of authorities that cannot be read is named, and nothing is sent") {
  const trust ours;
  const secure_server server{make_server(ours.authority, "IP:127.0.0.1")};
  auto where = ours.address(server.url("127.0.0.1"));
  where.ca_file = (ours.folder / "missing.pem").string();
  const auto reply = connect(where, nullptr)->exchange(post("{}"), "1");
  CHECK(reply.how == carried::tls_failed);
  CHECK(reply.detail.find("missing.pem") != std::string::npos);
}

TEST_CASE("TLS: a server that speaks plain HTTP, and one that hangs up") {
  tests::raw_server plain{[](int, tests::peer& client) {
    client.read_once();
    client.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  }};
  store_address where;
  where.url = "https://127.0.0.1:" + std::to_string(plain.port());
  const auto reply = connect(where, nullptr)->exchange(post("{}"), "1");
  CHECK(reply.how == carried::tls_failed);
  CHECK(reply.detail.find("wrong version number") != std::string::npos);
  tests::raw_server closing{[](int, tests::peer& client) { client.read_once(); }};
  where.url = "https://127.0.0.1:" + std::to_string(closing.port());
  CHECK(connect(where, nullptr)->exchange(post("{}"), "1").detail.find("was closed") !=
        std::string::npos);
}

TEST_CASE(
    "TLS: a handshake that is never answered ends at the connect timeout, or at an interrupt") {
  std::promise<void> hello;
  tests::raw_server silent{[&](int number, tests::peer& client) {
    client.read_once();
    if (number == 1) hello.set_value();
    client.wait_for_end();
  }};
  store_address where;
  where.url = "https://127.0.0.1:" + std::to_string(silent.port());
  where.connect_timeout = 80ms;
  CHECK(connect(where, nullptr)->exchange(post("{}"), "1").how == carried::connect_timeout);
  where.connect_timeout = 600s;
  const auto way = connect(where, nullptr);
  std::thread other{[&] {
    hello.get_future().wait();
    way->interrupt();
  }};
  CHECK(way->exchange(post("{}"), "2").how == carried::reset);
  other.join();
}

TEST_CASE("TLS: an interrupt ends a waiting exchange") {
  const trust ours;
  secure_server server{make_server(ours.authority, "IP:127.0.0.1")};
  const auto way = connect(ours.address(server.url("127.0.0.1")), nullptr);
  std::thread other{[&] {
    server.arrived.get_future().wait();
    way->interrupt();
  }};
  const auto reply = way->exchange(post("wait"), "1");
  other.join();
  server.released.set_value();
  CHECK(reply.how == carried::reset);
  CHECK(way->exchange(post("{}"), "2").status == 200);
}
