// What a hostile client may say to the intake.
#include "besieged.hpp"

namespace {

using namespace acumage::tests;
using namespace std::chrono_literals;

}  // namespace

TEST_CASE("attack: thousands of headers are answered 431") {
  besieged node{patient(60s, 60s)};
  std::string lines;
  for (int i = 0; i < 5000; ++i) lines += "X" + std::to_string(i) + ": y\r\n";
  node.check_refused(push_head(lines), 431);
  CHECK(node.port.taken.size() == 1);
}

TEST_CASE("attack: one header of megabytes is answered 431") {
  besieged node{patient(60s, 60s)};
  node.check_refused(push_head("X: " + std::string(2'000'000, 'x') + "\r\n"), 431);
}

TEST_CASE("attack: lengths that are no number are answered 400") {
  besieged node{patient(60s, 60s)};
  for (const auto* length : {"2x", "0x10", "-1", "+2", "2 2", "2,2", " ", "1e3", "\x32\x80"}) {
    CAPTURE(length);
    node.check_refused(push_head("Content-Length: " + std::string{length} + "\r\n") + "{}", 400);
  }
}

TEST_CASE("attack: a length beyond every number is answered 413") {
  besieged node{patient(60s, 60s)};
  node.check_refused(push_head("Content-Length: 184467440737095516160000002\r\n") + "{}", 413);
  node.check_refused(push_head("Transfer-Encoding: chunked\r\n") + "ffffffffffffffff\r\n{}", 413);
}

TEST_CASE("attack: length and chunks together smuggle no second request") {
  besieged node{patient(60s, 60s)};
  const auto smuggled = post("/push", honest_push);
  for (const auto* both : {"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
                           "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
                           "Content-Length: 0\r\nContent-Length: 6\r\n"})
    node.check_refused(push_head(both) + "0\r\n\r\n" + smuggled, 400);
  CHECK(node.port.taken.size() == 3);  // the honest ones alone
}

TEST_CASE("attack: codings that hide chunks smuggle no second request") {
  besieged node{patient(60s, 60s)};
  const auto smuggled = "0\r\n\r\n" + post("/push", honest_push);
  for (const auto& [coding, status] :
       std::vector<std::pair<std::string, int>>{{"xchunked", 501},
                                                {"chunked, identity", 501},
                                                {"\"chunked\"", 501},
                                                {"chunked\r\nTransfer-Encoding: identity", 400},
                                                {"\vchunked", 400}}) {
    CAPTURE(coding);
    node.check_refused(push_head("Transfer-Encoding: " + coding + "\r\n") + smuggled, status);
  }
  CHECK(node.port.taken.size() == 5);
}

TEST_CASE("attack: hundreds of ranges get one complete answer") {
  besieged node{patient(60s, 60s)};
  std::string ranges = "Range: bytes=0-";
  for (int i = 0; i < 500; ++i) ranges += ",0-";
  client hostile{node.web.port()};
  const auto said = hostile.ask(get("/livez", ranges + "\r\n"));
  CHECK(said.status == 200);
  CHECK(said.body == "alive\n");
  node.check_push();
}

TEST_CASE("attack: addresses of megabytes are answered 414") {
  besieged node{patient(60s, 60s)};
  node.check_refused("GET /" + std::string(2'000'000, 'a') + " HTTP/1.1\r\n\r\n", 414);
  node.check_refused("POST /push?" + std::string(100'000, '&') + " HTTP/1.1\r\n\r\n", 414);
}

TEST_CASE("attack: the longest addresses that are read find no route") {
  besieged node{patient(60s, 60s)};
  std::string escapes;
  for (int i = 0; i < 2500; ++i) escapes += "%2f";
  for (const auto& path :
       {"/" + std::string(8000, 'a'), std::string(8000, '/'), "/" + escapes, "/push/" + escapes})
    node.check_answered(get(path), 404);
}

TEST_CASE("attack: JSON that is too deep is answered 400") {
  besieged node{patient(60s, 60s)};
  for (const auto* path : {"/push", "/changes"})
    for (const auto* opening : {"[", "{\"a\":", "[{\"Inserted\":"}) {
      std::string deep;
      for (int i = 0; i < 200'000; ++i) deep += opening;
      node.check_answered(post(path, deep), 400);
    }
  const auto in_a_row = honest_push.substr(0, 13) + "{\"a\":" + std::string(70, '[') +
                        std::string(70, ']') + "}," + honest_push.substr(13);
  node.check_answered(post("/push", in_a_row), 400);
}

TEST_CASE("attack: invalid UTF-8 is answered 400, and not sent back") {
  besieged node{patient(60s, 60s)};
  for (const auto* bytes : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
    for (const auto* path : {"/push", "/changes"})
      node.check_answered(post(path, "{\"Query\":\"" + std::string{bytes} + "\"}"), 400);
    node.check_refused("GET /" + std::string{bytes} + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
  }
  node.check_answered(get("/%ff%c0%af"), 404);
  node.check_answered(post("/changes?baseline=%ff", ""), 400);
}

TEST_CASE("attack: NUL bytes are answered 400 wherever they are") {
  besieged node{patient(60s, 60s)};
  const std::string nul(1, '\0');
  node.check_refused("POST /pu" + nul + "sh HTTP/1.1\r\nHost: localhost\r\n\r\n", 400);
  node.check_refused(push_head("X: a" + nul + "z\r\n"), 400);
  node.check_refused(push_head("X" + nul + ": a\r\n"), 400);
  node.check_refused(nul + post("/push", honest_push), 400);
  for (const auto& body :
       {nul, honest_push + nul, "{\"Query\":\"" + nul + "\"}", nul + honest_push})
    node.check_answered(post("/push", body), 400);
  node.check_answered(get("/%00"), 404);
  node.check_answered(post("/changes?baseline=%00", ""), 400);
}

TEST_CASE("attack: chunks of one byte are put together, and their trailers are bounded") {
  besieged node{patient(60s, 60s)};
  std::string chunks;
  for (const char each : honest_push) chunks += "1;x=\"y\"\r\n" + std::string{each} + "\r\n";
  const auto head = push_head("Transfer-Encoding: chunked\r\n");
  node.check_answered(head + chunks + "0\r\n\r\n", 200);
  std::string trailers;
  for (int i = 0; i < 5000; ++i) trailers += "X: y\r\n";
  node.check_refused(head + "0\r\n" + trailers + "\r\n", 431);
  node.check_refused(head + "1;" + std::string(100'000, 'x') + "\r\n", 400);
}

TEST_CASE("attack: packed bodies are answered 415 and never unpacked") {
  besieged node{patient(60s, 60s)};
  for (const auto* coding : {"gzip", "br", "deflate", "identity, gzip"})
    node.check_refused(
        push_head("Content-Encoding: " + std::string{coding} + "\r\nContent-Length: 2\r\n") + "{}",
        415);
}

TEST_CASE("attack: other protocols and methods are refused in HTTP") {
  besieged node{patient(60s, 60s)};
  node.check_refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
  node.check_refused("CONNECT shop:443 HTTP/1.1\r\nHost: shop:443\r\n\r\n", 501);
  node.check_refused("TRACE /push HTTP/1.1\r\nHost: localhost\r\n\r\n", 501);
  node.check_refused("\x16\x03\x01\x02\r\n", 400);
}
