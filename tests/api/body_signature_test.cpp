#include "api/body_signature.hpp"

#include "api/auth.hpp"
#include "http/running_server.hpp"

#include <doctest/doctest.h>

#include <atomic>

namespace {

using namespace acumage::api;
using acumage::tests::client;
using acumage::tests::post;
using acumage::tests::running;

request_head head(std::vector<header> headers, std::string target = "/push",
                  std::string method = "POST") {
  request_head made;
  made.method = std::move(method);
  made.target = std::move(target);
  made.headers = std::move(headers);
  return made;
}

std::string signed_with(std::string_view secret, std::string_view body) {
  return "X-Acumage-Signature: " + body_signature(body, secret) + "\r\n";
}

struct guarded {
  std::atomic<int> taken{0};
  running web;

  explicit guarded(const intake_secrets& secrets)
      : web{{.max_body = 100'000,
             .request_timeout = std::chrono::milliseconds{300},
             .admit = secret_guard{secrets},
             .admit_body = signature_check{secrets.hmac_secret}},
            routes()} {}

  router routes() {
    router made;
    made.post("/push", [this](const request& asked) {
      ++taken;
      return json_reply(200, std::string{asked.body});
    });
    return made;
  }
};

}  // namespace

TEST_CASE(
    "signature: a header secret that is set too is looked at first, and alone proves the head") {
  const secret_guard both{{"X-Key", "k", "s"}};
  const auto asked = [](std::vector<header> headers) { return head(std::move(headers)); };
  const auto right = asked({{"X-Key", "k"}, {"X-Acumage-Signature", "x"}});
  CHECK_FALSE(both(right));
  CHECK(both.proves(right));
  const auto wrong = asked({{"X-Key", "other"}, {"X-Acumage-Signature", "x"}});
  CHECK(both(wrong)->status == 401);  // before its body is read
  const auto by_body = asked({{"X-Acumage-Signature", "x"}});
  CHECK_FALSE(both(by_body));
  CHECK_FALSE(both.proves(by_body));
  CHECK(secret_guard{{"X-Key", "k", ""}}.proves(asked({{"X-Key", "k"}})));
  CHECK(secret_guard{{"X-Key", "", ""}}.proves(asked({})));
  CHECK_FALSE(secret_guard{{"X-Key", "", "s"}}.proves(by_body));
}

TEST_CASE("signature: it is HMAC-SHA256 in hex") {
  // RFC 4231, 4.3.
  CHECK(body_signature("what do ya want for nothing?", "Jefe") ==
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE(
    "signature: the head lets in what is signed or has the shared header [setting "
    "intake.header_name] [setting intake.header_value]") {
  const secret_guard both{{"X-Key", "k", "s"}};
  const secret_guard hmac_only{{"X-Key", "", "s"}};
  const secret_guard header_only{{"X-Key", "k"}};
  const auto with_key = head({{"X-Key", "k"}});
  const auto with_signature = head({{"x-acumage-signature", "sha256=00"}});
  const auto with_nothing = head({});
  CHECK_FALSE(both(with_key));
  CHECK_FALSE(both(with_signature));
  CHECK(both(with_nothing)->status == 401);
  CHECK(hmac_only(with_key)->status == 401);
  CHECK(hmac_only(head({{"X-Key", ""}}))->status == 401);
  CHECK_FALSE(hmac_only(with_signature));
  CHECK_FALSE(hmac_only(head({}, "/livez", "GET")));
  CHECK_FALSE(header_only(with_key));
  CHECK(header_only(with_signature)->status == 401);
}

TEST_CASE("signature: it is judged by the body") {
  const signature_check check{"s"};
  const auto status = [&](std::string signature) {
    const auto refusal = check(head({{"X-Acumage-Signature", std::move(signature)}}), "{}");
    return refusal ? refusal->status : 0;
  };
  const auto right = body_signature("{}", "s");
  auto upper = right;
  for (auto& c : upper)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 32);
  CHECK(status(right) == 0);
  CHECK(status(upper) == 0);
  for (const auto& wrong : {std::string{}, right.substr(7), right + "0", right.substr(0, 70),
                            body_signature("{} ", "s"), body_signature("{}", "t")})
    CHECK_MESSAGE(status(wrong) == 401, wrong);
  CHECK_FALSE(check(head({}), "{}"));
  CHECK_FALSE(signature_check{""}(head({{"X-Acumage-Signature", "x"}}), "{}"));
}

TEST_CASE(
    "signature: a signed request is accepted, a wrong one is not, and the connection stays "
    "[setting intake.hmac_secret]") {
  guarded node{{"X-Key", "k", "s"}};
  client one{node.web.port()};
  CHECK(one.ask(post("/push", "{}", signed_with("s", "{}"))).status == 200);
  CHECK(one.ask(post("/push", "{}", "X-Key: k\r\n")).status == 200);
  CHECK(node.taken == 2);
  const auto wrong = one.ask(post("/push", "{}", signed_with("t", "{}")));
  CHECK(wrong.status == 401);
  CHECK(wrong.body == R"({"error":{"code":"unauthorized","message":"request: not authorized"}})");
  // A signature that is not the body's: whatever else the request has, the body is not its sender's.
  CHECK(one.ask(post("/push", "{}", "X-Key: k\r\n" + signed_with("s", "[]"))).status == 401);
  CHECK(node.taken == 2);
  CHECK(one.ask(post("/push", "[]", signed_with("s", "[]"))).status == 200);
  const std::string chunked = "POST /push HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n" +
                              signed_with("s", "abcdef") + "\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n";
  CHECK(one.ask(chunked).body == "abcdef");
}

TEST_CASE("signature: limits and deadlines hold before a signature is known to be right") {
  guarded node{{"X-Key", "", "s"}};
  client large{node.web.port()};
  CHECK(large.ask(post("/push", std::string(100'001, 'x'), signed_with("s", "x"))).status == 413);
  client slow{node.web.port()};
  CHECK(slow.ask("POST /push HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n" + signed_with("s", "x") +
                 "\r\nx")
            .status == 408);
  client unsigned_one{node.web.port()};
  CHECK(unsigned_one.ask(post("/push", "{}")).status == 401);
  CHECK(node.taken == 0);
}
