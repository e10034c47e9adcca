// GET /history/{id} and GET /trace.
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

history_record sample() {
  history_record record;
  record.at_us = 1'000'000;
  record.key = "LAMP-07@EAST";
  record.target = "LAMP-07@wh_east";
  record.entity = entity::inventory;
  record.version = {638912345678901234U, 4711};
  record.recorded = true;
  record.source = change_source::pull;
  record.value = "5";
  record.previous = "8";
  record.status = 200;
  record.sent = {"POST /V1/inventory/source-items", R"({"quantity":5})", "[]"};
  return record;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("admin: one record of the history comes with value, request and answer [SPEC 10]") {
  admin api;
  api.node.past_record = sample();
  const auto said = ask(api.routes, "GET", "/history/1000000-4711");
  CHECK(said.status == 200);
  CHECK(api.node.text == "1000000-4711");
  CHECK(has(said.body, R"({"id":"1000000-4711",)"));
  CHECK(has(said.body, R"("sequence":"4711","source":"pull","recorded":true,)"));
  CHECK(has(said.body, R"("value":"5","previous":"8",)"));
  CHECK(has(said.body, R"("request":{"line":"POST /V1/inventory/source-items",)"));
  CHECK(has(said.body, R"("body":"{\"quantity\":5}"},"answer":"[]"})"));

  api.node.past_record = {};
  const auto old = ask(api.routes, "GET", "/history/1000000-4711").body;
  CHECK(has(old, R"("recorded":false,"value":null,"previous":null)"));
  CHECK(has(old, R"("request":null,"answer":null})"));
  CHECK(ask(api.routes, "GET", "/history/1?limit=3").status == 400);
}

TEST_CASE("admin: a trace says what each side holds, waits and has failed [SPEC 11]") {
  admin api;
  auto& record = api.node.traced.records.emplace_back();
  record.entity = entity::inventory;
  record.key = "LAMP-07@wh_east";
  record.state = trace_state::failed;
  record.headline = "Failed: its newest value is dead letter 42";
  record.held = "8";
  record.remembered = "5";
  record.last_sent = sample();
  record.waits_unknown = "the lane did not answer";
  record.failed.emplace_back().id = 42;
  record.live = live_values{};
  record.live->erp.unavailable = "no session";
  record.live->store.value = "8";
  api.node.traced.key = "LAMP-07";
  api.node.traced.history.items = {sample()};
  api.node.traced.history.next = "c1";
  const auto said = ask(api.routes, "GET",
                        "/trace?key=LAMP-07&entity=inventory&at=2026-12-01T10%3A00%3A00Z&live=true"
                        "&limit=5&cursor=c0");
  CHECK(said.status == 200);
  const auto& asked = api.node.trace_asked;
  CHECK(asked.key == "LAMP-07");
  CHECK(asked.entity == entity::inventory);
  CHECK(asked.at_us == 1'796'119'200'000'000);
  CHECK(asked.live);
  CHECK(asked.limit == 5);
  CHECK(asked.cursor == "c0");
  CHECK(has(said.body,
            R"("state":"failed","headline":"Failed: its newest value is dead letter 42")"));
  CHECK(has(said.body, R"("value":"8","remembered":"5","why_not":null)"));
  CHECK(has(said.body, R"("waiting":null,"waiting_unknown":"the lane did not answer")"));
  CHECK(has(said.body, R"("dead_letters":[{"id":"42","class":"data")"));
  CHECK(has(said.body, R"("erp":{"value":null,"words":null,"unavailable":"no session"})"));
  CHECK(has(said.body, R"("store":{"value":"8","words":null,"unavailable":null})"));
  CHECK(has(said.body, R"("next":"c1"}})"));
}

TEST_CASE("admin: a trace needs a key, and refuses what it does not know") {
  admin api;
  for (const auto* const path :
       {"/trace", "/trace?key=", "/trace?key=A&entity=lamp", "/trace?key=A&at=ten",
        "/trace?key=A&outcome=filtered", "/trace?key=A&limit=0", "/trace?key=A&live=maybe"}) {
    CAPTURE(path);
    CHECK(ask(api.routes, "GET", path).status == 400);
  }
}
