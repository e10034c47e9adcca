#include "names.hpp"
#include "http/client.hpp"
#include "tests/support/raw_server.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <thread>

using namespace acumage::http;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

/// No descriptor can be opened while it lives.
class no_descriptors {
 public:
  no_descriptors() {
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    const int next = ::dup(0);
    REQUIRE(next >= 0);
    ::close(next);
    auto none = before_;
    none.rlim_cur = static_cast<rlim_t>(next);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  }
  ~no_descriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("names: a name server that does not answer costs the connect timeout and no more") {
  silent_name_server names;
  const auto reply = [] {
    client way{{.connect_timeout = 60ms}};
    return way.exchange({.url = "http://slow.test/"});
  }();
  // Here the look-up still waits, and neither the exchange nor the client's end did.
  CHECK(reply.how == carried::name_failed);
  CHECK(reply.words == "host name not found: the name server does not answer");
  CHECK(reply.sent == 0);
}

TEST_CASE("names: an interrupt ends a look-up") {
  silent_name_server names;
  client way{{.connect_timeout = 600s}};
  std::thread other{[&] {
    names.wait_for_question();
    way.interrupt();
  }};
  const auto reply = way.exchange({.url = "http://slow.test/"});
  other.join();
  CHECK(reply.how == carried::reset);
  CHECK(reply.interrupted);
}

TEST_CASE("names: a name that is none, of the server and of the proxy") {
  client way{{}};
  const auto reply = way.exchange({.url = "http://no-such-host.invalid/"});
  CHECK(reply.how == carried::name_failed);
  CHECK(reply.words == "host name not found");
  client around{{.proxy = "http://no-such-host.invalid:3128"}};
  const auto behind = around.exchange({.url = "http://127.0.0.1/"});
  CHECK(behind.how == carried::name_failed);
  CHECK(behind.words == "host name of the proxy not found");
}

TEST_CASE("names: out of descriptors there is no connection, and later there is one again") {
  raw_server server{[](int, peer& other) {
    other.read_request();
    other.send(http_answer(200, "[]"));
  }};
  for (const std::string host : {"localhost", "127.0.0.1"}) {
    CAPTURE(host);
    client way{{}};
    const auto url = "http://" + host + ":" + std::to_string(server.port()) + "/";
    {
      const no_descriptors now;
      for (int i = 0; i < 3; ++i) {
        const auto reply = way.exchange({"POST", url, {}, "{}"});
        CHECK((reply.how == carried::name_failed || reply.how == carried::refused));
        CHECK(reply.sent == 0);
      }
    }
    CHECK(way.exchange({"POST", url, {}, "{}"}).status == 200);
  }
}
