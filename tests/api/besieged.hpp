// The intake under attack: a hostile client beside an honest one whose push is answered.
#pragma once

#include "api/http/server.hpp"
#include "api/intake_routes.hpp"
#include "fake_ports.hpp"
#include "http/running_server.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <chrono>
#include <string>
#include <vector>

namespace acumage::tests {

inline const std::string honest_push =
    R"({"Inserted":[{"InventoryID":"LAMP-07","DefaultPrice":42.5}],"Deleted":[],"Query":"MC Price",)"
    R"("CompanyId":"Northwind","Id":"5f0d6f3e","TimeStamp":638912345678901234})";

/// The intake as a node has it, with short limits where a test needs them.
struct besieged {
  explicit besieged(api::server_options how) : web{std::move(how), routes()} {}

  api::router routes() {
    auto reading = std::make_shared<acumatica::reading>();
    reading->queries["MC Price"] = entity::pricing;
    return api::intake_routes(port, {.reading = [reading] { return reading; },
                                     .wall_us = [] { return std::int64_t{5}; }});
  }

  /// The honest sender: a connection of its own, and an answer.
  void check_push() {
    client honest{web.port()};
    CHECK(honest.ask(post("/push", honest_push)).status == 200);
  }

  /// Refused with that status, in JSON that parses, and the connection ends; others are served.
  void check_refused(const std::string& bytes, int status) {
    client hostile{web.port()};
    const auto said = hostile.ask(bytes);
    CHECK(said.status == status);
    simdjson::dom::parser parser;
    std::string_view code;
    CHECK(parser.parse(said.body)["error"]["code"].get(code) == simdjson::SUCCESS);
    CHECK(hostile.at_end());
    check_push();
  }

  /// Answered with that status, and the connection goes on: the request was well framed.
  void check_answered(const std::string& bytes, int status) {
    client hostile{web.port()};
    const auto said = hostile.ask(bytes);
    CHECK(said.status == status);
    simdjson::dom::parser parser;
    CHECK(parser.parse(said.body).error() == simdjson::SUCCESS);
    CHECK(hostile.ask(post("/push", honest_push)).status == 200);
    check_push();
  }

  fake_intake port;  // used by the one worker
  running web;
};

/// Many clients that have sent the same beginning.
inline std::vector<client> crowd(const besieged& node, int count, std::string_view bytes) {
  std::vector<client> all;
  for (int i = 0; i < count; ++i) {
    all.emplace_back(node.web.port());
    all.back().send(bytes);
  }
  return all;
}

inline api::server_options patient(std::chrono::milliseconds request,
                                   std::chrono::milliseconds idle) {
  return {.workers = 1, .request_timeout = request, .idle_timeout = idle};
}

inline std::string push_head(std::string_view headers) {
  return "POST /push HTTP/1.1\r\nHost: localhost\r\n" + std::string{headers} + "\r\n";
}

}  // namespace acumage::tests
