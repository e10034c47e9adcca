#include "api/intake_routes.hpp"

#include "fake_ports.hpp"

#include <doctest/doctest.h>

namespace {

using namespace acumage;
using tests::ask;

struct intake {
  tests::fake_intake port;
  std::shared_ptr<const acumatica::reading> reading = [] {
    auto made = std::make_shared<acumatica::reading>();
    made->queries["MC Price"] = entity::pricing;
    return made;
  }();
  api::router routes = api::intake_routes(
      port, {.reading = [this] { return reading; }, .wall_us = [] { return std::int64_t{5}; }});
};

const std::string notification =
    R"({"Inserted":[{"InventoryID":"LAMP-07","DefaultPrice":42.5}],"Deleted":[],"Query":"MC Price",)"
    R"("CompanyId":"Northwind","Id":"5f0d6f3e","TimeStamp":638912345678901234})";
const std::string price_change =
    R"({"entity":"pricing","version":638912345678901234,"fields":{"InventoryID":"LAMP-07","DefaultPrice":42.5}})";

}  // namespace

TEST_CASE("intake: a notification is accepted with its counts") {
  intake node;
  const auto said = ask(node.routes, "POST", "/push", notification);
  CHECK(said.status == 200);
  CHECK(said.body == R"({"accepted":1,"duplicates":0,"unrouted":0,"discarded":0})");
  CHECK(said.head.find("Content-Type: application/json\r\n") != std::string::npos);
  CHECK(said.head.find("X-Content-Type-Options: nosniff\r\n") != std::string::npos);
  CHECK(said.head.find("Access-Control") == std::string::npos);
  REQUIRE(node.port.taken.size() == 1);
  const auto& taken = node.port.taken[0].parcels.at(0).changes.at(0);
  CHECK(taken.key == "LAMP-07");
  CHECK(taken.stamp == 638912345678901234U);
  CHECK(taken.accepted_at_us == 5);
}

TEST_CASE("intake: a reload of the settings counts from the next request on") {
  intake node;
  node.reading = std::make_shared<acumatica::reading>();
  const auto said = ask(node.routes, "POST", "/push", notification);
  CHECK(said.status == 200);
  CHECK(said.body == R"({"accepted":0,"duplicates":0,"unrouted":1,"discarded":0})");
}

TEST_CASE("intake: changes come as one object, an array or lines") {
  intake node;
  for (const auto& [body, type, count] : std::vector<std::tuple<std::string, std::string, int>>{
           {price_change, "application/json", 1},
           {"[" + price_change + "," + price_change + "]", "application/json; charset=utf-8", 2},
           {price_change + "\n" + price_change + "\n", "application/x-ndjson", 2},
           {price_change + "\n" + price_change, "", 2},
           {price_change, "", 1}}) {
    CAPTURE(type);
    const auto said = ask(node.routes, "POST", "/changes", body, type);
    CHECK(said.status == 200);
    CHECK(said.body.find("{\"accepted\":" + std::to_string(count) + ",") == 0);
  }
}

TEST_CASE("intake: what does not parse is named with its place and nothing is submitted") {
  intake node;
  for (const auto& [path, body] : std::vector<std::pair<std::string, std::string>>{
           {"/push", "{\"Inserted\":["},
           {"/push", ""},
           {"/push", "[]"},
           {"/push", R"({"Inserted":[]})"},
           {"/changes", price_change + "\n{\"entity\":"},
           {"/changes", ""}}) {
    CAPTURE(body);
    const auto said = ask(node.routes, "POST", path, body);
    CHECK(said.status == 400);
    CHECK(said.body.find(R"({"error":{"code":"invalid","message":")") == 0);
    CHECK(said.body.find(R"("at":"line )") != std::string::npos);
  }
  CHECK(node.port.taken.empty());
}

TEST_CASE("intake: who sends a form is told what curl needs, and others are not") {
  intake node;
  const std::string hint = "with curl, add -H 'Content-Type: application/json'";
  const auto told = [&](const char* path, const char* type) {
    const auto answer = ask(node.routes, "POST", path, notification, type);
    CHECK(answer.status == 415);
    CHECK(answer.body.find(type) != std::string::npos);
    return answer.body.find(hint) != std::string::npos;
  };
  for (const auto* path : {"/push", "/changes"}) {
    CHECK(told(path, "application/x-www-form-urlencoded"));
    CHECK_FALSE(told(path, "text/plain"));
  }
}

TEST_CASE("intake: other content types are refused before the body is looked at") {
  intake node;
  for (const auto* type :
       {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/jsonx", "application/json; charset=latin1",
        "application/json;charset=\"utf-16\""}) {
    CAPTURE(type);
    CHECK(ask(node.routes, "POST", "/push", notification, type).status == 415);
    CHECK(ask(node.routes, "POST", "/changes", price_change, type).status == 415);
  }
  CHECK(ask(node.routes, "POST", "/push", notification, "application/x-ndjson").status == 415);
  CHECK(node.port.taken.empty());
  for (const auto* type :
       {"application/json", "Application/JSON;charset=\"UTF-8\"", "text/json", ""})
    CHECK(ask(node.routes, "POST", "/push", notification, type).status == 200);
}

TEST_CASE("intake: what the node cannot take is answered so that the sender comes back") {
  intake node;
  for (const auto& [code, status, name] : std::vector<std::tuple<errc, int, std::string>>{
           {errc::full, 503, "full"},
           {errc::unavailable, 503, "unavailable"},
           {errc::storage_failed, 503, "storage_failed"},
           {errc::too_large, 413, "too_large"},
           {errc::damaged, 500, "damaged"}}) {
    CAPTURE(name);
    node.port.refusal = error{code, "journal: no; expected yes", {}};
    const auto said = ask(node.routes, "POST", "/push", notification);
    CHECK(said.status == status);
    CHECK(said.body ==
          R"({"error":{"code":")" + name + R"(","message":"journal: no; expected yes"}})");
    CHECK((said.head.find("Retry-After: 5\r\n") != std::string::npos) == (status == 503));
  }
}

TEST_CASE("intake: unknown paths and wrong methods") {
  intake node;
  CHECK(ask(node.routes, "POST", "/pusher", notification).status == 404);
  CHECK(ask(node.routes, "POST", "/push/", notification).status == 404);
  CHECK(ask(node.routes, "GET", "/stats").status == 404);
  for (const auto* method : {"GET", "HEAD", "PUT", "DELETE", "PATCH"}) {
    const auto said = ask(node.routes, method, "/push");
    CHECK(said.status == 405);
    CHECK(said.head.find("Allow: OPTIONS, POST\r\n") != std::string::npos);
  }
  CHECK(ask(node.routes, "POST", "/livez").status == 405);
  CHECK(ask(node.routes, "OPTIONS", "/push").status == 200);
  CHECK(ask(node.routes, "OPTIONS", "/nowhere").status == 404);
  CHECK(node.port.taken.empty());
}

TEST_CASE("intake: the probes say one word") {
  intake node;
  CHECK(ask(node.routes, "GET", "/livez").body == "alive\n");
  CHECK(ask(node.routes, "GET", "/readyz").body == "ready\n");
  const auto head = ask(node.routes, "HEAD", "/livez");
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  node.port.unready = "the journal is full of secrets";
  const auto said = ask(node.routes, "GET", "/readyz");
  CHECK(said.status == 503);
  CHECK(said.body == "unready\n");
}

TEST_CASE("intake: a baseline is marked row by row, and its end is a change of its own") {
  intake node;
  const auto said = ask(node.routes, "POST", "/changes?baseline=true",
                        price_change + "\n" + price_change, "application/x-ndjson");
  CHECK(said.body == R"({"accepted":2,"duplicates":0,"unrouted":0,"discarded":0})");
  REQUIRE(node.port.taken.size() == 1);
  for (const auto& parcel : node.port.taken[0].parcels)
    for (const auto& each : parcel.changes) CHECK(each.kind == change_kind::baseline);
  CHECK(ask(node.routes, "POST", "/changes?baseline=begin").status == 200);
  CHECK(node.port.taken.at(1).parcels.at(0).changes.at(0).kind == change_kind::baseline_begin);
  CHECK(ask(node.routes, "POST", "/changes?baseline=end").status == 200);
  REQUIRE(node.port.taken.size() == 3);
  const auto& end = node.port.taken[2].parcels.at(0).changes.at(0);
  CHECK(end.kind == change_kind::baseline_end);
  CHECK(end.entity == entity::inventory);
  CHECK(end.key.empty());
  CHECK(end.accepted_at_us == 5);
  CHECK(ask(node.routes, "POST", "/changes", price_change).status == 200);
  CHECK(node.port.taken[3].parcels.at(0).changes.at(0).kind == change_kind::row);
}

TEST_CASE("intake: what is known is told once all that was accepted has been taken in [SPEC 3]") {
  intake node;
  const auto early = ask(node.routes, "POST", "/changes?baseline=known");
  CHECK(early.status == 200);
  CHECK(early.body ==
        R"({"accepted":0,"duplicates":0,"unrouted":0,"discarded":0,"taken_in":false})");
  node.port.memory.complete = true;
  node.port.memory.known.at(index_of(entity::inventory)) = 50'000;
  CHECK(ask(node.routes, "POST", "/changes?baseline=known").body ==
        R"({"accepted":0,"duplicates":0,"unrouted":0,"discarded":0,"taken_in":true,)"
        R"("known":{"pricing":0,"inventory":50000,"shipment":0,"customer":0,"order":0}})");
  CHECK(node.port.taken.empty());
}

TEST_CASE("intake: a baseline that is not understood keeps nothing") {
  intake node;
  for (const auto* target :
       {"/changes?baseline=false", "/changes?baseline=", "/changes?baseline=true&baseline=end",
        "/changes?baseline=end", "/changes?baseline=known"})
    CHECK_MESSAGE(ask(node.routes, "POST", target, price_change).status == 400, target);
  CHECK(node.port.taken.empty());
}

namespace {

struct heard final : lost_push_port {
  std::vector<std::string> rows;
  std::vector<std::pair<std::string, std::uint64_t>> pushes;
  std::vector<int> refusals;
  status take_rows(const std::vector<std::string>& what) override {
    if (what.empty()) return error{errc::storage_failed, "disk", {}};
    rows = what;
    return done();
  }
  void note_push(std::string_view query, std::uint64_t stamp) override {
    pushes.emplace_back(query, stamp);
  }
  void note_refusal(int http_status) override { refusals.push_back(http_status); }
};

}  // namespace

TEST_CASE("intake: the watch over lost notifications hears of each push and refusal") {
  tests::fake_intake port;
  heard watch;
  auto how = std::make_shared<acumatica::reading>();
  how->queries["MC Price"] = entity::pricing;
  how->lost_pushes = "Lost";
  auto routes = api::intake_routes(port, {.reading = [&] { return how; },
                                          .wall_us = [] { return std::int64_t{5}; },
                                          .lost_pushes = &watch});
  CHECK(ask(routes, "POST", "/push", notification).status == 200);
  REQUIRE(watch.pushes.size() == 1);
  CHECK(watch.pushes.front().first == "MC Price");
  CHECK(watch.pushes.front().second == 638912345678901234U);
  port.refusal = error{errc::full, "journal", {}};
  CHECK(ask(routes, "POST", "/push", notification).status == 503);
  CHECK(watch.refusals == std::vector{503});
  CHECK(watch.pushes.size() == 1);
  const auto lost = [](const std::string& rows) {
    return R"({"Inserted":)" + rows + R"(,"Query":"Lost","Id":"1","TimeStamp":1})";
  };
  const auto said = ask(routes, "POST", "/push", lost(R"([{"HookId":"h"}])"));
  CHECK(said.status == 200);
  CHECK(said.body == R"({"accepted":0,"duplicates":0,"unrouted":0,"discarded":0})");
  CHECK(watch.rows == std::vector<std::string>{R"({"HookId":"h"})"});
  CHECK(ask(routes, "POST", "/push", lost("[]")).status == 503);  // not kept: sent again
}
