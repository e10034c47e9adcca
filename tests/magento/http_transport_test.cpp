#include "exchanges.hpp"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

bool has_line(const std::string& text, const std::string& line) {
  return text.find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("transport: a request carries its headers and body in one piece") {
  std::string seen;
  raw_server server{[&](int, peer& client) {
    seen = client.read_once();
    client.send(http_answer(200, "[]"));
  }};
  const auto way = to(server.url());
  const auto reply = way->exchange(post(R"({"prices":[]})"), "req-7");
  CHECK(reply.how == carried::answered);
  CHECK(reply.status == 200);
  CHECK(reply.body == "[]");
  CHECK(reply.content_type == "application/json");
  CHECK(seen.starts_with("POST /rest/all/V1/products/base-prices HTTP/1.1\r\n"));
  CHECK(seen.ends_with("\r\n\r\n{\"prices\":[]}"));
  CHECK(has_line(seen, "Host: 127.0.0.1:" + std::to_string(server.port())));
  CHECK(has_line(seen, "Authorization: Bearer s3cr3t-token"));
  CHECK(has_line(seen, "Content-Type: application/json"));
  CHECK(has_line(seen, "Content-Length: 13"));
  CHECK(has_line(seen, "Accept: application/json"));
  CHECK(has_line(seen, "Accept-Encoding: gzip"));
  CHECK(has_line(seen, "User-Agent: Acumage"));
  CHECK(has_line(seen, "X-Request-Id: req-7"));
  CHECK(seen.find("Cookie") == std::string::npos);
}

TEST_CASE(
    "transport: base path, store code and bare paths make the target [setting "
    "connection.store_code]") {
  std::vector<std::string> lines;
  raw_server server{[&](int, peer& client) {
    for (auto text = client.read_request(); !text.empty(); text = client.read_request()) {
      lines.push_back(text.substr(0, text.find("\r\n")));
      client.send(http_answer(200, "[]"));
    }
  }};
  store_address where;
  where.url = server.url() + "/sub/folder/";
  where.store_code = "de/b2b";
  {
    const auto way = connect(where, std::make_shared<rate_limit>(0));
    way->exchange(get(), "1");
    auto version = get();
    version.path = "/magento_version";
    version.bare = true;
    way->exchange(version, "2");
    auto search = get();
    search.path = "/V1/orders?searchCriteria%5BpageSize%5D=1";
    way->exchange(search, "3");
  }
  CHECK(lines ==
        std::vector<std::string>{
            "GET /sub/folder/rest/de%2Fb2b/V1/modules HTTP/1.1",
            "GET /sub/folder/magento_version HTTP/1.1",
            "GET /sub/folder/rest/de%2Fb2b/V1/orders?searchCriteria%5BpageSize%5D=1 HTTP/1.1"});
}

TEST_CASE("transport: a redirect is reported, not followed") {
  raw_server server{[](int, peer& client) {
    while (!client.read_request().empty())
      client.send(http_answer(301, "", "Location: http://127.0.0.1:1/elsewhere\r\n"));
  }};
  const auto reply = to(server.url())->exchange(post("{}"), "1");
  CHECK(reply.how == carried::answered);
  CHECK(reply.status == 301);
  CHECK(reply.location == "http://127.0.0.1:1/elsewhere");
  CHECK(server.connections() == 1);
}

TEST_CASE("transport: nothing listens there") {
  int port = 0;
  {
    raw_server gone{answer_all};
    port = gone.port();
  }
  const auto reply = to("http://127.0.0.1:" + std::to_string(port))->exchange(post("{}"), "1");
  CHECK(reply.how == carried::refused);
  CHECK(reply.detail.find("127.0.0.1:" + std::to_string(port)) == 0);
  CHECK(reply.detail.find("refused") != std::string::npos);
}

TEST_CASE(
    "transport: a host without a name, and one that does not take the connection [setting "
    "connection.connect_timeout]") {
  const auto nobody = to("http://no-such-host.invalid")->exchange(post("{}"), "1");
  CHECK(nobody.how == carried::name_failed);
  CHECK(nobody.detail.find("no-such-host.invalid:80: host name not found") == 0);

  // A full accept queue: Linux drops what comes on top.
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  REQUIRE(::bind(listener, raw, size) == 0);
  REQUIRE(::listen(listener, 0) == 0);
  REQUIRE(::getsockname(listener, raw, &size) == 0);
  std::array<int, 4> waiting{};
  for (auto& one : waiting) {
    one = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    ::connect(one, raw, size);
  }
  store_address where;
  where.url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  where.connect_timeout = 100ms;
  CHECK(connect(where, nullptr)->exchange(post("{}"), "1").how == carried::connect_timeout);
  for (const int one : waiting) ::close(one);
  ::close(listener);
}

TEST_CASE("transport: the store is reached through its proxy [setting connection.proxy]") {
  std::string seen;
  raw_server proxy{[&](int, peer& client) {
    seen = client.read_request();
    client.send(http_answer(200, "[]"));
  }};
  store_address where;
  where.url = "http://store.example/sub";
  where.proxy = "http://ada:s3cr3t@127.0.0.1:" + std::to_string(proxy.port());
  CHECK(connect(where, nullptr)->exchange(get(), "1").status == 200);
  CHECK(seen.starts_with("GET http://store.example/sub/rest/all/V1/modules HTTP/1.1\r\n"));
  CHECK(has_line(seen, "Host: store.example"));
  where.url = "https://store.example";
  const auto refused = connect(where, nullptr)->exchange(post("{}"), "1");
  CHECK(seen.starts_with("CONNECT store.example:443 HTTP/1.1\r\n"));
  CHECK(refused.detail.find("s3cr3t") == std::string::npos);
}

TEST_CASE("transport: no secret in what it says about failures") {
  raw_server server{[](int, peer& client) {
    client.read_request();
    client.reset();
  }};
  for (const auto& url : {server.url(), std::string{"http://127.0.0.1:1"}})
    CHECK(to(url)->exchange(post("{}"), "1").detail.find("s3cr3t") == std::string::npos);
}

TEST_CASE("transport: a token with a line end cannot add a header") {
  std::string seen;
  raw_server server{[&](int, peer& client) {
    seen = client.read_request();
    client.send(http_answer(200, "[]"));
  }};
  store_address where;
  where.url = server.url();
  where.bearer_token = "abc\r\nX-Evil: 1\n";
  connect(where, nullptr)->exchange(get(), "a\nb");
  CHECK(has_line(seen, "Authorization: Bearer abcX-Evil: 1"));
  CHECK(has_line(seen, "X-Request-Id: ab"));
}

TEST_CASE("transport: Retry-After is taken over, within its bounds") {
  raw_server server{[](int, peer& client) {
    client.read_request();
    client.send(http_answer(503, "", "Retry-After: 120\r\n"));
    client.read_request();
    client.send(http_answer(503, "", "Retry-After: soon\r\n"));
  }};
  const auto way = to(server.url());
  CHECK(way->exchange(post("{}"), "1").retry_after == 120s);
  CHECK_FALSE(way->exchange(post("{}"), "2").retry_after.has_value());
}
