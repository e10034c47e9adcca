#include "http/client.hpp"
#include "tests/support/raw_server.hpp"

#include <doctest/doctest.h>
#include <cstdlib>
#include <string>

using namespace acumage::http;
using namespace acumage::tests;

namespace {

/// A variable of the environment for as long as it lives.
class variable {
 public:
  variable(const char* name, const std::string& value) : name_{name} {
    ::setenv(name, value.c_str(), 1);
  }
  ~variable() { ::unsetenv(name_); }
  variable(const variable&) = delete;
  variable& operator=(const variable&) = delete;

 private:
  const char* name_;
};

/// Remembers what it is asked first, and answers it so.
struct proxy_server {
  std::string seen;
  std::string answer = http_answer(200, "[\"proxy\"]");
  raw_server server{[this](int, peer& other) {
    seen = other.read_request();
    other.send(answer);
  }};

  std::string url(const std::string& user = {}) const {
    return "http://" + user + "127.0.0.1:" + std::to_string(server.port());
  }
};

void answer_directly(int, peer& other) {
  other.read_request();
  other.send(http_answer(200, "[\"direct\"]"));
}

std::string body_of(client& way, const std::string& url) { return way.exchange({.url = url}).body; }

}  // namespace

TEST_CASE("proxy: requests go to it, over https through a tunnel") {
  proxy_server between;
  client way{{.proxy = between.url("ada:s3cr3t@")}};
  CHECK(body_of(way, "http://store.example/a?b=c") == "[\"proxy\"]");
  CHECK(between.seen.starts_with("GET http://store.example/a?b=c HTTP/1.1\r\n"));
  CHECK(between.seen.find("Proxy-Authorization: Basic YWRhOnMzY3IzdA==") != std::string::npos);
  between.answer = "HTTP/1.1 407 Who are you?\r\nContent-Length: 0\r\n\r\n";
  client secure{{.proxy = between.url("ada:s3cr3t@")}};
  const auto reply = secure.exchange({"POST", "https://store.example/a", {{"X-A", "b"}}, "{}"});
  CHECK(between.seen.starts_with("CONNECT store.example:443 HTTP/1.1\r\n"));
  CHECK(between.seen.find("X-A") ==
        std::string::npos);  // what is for the store is not for the proxy
  CHECK(reply.how == carried::refused);
  CHECK(reply.sent == 0);
  CHECK_FALSE(reply.answer_began);
  CHECK(reply.words == "the proxy answers 407");
}

TEST_CASE("proxy: that of the environment, unless there is another, or none is wanted") {
  proxy_server between;
  raw_server direct{answer_directly};
  const variable usual{"http_proxy", between.url()};
  client by_environment{{}};
  CHECK(body_of(by_environment, direct.url() + "/") == "[\"proxy\"]");
  proxy_server other;
  client by_option{{.proxy = other.url()}};
  between.seen.clear();
  CHECK(body_of(by_option, direct.url() + "/") == "[\"proxy\"]");
  CHECK(between.seen.empty());
  client without{{.proxy = std::nullopt}};
  CHECK(body_of(without, direct.url() + "/") == "[\"direct\"]");
}

TEST_CASE("proxy: NO_PROXY names hosts that are reached directly") {
  proxy_server between;
  raw_server direct{answer_directly};
  const variable except{"NO_PROXY", "store.example,127.0.0.1"};
  client by_option{{.proxy = between.url()}};
  CHECK(body_of(by_option, direct.url() + "/") == "[\"direct\"]");
  CHECK(between.seen.empty());
}
