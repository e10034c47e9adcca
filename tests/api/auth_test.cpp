#include "api/auth.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace acumage::api;

request_head head(std::vector<header> headers, std::string target = "/stats",
                  std::string method = "GET") {
  return {.method = std::move(method),
          .target = std::move(target),
          .minor = 1,
          .headers = std::move(headers),
          .local_address = "192.0.2.7",
          .local_port = 8811,
          .remote_address = "192.0.2.9"};
}

/// 0: let in.
template <class Guard>
int status(const Guard& guard, const request_head& asked) {
  const auto refusal = guard(asked);
  return refusal ? refusal->status : 0;
}

}  // namespace

TEST_CASE("auth: secrets are equal only when they are the same text") {
  CHECK(equal_in_constant_time("s3cret", "s3cret"));
  CHECK(equal_in_constant_time("", ""));
  for (const auto* other : {"", "s3cre", "s3cret ", "s3creT", "s3crets3cret"})
    CHECK_FALSE(equal_in_constant_time(other, "s3cret"));
  CHECK_FALSE(equal_in_constant_time("x", ""));
  CHECK_FALSE(equal_in_constant_time(std::string_view{"\0", 1}, ""));
}

TEST_CASE("auth: the intake's secret is asked for on every route but the probes [SPEC 5 Secret]") {
  const secret_guard guard{{"X-Acumage-Key", "s3cret"}};
  const auto asked = [](std::vector<header> headers, std::string target = "/push") {
    return head(std::move(headers), std::move(target), "POST");
  };
  CHECK(status(guard, asked({{"x-acumage-key", "s3cret"}})) == 0);
  CHECK(status(guard, asked({})) == 401);
  CHECK(status(guard, asked({{"X-Acumage-Key", ""}})) == 401);
  CHECK(status(guard, asked({{"X-Acumage-Key", "s3cres"}})) == 401);
  CHECK(status(guard, asked({{"Authorization", "Bearer s3cret"}})) == 401);
  CHECK(status(guard, asked({}, "/nowhere")) == 401);
  CHECK(status(guard, asked({}, "/livez")) == 401);  // POST is not the probe
  CHECK(status(guard, head({}, "/livez")) == 0);
  CHECK(status(guard, head({}, "/readyz?x=1", "HEAD")) == 0);
}

TEST_CASE("auth: a refusal tells nothing of the secret") {
  const auto refusal = secret_guard{{"X-Acumage-Key", "s3cret"}}(head({}, "/push", "POST"));
  REQUIRE(refusal);
  CHECK(refusal->body ==
        R"({"error":{"code":"unauthorized","message":"request: not authorized"}})");
}

TEST_CASE("auth: an intake without a secret takes programs, not pages of a browser") {
  const secret_guard guard{{"X-Acumage-Key"}};
  CHECK(status(guard, head({}, "/push", "POST")) == 0);
  CHECK(status(guard, head({{"Origin", "http://localhost:3000"}}, "/push", "POST")) == 403);
  CHECK(status(guard, head({{"Origin", "null"}}, "/push", "POST")) == 403);
}

TEST_CASE("auth: the admin listener answers to its own names only [setting admin.hosts]") {
  const admin_guard guard{"", {"node.example", "proxy.example:8443"}};
  const auto host = [&](std::string name) { return status(guard, head({{"Host", name}})); };
  for (const auto* ours :
       {"localhost:8811", "LOCALHOST:8811", "127.0.0.1:8811", "[::1]:8811", "192.0.2.7:8811",
        "node.example", "node.example:9000", "proxy.example:8443"})
    CHECK_MESSAGE(host(ours) == 0, ours);
  for (const auto* foreign :
       {"evil.example:8811", "localhost", "localhost:80", "localhost.evil:8811", "192.0.2.8:8811",
        "proxy.example", "", ":8811", "[::1", "[::1]x8811", "localhost:"})
    CHECK_MESSAGE(host(foreign) == 403, foreign);
  CHECK(status(guard, head({})) == 403);
}

TEST_CASE("auth: a page of another origin is refused whatever token it has") {
  const admin_guard guard{"t0ken", {"node.example"}};
  const auto origin = [&](std::string name) {
    return status(
        guard,
        head({{"Host", "localhost:8811"}, {"Origin", name}, {"Authorization", "Bearer t0ken"}}));
  };
  for (const auto* ours : {"http://localhost:8811", "http://127.0.0.1:8811", "http://[::1]:8811",
                           "https://node.example", "http://192.0.2.7:8811"})
    CHECK_MESSAGE(origin(ours) == 0, ours);
  for (const auto* foreign :
       {"http://evil.example", "http://localhost:3000", "http://localhost", "null", "",
        "file://localhost:8811", "https://localhost", "http://localhost:8811.evil"})
    CHECK_MESSAGE(origin(foreign) == 403, foreign);
}

TEST_CASE("auth: the bearer token is asked for once it is set [setting admin.token]") {
  const admin_guard guard{"t0ken", {}};
  const auto given = [&](std::vector<header> more) {
    more.push_back({"Host", "localhost:8811"});
    return status(guard, head(std::move(more)));
  };
  CHECK(given({{"Authorization", "Bearer t0ken"}}) == 0);
  CHECK(given({{"authorization", "bearer  t0ken"}}) == 0);
  for (const auto* wrong : {"", "Bearer", "Bearer ", "Bearer t0ke", "Bearer t0kens", "Basic t0ken",
                            "t0ken", "Bearert0ken"})
    CHECK_MESSAGE(given({{"Authorization", wrong}}) == 401, wrong);
  CHECK(given({}) == 401);
  CHECK(status(guard, head({}, "/livez")) == 0);
  CHECK(status(guard, head({}, "/readyz")) == 0);
  CHECK(status(guard, head({}, "/livez", "POST")) == 403);
  const auto refusal = guard(head({{"Host", "localhost:8811"}}));
  REQUIRE(refusal);
  REQUIRE(refusal->headers.size() == 1);
  CHECK(refusal->headers[0].name == "WWW-Authenticate");
}
