#include "exchanges.hpp"

#include <doctest/doctest.h>
#include <zlib.h>
#include <string>
#include <thread>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

std::string gzipped(const std::string& text) {
  std::string out(text.size() + 256, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

TEST_CASE("transport: a reset before and in the middle of the answer is a reset") {
  raw_server before{[](int, peer& client) {
    client.read_request();
    client.reset();
  }};
  CHECK(to(before.url())->exchange(post("{}"), "1").how == carried::reset);
  raw_server middle{[](int, peer& client) {
    client.read_request();
    client.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{\"message\"");
  }};
  const auto reply = to(middle.url())->exchange(post("{}"), "1");
  CHECK(reply.how == carried::reset);
  CHECK(reply.body.empty());
  CHECK(reply.detail.find("in the middle of the answer") != std::string::npos);
}

TEST_CASE(
    "transport: an answer that does not come, or trickles, ends at the deadline [setting "
    "connection.read_timeout]") {
  raw_server silent{[](int, peer& client) { client.wait_for_end(); }};
  const auto none = to(silent.url(), 60ms)->exchange(post("{}"), "1");
  CHECK(none.how == carried::read_timeout);
  CHECK(none.detail.find("no answer in time") != std::string::npos);
  CHECK(none.taken >= 60ms);
  raw_server trickling{[](int, peer& client) {
    client.read_request();
    client.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    while (client.send("x")) std::this_thread::sleep_for(1ms);
  }};
  const auto slow = to(trickling.url(), 60ms)->exchange(post("{}"), "1");
  CHECK(slow.how == carried::read_timeout);
  CHECK(slow.detail.find("not complete in time") != std::string::npos);
}

TEST_CASE("transport: chunks and gzip are undone") {
  raw_server server{[](int, peer& client) {
    client.read_request();
    client.send(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
        "chunked\r\n\r\n1\r\n[\r\n3\r\n1,2\r\n1\r\n]\r\n0\r\n\r\n");
    client.read_request();
    client.send(http_answer(200, gzipped("[\"gzip\"]"), "Content-Encoding: gzip\r\n"));
  }};
  const auto way = to(server.url());
  CHECK(way->exchange(post("{}"), "1").body == "[1,2]");
  CHECK(way->exchange(post("{}"), "2").body == "[\"gzip\"]");
  CHECK(server.connections() == 1);
}

TEST_CASE("transport: chunks that end too early are no answer") {
  raw_server server{[](int, peer& client) {
    client.read_request();
    client.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n");
  }};
  CHECK(to(server.url())->exchange(post("{}"), "1").how == carried::reset);
}

TEST_CASE("transport: a refusal that comes before the request was read is heard") {
  raw_server server{[](int, peer& client) {
    client.read_once();
    client.send(http_answer(413, "<html><title>413 Request Entity Too Large</title></html>",
                            "Connection: close\r\n"));
    client.wait_for_end();
  }};
  const auto reply = to(server.url())->exchange(post(std::string(4'000'000, 'x')), "1");
  CHECK(reply.how == carried::answered);
  CHECK(reply.status == 413);
}

TEST_CASE("transport: a refusal is heard although the connection broke while sending") {
  raw_server server{[](int, peer& client) {
    client.read_once();
    client.send(
        http_answer(413, "", "Connection: close\r\n"));  // and closes with most of it unread
  }};
  const auto way = to(server.url());
  const auto what = post(std::string(4'000'000, 'x'));
  // One in a hundred is a reset, and sent again (decision 0014).
  auto reply = way->exchange(what, "1");
  for (int i = 0; i < 10 && reply.how == carried::reset; ++i) reply = way->exchange(what, "2");
  CHECK(reply.how == carried::answered);
  CHECK(reply.status == 413);
}

TEST_CASE("transport: an answer above 32 MB is not kept, packed or not") {
  const std::string piece(1U << 20U, 'x');
  raw_server plain{[&](int, peer& client) {
    client.read_request();
    client.send("HTTP/1.1 200 OK\r\nContent-Length: 41943040\r\n\r\n");
    for (int i = 0; i < 40 && client.send(piece); ++i) {
    }
  }};
  const auto reply = to(plain.url())->exchange(get(), "1");
  CHECK(reply.how == carried::reset);
  CHECK(reply.body.empty());
  CHECK(reply.detail.find("larger than 32 MB") != std::string::npos);
  const auto packed = gzipped(std::string(40U << 20U, 'x'));
  raw_server bomb{[&](int, peer& client) {
    client.read_request();
    client.send(http_answer(200, packed, "Content-Encoding: gzip\r\n"));
  }};
  CHECK(to(bomb.url())->exchange(get(), "1").detail.find("larger than 32 MB") != std::string::npos);
}

TEST_CASE("transport: what does not speak HTTP is told apart") {
  raw_server ssh{[](int, peer& client) {
    client.send("SSH-2.0-OpenSSH_9.2\r\n");
    client.wait_for_end();
  }};
  const auto reply = to(ssh.url())->exchange(get(), "1");
  CHECK(reply.how == carried::reset);
  CHECK(reply.detail.find("does not speak HTTP") != std::string::npos);
  raw_server endless{[](int, peer& client) {
    client.read_request();
    client.send("HTTP/1.1 200 " + std::string(200'000, 'x'));
    client.wait_for_end();
  }};
  CHECK(to(endless.url())->exchange(get(), "1").detail.find("status line") != std::string::npos);
}

TEST_CASE("transport: an answer whose headers do not end is given up") {
  raw_server flooding{[](int, peer& client) {
    client.read_request();
    std::string lines;
    for (int i = 0; i < 1000; ++i) lines += "X: y\r\n";
    client.send("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 1000 && client.send(lines); ++i) continue;
    client.send("Content-Length: 2\r\n\r\n[]");
  }};
  const auto reply = to(flooding.url())->exchange(post("{}"), "1");
  CHECK(reply.how == carried::reset);
  CHECK(reply.detail.find("the headers do not end") != std::string::npos);
}

TEST_CASE("transport: three digits below 100 are no status") {
  raw_server odd{[](int, peer& client) {
    client.read_request();
    client.send("HTTP/1.1 000 OK\r\nContent-Length: 2\r\n\r\n[]");
  }};
  const auto reply = to(odd.url())->exchange(post("{}"), "1");
  CHECK(reply.how == carried::reset);
  CHECK(reply.detail.find("the answer is not valid HTTP") != std::string::npos);
}
