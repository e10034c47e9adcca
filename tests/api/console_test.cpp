#include "api/console.hpp"

#include "api/admin_routes.hpp"
#include "api/auth.hpp"
#include "fake_ports.hpp"

#include <doctest/doctest.h>

namespace {

using namespace acumage;
using api::request_head;

request_head asking(std::string method, std::string target, std::vector<api::header> headers) {
  headers.push_back({"Host", "127.0.0.1:8811"});
  return {.method = std::move(method),
          .target = std::move(target),
          .headers = std::move(headers),
          .local_address = "127.0.0.1",
          .local_port = 8811,
          .remote_address = {}};
}

}  // namespace

TEST_CASE("console: each of its files is served with a strict policy") {
  tests::fake_node node;
  const auto routes = api::admin_routes(node, {});
  CHECK(api::console_files().size() > 3);
  for (const auto& each : api::console_files()) {
    CAPTURE(each.path);
    const auto said = routes.answer(asking("GET", std::string{each.path}, {}), {},
                                    api::after_reply::keep_connection);
    CHECK(said.rfind("HTTP/1.1 200 OK\r\n", 0) == 0);
    CHECK(said.find("Content-Type: " + std::string{each.type} + "\r\n") != std::string::npos);
    CHECK(said.find("Content-Security-Policy: default-src 'none'; script-src 'self';") !=
          std::string::npos);
    CHECK(said.find("X-Frame-Options: DENY\r\n") != std::string::npos);
    CHECK(said.find("\r\n\r\n" + std::string{each.text}) != std::string::npos);
  }
  CHECK(node.calls.empty());
}

TEST_CASE("console: no file asks for another place, and no markup holds script or style") {
  for (const auto& each : api::console_files()) {
    CAPTURE(each.path);
    auto text = std::string{each.text};
    // The name of a vocabulary, which nobody fetches.
    if (const auto at = text.find("http://www.w3.org/2000/svg"); at != std::string::npos)
      text.erase(at, 26);
    for (const auto* no : {"http://", "https://", "innerHTML", "outerHTML", "insertAdjacentHTML",
                           "document.write", "eval(", "style=\"", "<style", "onclick=", "@import"})
      CHECK_MESSAGE(text.find(no) == std::string::npos, no);
    if (each.path == "/") CHECK(text.find("<script>") == std::string::npos);
  }
}

TEST_CASE("console: its files need no token, and nothing else is opened by them") {
  const api::admin_guard guard{"an-admin-token-of-32-characters-x", {}};
  for (const auto& each : api::console_files()) {
    CAPTURE(each.path);
    const std::string path{each.path};
    CHECK_FALSE(guard(asking("GET", path, {})));
    CHECK_FALSE(guard(asking("HEAD", path + "?x=1", {})));
    const auto posted = guard(asking("POST", path, {}));
    REQUIRE(posted);
    CHECK(posted->status == 401);
    const auto foreign = guard(asking("GET", path, {{"Origin", "https://evil.example"}}));
    REQUIRE(foreign);
    CHECK(foreign->status == 403);
  }
  for (const auto* path : {"/stats", "/series", "/console", "/console/", "/console/../stats",
                           "/console/%2e%2e/stats", "//", "/index.html", "/console/app.js/x"}) {
    CAPTURE(path);
    const auto refused = guard(asking("GET", path, {}));
    REQUIRE(refused);
    CHECK(refused->status == 401);
  }
}
