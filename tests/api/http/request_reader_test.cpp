#include "api/http/request_reader.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace acumage::api;
using stage = request_reader::stage;

struct outcome {
  stage at = stage::head;
  int status = 0;
  std::string body;
  std::string rest;
  request_head head;
  body_framing framing;
};

/// Reads one request, in pieces of `step` bytes.
outcome read(std::string_view bytes, std::size_t step = 1 << 20, std::size_t max_body = 1000) {
  request_reader reader{max_body};
  while (reader.at() != stage::done && reader.at() != stage::refused) {
    if (reader.at() == stage::judgement) {
      reader.accept_body();
      continue;
    }
    if (bytes.empty()) break;
    bytes.remove_prefix(reader.feed(bytes.substr(0, step)));
  }
  outcome seen;
  seen.at = reader.at();
  if (seen.at == stage::refused) seen.status = reader.refusal().status;
  seen.head = reader.head();
  seen.framing = reader.framing();
  seen.body = reader.take_body();
  seen.rest = bytes;
  return seen;
}

std::string with(std::string_view headers, std::string_view rest = {}) {
  return "POST /push HTTP/1.1\r\nHost: h\r\n" + std::string{headers} + "\r\n" + std::string{rest};
}

}  // namespace

TEST_CASE("request reader: a request is the same whether it comes whole or byte by byte") {
  const std::string plain = with("Content-Length: 5\r\n", "hello") + "GET /next";
  const std::string chunked =
      with("Transfer-Encoding: chunked\r\n", "3;x=1\r\nhel\r\n2\r\nlo\r\n0\r\nA: b\r\n\r\n") +
      "GET /next";
  for (const auto& text : {plain, chunked})
    for (const std::size_t step : {1, 2, 3, 7, 1000}) {
      CAPTURE(step);
      const auto seen = read(text, step);
      CHECK(seen.at == stage::done);
      CHECK(seen.body == "hello");
      CHECK(seen.rest == "GET /next");
      CHECK(seen.head.method == "POST");
      CHECK(seen.head.target == "/push");
    }
}

TEST_CASE("request reader: without a length there is no body") {
  const auto seen = read(with("") + "GET");
  CHECK(seen.at == stage::done);
  CHECK(seen.body.empty());
  CHECK(seen.rest == "GET");
}

TEST_CASE("request reader: every shape that two servers could read differently is refused") {
  struct row {
    std::string text;
    int status;
  };
  const std::string host = "Host: h\r\n";
  const std::vector<row> table{
      {with("Content-Length: 2x\r\n"), 400},
      {with("Content-Length: +2\r\n"), 400},
      {with("Content-Length: -2\r\n"), 400},
      {with("Content-Length: 0x2\r\n"), 400},
      {with("Content-Length:\r\n"), 400},
      {with("Content-Length: 2, 2\r\n"), 400},
      {with("Content-Length: 2\r\nContent-Length: 2\r\n"), 400},
      {with("Content-Length: 2\r\ncontent-length: 3\r\n"), 400},
      {with("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"), 400},
      {with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
      {with("Transfer-Encoding: gzip, chunked\r\n"), 501},
      {with("Transfer-Encoding: identity\r\n"), 501},
      {with("Transfer-Encoding: \x0b"
            "chunked\r\n"),
       400},
      {with("Content-Length : 2\r\n"), 400},
      {with(" Content-Length: 2\r\n"), 400},
      {with("X: a\r\n folded\r\n"), 400},
      {with("no colon\r\n"), 400},
      {with(": empty\r\n"), 400},
      {with("X: a\x01z\r\n"), 400},
      {with(std::string{"X: a\0z\r\n", 8}), 400},
      {with("X: a\rz\r\n"), 400},
      {with("X: a\n"), 400},
      {with("Host: other\r\n"), 400},
      {"POST /push HTTP/1.1\r\n\r\n", 400},
      {"POST /push HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
      {"POST /push HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
      {"POST /push HTTP/1.1\n", 400},
      {"POST /push\r\n", 400},
      {"POST\r\n", 400},
      {"POST /pu sh HTTP/1.1\r\n", 400},
      {"POST  /push HTTP/1.1\r\n", 400},
      {"POST push HTTP/1.1\r\n", 400},
      {"POST * HTTP/1.1\r\n", 400},
      {"POST /push#x HTTP/1.1\r\n", 400},
      {"POST /p\x80 HTTP/1.1\r\n", 400},
      {"PO(ST /push HTTP/1.1\r\n", 400},
      {"BREW /push HTTP/1.1\r\n", 501},
      {"post /push HTTP/1.1\r\n", 501},
      {"POST /push HTTP/2.0\r\n", 505},
      {"POST /push HTTP/1.x\r\n", 505},
      {"POST /push http/1.1\r\n", 400},
      {"POST /push HTTP/1.1 \r\n", 400},
      {"POST /push HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n", 400},
      {with("Content-Length: 1001\r\n"), 413},
      {with("Content-Length: 99999999999999999999999999\r\n"), 413},
      {with("Content-Encoding: gzip\r\n"), 415},
      {with("Content-Encoding: identity\r\nContent-Encoding: gzip\r\n"), 415},
      {with("Expect: the unexpected\r\n"), 417},
  };
  for (const auto& each : table)
    for (const std::size_t step : {1, 1000}) {
      CAPTURE(each.text);
      CAPTURE(step);
      const auto seen = read(each.text, step);
      CHECK(seen.at == stage::refused);
      CHECK(seen.status == each.status);
    }
}

TEST_CASE("request reader: malformed chunks are refused") {
  const std::vector<std::pair<std::string, int>> table{
      {"x\r\n", 400},
      {"\r\n", 400},
      {"-1\r\n", 400},
      {"0x1\r\n", 400},
      {"3 4\r\nabc\r\n", 400},
      {"3\nabc\r\n", 400},
      {"3\r\nabcd\r\n", 400},
      {"3\r\nabc\n", 400},
      {"3\r\nab\r\n0\r\n", 400},
      {"3e9\r\n", 413},
      {"fffffffffffffffff\r\n", 413},
      {"3;a\x01\r\n", 400},
      {"0\r\nno colon\r\n", 400},
      {"0\r\n\n", 400},
      {"3;" + std::string(1100, 'x'), 400},
  };
  for (const auto& [body, status] : table)
    for (const std::size_t step : {1, 1000}) {
      CAPTURE(body);
      CAPTURE(step);
      const auto seen = read(with("Transfer-Encoding: chunked\r\n", body), step);
      CHECK(seen.at == stage::refused);
      CHECK(seen.status == status);
    }
}

TEST_CASE("request reader: chunks together may not pass the limit of a body") {
  std::string body;
  for (int i = 0; i < 11; ++i) body += "64\r\n" + std::string(100, 'x') + "\r\n";
  const auto seen = read(with("Transfer-Encoding: chunked\r\n", body));
  CHECK(seen.status == 413);
  std::string fits;
  for (int i = 0; i < 10; ++i) fits += "64\r\n" + std::string(100, 'x') + "\r\n";
  CHECK(read(with("Transfer-Encoding: chunked\r\n", fits + "0\r\n\r\n")).body.size() == 1000);
}

TEST_CASE("request reader: the head is bounded in lines and bytes") {
  const auto lines = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "X: y\r\n";
    return text;
  };
  CHECK(read(with(lines(99))).at == stage::done);
  CHECK(read(with(lines(100))).status == 431);
  CHECK(read("GET /" + std::string(8 * 1024, 'a')).status == 414);
  CHECK(read("GET /" + std::string(8000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n").at == stage::done);
  CHECK(read(with("X: " + std::string(9000, 'a'))).status == 431);
  const auto big = "X: " + std::string(6000, 'a') + "\r\n";
  CHECK(read(with(big + big)).at == stage::done);
  CHECK(read(with(big + big + big)).status == 431);
}

TEST_CASE("request reader: blank lines before a request are ignored") {
  CHECK(read("\r\n\r\n" + with("")).at == stage::done);
}

TEST_CASE("request reader: a target in absolute form is served, its authority standing for Host") {
  const auto seen = read("GET http://shop:81/push?a=1 HTTP/1.1\r\nHost: other\r\n\r\n");
  CHECK(seen.at == stage::done);
  CHECK(seen.head.target == "/push?a=1");
  CHECK(seen.head.path() == "/push");
  CHECK(*seen.head.find("host") == "shop:81");
}

TEST_CASE("request reader: version and Connection say whether the connection stays") {
  const auto keeps = [](std::string_view version, std::string_view headers) {
    const auto seen = read("GET / HTTP/" + std::string{version} + "\r\nHost: h\r\n" +
                           std::string{headers} + "\r\n");
    CHECK(seen.at == stage::done);
    return seen.framing.keeps_connection;
  };
  CHECK(keeps("1.1", ""));
  CHECK_FALSE(keeps("1.1", "Connection: close\r\n"));
  CHECK_FALSE(keeps("1.1", "Connection: x, Close\r\n"));
  CHECK_FALSE(keeps("1.1", "Connection: keep-alive\r\nConnection: close\r\n"));
  CHECK_FALSE(keeps("1.0", ""));
  CHECK(keeps("1.0", "Connection: Keep-Alive\r\n"));
}

TEST_CASE("request reader: Content-Encoding identity is taken") {
  CHECK(read(with("Content-Encoding: Identity\r\n")).at == stage::done);
}
