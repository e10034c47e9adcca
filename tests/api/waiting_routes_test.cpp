#include "api/admin_routes.hpp"
#include "fake_ports.hpp"

#include <doctest/doctest.h>

namespace {

using namespace acumage;
using tests::ask;

struct admin {
  tests::fake_node node;
  api::router routes = api::admin_routes(node, {});
};

}  // namespace

TEST_CASE("waiting: what waits is listed by filter, page by page") {
  admin api;
  api.node.waiting_now.items = {{.entity = entity::pricing,
                                 .key = "LAMP-07",
                                 .version = {638912345678901234U, 4},
                                 .state = waiting_state::parked,
                                 .since_us = 1'000'000,
                                 .next_at_us = 2'000'000,
                                 .last_error = "no such product"},
                                {.entity = entity::order,
                                 .key = "SO 1",
                                 .version = {},
                                 .state = waiting_state::waiting,
                                 .since_us = 1'000'000,
                                 .next_at_us = 0,
                                 .last_error = {}}};
  api.node.waiting_now.next = "c2";
  const auto said =
      ask(api.routes, "GET", "/waiting?entity=pricing&key=LAMP-%2A&state=parked&limit=2&cursor=c1");
  CHECK(said.status == 200);
  CHECK(said.body ==
        R"({"items":[{"entity":"pricing","key":"LAMP-07","version":"638912345678901234",)"
        R"("state":"parked","since":"1970-01-01T00:00:01.000Z",)"
        R"("next_at":"1970-01-01T00:00:02.000Z","last_error":"no such product"},)"
        R"({"entity":"order","key":"SO 1","version":"0","state":"waiting",)"
        R"("since":"1970-01-01T00:00:01.000Z","next_at":null,"last_error":null}],"next":"c2"})");
  CHECK(api.node.waiting_filter.entity == entity::pricing);
  CHECK(api.node.waiting_filter.key == "LAMP-*");
  CHECK(api.node.waiting_filter.state == waiting_state::parked);
  CHECK(api.node.limit == 2);
  CHECK(api.node.text == "c1");
  api.node.waiting_now = {};
  CHECK(ask(api.routes, "GET", "/waiting").body == R"({"items":[],"next":null})");
  CHECK(api.node.limit == 100);
}

TEST_CASE("waiting: retry and fail take filters and say how many they meant") {
  admin api;
  api.node.counted.total = 3;
  const auto retried =
      ask(api.routes, "POST", "/waiting/retry", R"({"entity":"order","state":"retrying"})");
  CHECK(retried.status == 200);
  CHECK(retried.body == R"({"count":3})");
  CHECK(api.node.waiting_filter.entity == entity::order);
  CHECK(api.node.waiting_filter.state == waiting_state::retrying);
  CHECK(ask(api.routes, "POST", "/waiting/fail", R"({"key":"A?"})").body == R"({"count":3})");
  CHECK(api.node.waiting_filter.key == "A?");
  CHECK(api.node.calls == std::vector<std::string>{"retry", "fail"});
}

TEST_CASE("republish: 202 with a count, and a dry run only counts") {
  admin api;
  api.node.counted.total = 9;
  const auto said =
      ask(api.routes, "POST", "/republish", R"({"entity":"inventory","key":"LAMP*"})");
  CHECK(said.status == 202);
  CHECK(said.body == R"({"count":9})");
  CHECK(api.node.republish_filter.entity == entity::inventory);
  CHECK(api.node.republish_filter.key == "LAMP*");
  CHECK(ask(api.routes, "POST", "/republish", R"({"dry_run":true})").status == 200);
  CHECK(api.node.calls == std::vector<std::string>{"republish", "count republish"});
}

TEST_CASE("forget-versions: 200 with a count, and a dry run only counts") {
  admin api;
  api.node.counted.total = 9;
  const auto said =
      ask(api.routes, "POST", "/forget-versions", R"({"entity":"pricing","key":"LAMP*"})");
  CHECK(said.status == 200);
  CHECK(said.body == R"({"count":9})");
  CHECK(api.node.forget_filter.entity == entity::pricing);
  CHECK(api.node.forget_filter.key == "LAMP*");
  CHECK(ask(api.routes, "POST", "/forget-versions", R"({"dry_run":true})").status == 200);
  CHECK_FALSE(api.node.forget_filter.entity);
  CHECK(api.node.calls == std::vector<std::string>{"forget versions", "count versions"});
  const auto foreign = ask(api.routes, "POST", "/forget-versions", R"({"class":"data"})");
  CHECK(foreign.status == 400);
  CHECK(foreign.body.find("parameter class: unknown; expected entity, key, dry_run") !=
        std::string::npos);
  CHECK(ask(api.routes, "GET", "/forget-versions").status == 405);
  CHECK(api.node.calls.size() == 2);
}

TEST_CASE("unmapped: values are listed with an example [SPEC 7 Unmapped]") {
  admin api;
  api.node.not_mapped = {{.kind = "ship_via",
                          .value = "GROUND",
                          .example = "004417@SO SO009120",
                          .count = 12,
                          .last_at_us = 1'000'000}};
  CHECK(ask(api.routes, "GET", "/unmapped").body ==
        R"({"items":[{"kind":"ship_via","value":"GROUND","example":"004417@SO SO009120",)"
        R"("count":12,"last_at":"1970-01-01T00:00:01.000Z","setting":"ship_via",)"
        R"("line":"GROUND = carrier code, title"}]})");
}

TEST_CASE("waiting: what is not understood is refused before the node is asked") {
  admin api;
  for (const auto& [method, target, body] :
       std::vector<std::tuple<std::string, std::string, std::string>>{
           {"GET", "/waiting?state=open", ""},
           {"GET", "/waiting?limit=0", ""},
           {"GET", "/waiting?class=data", ""},
           {"POST", "/waiting/retry", R"({"limit":5})"},
           {"POST", "/waiting/fail", R"({"entity":"price"})"},
           {"POST", "/republish", R"({"state":"parked"})"},
           {"GET", "/unmapped?kind=x", ""}}) {
    CAPTURE(target);
    CHECK(ask(api.routes, method, target, body).status == 400);
  }
  CHECK(api.node.calls.empty());
  api.node.refusal = error{errc::full, "full", {}};
  CHECK(ask(api.routes, "GET", "/waiting").status == 503);
  CHECK(ask(api.routes, "POST", "/waiting/retry").status == 503);
  CHECK(ask(api.routes, "GET", "/unmapped").status == 503);
}
