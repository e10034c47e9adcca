// A server on a free port, with routes that show what went through.
#pragma once

#include "api/http/server.hpp"
#include "client.hpp"

#include <doctest/doctest.h>

#include <latch>
#include <string>
#include <utility>

namespace acumage::tests {

/// Answers POST /echo with the body, GET /word with "word".
inline api::router echo_routes() {
  api::router routes;
  routes.post("/echo", [](const api::request& asked) {
    return api::json_reply(200, std::string{asked.body});
  });
  routes.get("/word", [](const api::request&) { return api::json_reply(200, "word"); });
  return routes;
}

struct running {
  explicit running(api::server_options how, api::router routes = echo_routes())
      : node{std::move(how), std::move(routes)} {
    const auto started = node.start();
    REQUIRE(started.ok());
  }
  std::uint16_t port() const { return node.port(); }
  api::server node;
};

/// Routes with a handler, POST /wait, that waits until it is told to go on.
struct gate {
  std::latch entered{1};
  std::latch leave{1};
  api::router routes() {
    auto made = echo_routes();
    made.post("/wait", [this](const api::request&) {
      entered.count_down();
      leave.wait();
      return api::json_reply(200, "waited");
    });
    made.get("/livez", [](const api::request&) { return api::word_reply(200, "alive"); });
    return made;
  }
};

}  // namespace acumage::tests
