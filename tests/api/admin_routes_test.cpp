#include "api/admin_routes.hpp"

#include "api/letters_json.hpp"
#include "fake_ports.hpp"
#include "messages/letter_advice.hpp"

#include <doctest/doctest.h>

#include <latch>
#include <thread>

namespace {

using namespace acumage;
using tests::ask;

struct admin {
  tests::fake_node node;
  api::router routes = api::admin_routes(node, {});
};

dead_letter sample() {
  dead_letter letter;
  letter.id = 17;
  letter.change.sequence = 4;
  letter.change.what.entity = entity::pricing;
  letter.change.what.key = "LAMP-07";
  letter.change.what.stamp = 638912345678901234U;
  letter.change.what.inserted = R"({"InventoryID":"LAMP-07"})";
  letter.reason = letter_class::exhausted;
  letter.error = "no \"luck\"";
  letter.status = 500;
  letter.request = "POST /V1/products/base-prices";
  letter.attempts = {{.at_us = 1'000'000, .status = 0, .message = "reset", .request_id = "3f9c-8"},
                     {.at_us = 2'000'000, .status = 500, .message = "oops"}};
  letter.first_at_us = 1'000'000;
  letter.last_at_us = 2'000'000;
  letter.replays = 1;
  letter.note = "seen";
  return letter;
}

}  // namespace

TEST_CASE("admin: letters are listed by filter, page by page") {
  admin api;
  api.node.page.items = {sample()};
  api.node.page.next = 18;
  const auto said = ask(api.routes, "GET",
                        "/dead-letters?entity=pricing&key=LAMP-%2A&id=17&id=18&limit=5&cursor=3");
  CHECK(said.status == 200);
  CHECK(said.body ==
        R"({"items":[{"id":"17","entity":"pricing","key":"LAMP-07","version":"638912345678901234",)"
        R"("class":"exhausted","state":"open","status":500,"error":"no \"luck\"",)"
        R"("first_at":"1970-01-01T00:00:01.000Z","last_at":"1970-01-01T00:00:02.000Z","replays":1,)"
        R"("note":"seen","attempts":2}],"next":"18"})");
  CHECK(api.node.filter.key == "LAMP-*");
  CHECK(api.node.filter.ids == std::vector<std::uint64_t>{17, 18});
  CHECK(api.node.filter.state == letter_state::open);
  CHECK(api.node.limit == 5);
  CHECK(api.node.number == 3);
  api.node.page = {};
  CHECK(ask(api.routes, "GET", "/dead-letters").body == R"({"items":[],"next":null})");
}

TEST_CASE("admin: a wrong filter is a 400 that names it, and the node is not asked") {
  admin api;
  for (const auto* target :
       {"/dead-letters?colour=red", "/dead-letters?status=4x", "/dead-letters?key=a&key=b",
        "/dead-letters/count?limit=5", "/history?class=data", "/history?since=now", "/stats?x=1",
        "/settings?x=1", "/dead-letters/17?x=1", "/replays/a1?x"}) {
    CAPTURE(target);
    const auto said = ask(api.routes, "GET", target);
    CHECK(said.status == 400);
    CHECK(said.body.find(R"({"error":{"code":"invalid","message":"parameter )") == 0);
  }
  for (const auto* path :
       {"/dead-letters/replay", "/dead-letters/discard", "/dead-letters/resolve",
        "/dead-letters/reopen", "/lanes/all/pause", "/lanes/all/stop-intake", "/connection/test"}) {
    CAPTURE(path);
    CHECK(ask(api.routes, "POST", path, R"({"colour":"red"})").status == 400);
    CHECK(ask(api.routes, "POST", path, "{").status == 400);
    CHECK(ask(api.routes, "POST", path, "{}", "text/plain").status == 415);
    CHECK(ask(api.routes, "POST", path, "{}", "").status == 415);
  }
  CHECK(api.node.calls.empty());
}

TEST_CASE("admin: one letter comes whole") {
  admin api;
  api.node.one = sample();
  const auto said = ask(api.routes, "GET", "/dead-letters/17");
  CHECK(said.status == 200);
  CHECK(api.node.number == 17);
  CHECK(said.body == api::letter_json(sample()));
  for (
      const auto* part :
      {R"("attempts":[{"at":"1970-01-01T00:00:01.000Z","status":null,"message":"reset","request_id":"3f9c-8"},{"at":)",
       R"("request":"POST /V1/products/base-prices")", R"("inserted":{"InventoryID":"LAMP-07"})",
       R"("state":"open")"})
    CHECK_MESSAGE(said.body.find(part) != std::string::npos, part);
  CHECK(ask(api.routes, "GET", "/dead-letters/99999999999999999999").status == 404);
  CHECK(ask(api.routes, "GET", "/dead-letters/" + std::string(7000, '1')).status == 404);
  for (const auto* id : {"x", "17x", "-1", "", "17/", "17/letter"})
    CHECK_MESSAGE(ask(api.routes, "GET", "/dead-letters/" + std::string{id}).status == 404, id);
  api.node.refusal = error{errc::not_found, "dead letter 17: none; expected an id", {}};
  CHECK(ask(api.routes, "GET", "/dead-letters/17").status == 404);
}

TEST_CASE("admin: a list of whole letters carries what one letter does") {
  admin api;
  api.node.page.items = {sample()};
  const auto said = ask(api.routes, "GET", "/dead-letters?whole=true");
  CHECK(said.body == R"({"items":[)" + api::letter_json(sample()) + R"(],"next":null})");
  CHECK(ask(api.routes, "GET", "/dead-letters?whole=yes").status == 400);
  CHECK(ask(api.routes, "GET", "/dead-letters/count?whole=true").status == 400);
}

TEST_CASE("admin: a letter says what went wrong and what to do, for every class") {
  for (int i = 0; i <= static_cast<int>(letter_class::bug); ++i) {
    auto letter = sample();
    letter.reason = static_cast<letter_class>(i);
    const auto advice = advice_on(letter.reason);
    CHECK(advice.explanation.size() > 40);
    CHECK(advice.remedy.size() > 40);
    for (int other = 0; other < i; ++other)
      CHECK(advice.explanation != advice_on(static_cast<letter_class>(other)).explanation);
    const auto json = api::letter_json(letter);
    CHECK(json.find(R"("explanation":")" + std::string{advice.explanation.substr(0, 30)}) !=
          std::string::npos);
    CHECK(json.find(R"("remedy":")" + std::string{advice.remedy.substr(0, 30)}) !=
          std::string::npos);
  }
}

TEST_CASE("admin: the change of a letter is replaced, or only looked at [SPEC 9 Edit]") {
  admin api;
  api.node.one = sample();
  api.node.one.original =
      change_rows{.key = "LAMP-7", .inserted = R"({"InventoryID":"LAMP-7"})", .deleted = {}};
  const std::string change = R"({"inserted":{"InventoryID":"LAMP-07"}})";
  const auto said = ask(api.routes, "PUT", "/dead-letters/17/change", change);
  CHECK(said.status == 200);
  CHECK(said.body == api::letter_json(api::edited_letter{api.node.one, {}}));
  CHECK(said.body.ends_with(R"("ruling":null})"));
  CHECK(said.body.find(
            R"("original":{"key":"LAMP-7","inserted":{"InventoryID":"LAMP-7"}},"request")") !=
        std::string::npos);
  CHECK(api.node.number == 17);
  CHECK(api.node.text == change);
  api.node.ruling = "filtered: no price";
  CHECK(ask(api.routes, "PUT", "/dead-letters/17/change?dry_run=true", change)
            .body.ends_with(R"("ruling":"filtered: no price"})"));
  CHECK(api.node.calls == std::vector<std::string>{"edit", "would edit"});
  CHECK(ask(api.routes, "PUT", "/dead-letters/x/change", change).status == 404);
  CHECK(ask(api.routes, "PUT", "/dead-letters/17/change?force=true", change).status == 400);
  CHECK(ask(api.routes, "PUT", "/dead-letters/17/change", change, "text/plain").status == 415);
  CHECK(ask(api.routes, "GET", "/dead-letters/17/change").status == 405);
  CHECK(api.node.calls.size() == 2);
  api.node.refusal = error{errc::conflict, "dead letter 17: is resolved; expected an open one", {}};
  CHECK(ask(api.routes, "PUT", "/dead-letters/17/change", change).status == 409);
}

TEST_CASE("admin: a letter of no known query has no entity") {
  auto letter = sample();
  letter.reason = letter_class::unrouted;
  CHECK(api::letter_item_json(letter).find(R"("entity":null)") != std::string::npos);
}

TEST_CASE("admin: letters are counted by class") {
  admin api;
  api.node.counted = {.total = 3, .by_class = {{"data", 1}, {"poison", 2}}};
  CHECK(ask(api.routes, "GET", "/dead-letters/count?class=data").body ==
        R"({"count":3,"by_class":{"data":1,"poison":2}})");
  CHECK(api.node.filter.reason == letter_class::data);
}

TEST_CASE("admin: a dry run of a replay counts what would move [SPEC 9]") {
  admin api;
  api.node.counted.total = 3;
  const auto counted = [&](const std::string& body) {
    const auto said = ask(api.routes, "POST", "/dead-letters/replay?dry_run=true", body).body;
    return said.substr(0, said.find_first_of(",}")) + "}";  // what it overwrites is another test
  };
  CHECK(counted(R"({"key":"A*"})") == R"({"count":3})");
  CHECK(counted(R"({"key":"A*","force":true})") == R"({"count":3})");
  CHECK(counted(R"({"state":"any"})") == R"({"count":3})");
  CHECK(counted(R"({"state":"any","force":true})") == R"({"count":6})");
  CHECK(counted(R"({"state":"superseded","force":true})") == R"({"count":3})");
  for (const auto* state : {"superseded", "resolved", "discarded", "replaying"})
    CHECK(counted(R"({"state":")" + std::string{state} + R"("})") == R"({"count":0})");
  CHECK(counted(R"({"state":"resolved","force":true})") == R"({"count":0})");
  CHECK(counted(R"({"id":[5]})") == R"({"count":3})");
  CHECK(counted(R"({"id":[5],"force":true})") == R"({"count":6})");
  CHECK(counted(R"({"id":[5],"force":true,"state":"open"})") == R"({"count":3})");
}

TEST_CASE("admin: a replay is a job, its dry run a count") {
  admin api;
  api.node.counted.total = 3;
  api.node.job = {.id = "r1", .filter = {}, .total = 3, .moved = 1};
  api.node.job.note_unmoved(5, "it is resolved");
  const auto dry =
      ask(api.routes, "POST", "/dead-letters/replay", R"({"entity":"order","dry_run":true})");
  CHECK(dry.status == 200);
  CHECK(dry.body == R"({"count":3})");
  CHECK(api.node.filter.entity == entity::order);
  CHECK(api.node.filter.state == letter_state::open);
  CHECK(api.node.calls == std::vector<std::string>{"count"});
  const auto real = ask(api.routes, "POST", "/dead-letters/replay?entity=order",
                        R"({"force":true,"rate":20,"id":[5,"6"]})");
  CHECK(real.status == 202);
  CHECK(real.body == R"({"job":"r1","count":6})");  // what is open, and what force moves beside it
  CHECK(api.node.calls.back() == "replay forced");
  CHECK(api.node.number == 20);
  CHECK(api.node.filter.ids == std::vector<std::uint64_t>{5, 6});
  CHECK_FALSE(api.node.filter.state);  // whoever is named is told why it did not move
  CHECK(ask(api.routes, "GET", "/replays/r1").body ==
        R"({"job":"r1","state":"running","total":3,"moved":1,"superseded":0,"failed":0,)"
        R"("unmoved":[{"id":"5","why":"it is resolved"}],"outcomes":null})");
  CHECK(api.node.text == "r1");
  api.node.ends = order_ends{.by_outcome = {0, 0, 1, 0}};
  CHECK(
      ask(api.routes, "GET", "/replays/r1")
          .body.find(
              R"("outcomes":{"delivered":0,"superseded":0,"filtered":1,"dead_lettered":0,"waiting":0})") !=
      std::string::npos);
  CHECK(ask(api.routes, "POST", "/replays/r1").head.find("Allow: OPTIONS, GET, HEAD, DELETE\r\n") !=
        std::string::npos);
  CHECK(ask(api.routes, "DELETE", "/replays/r1").status == 200);
  CHECK(api.node.calls.back() == "cancel");
  api.node.refusal = error{errc::conflict, "replay: r1 runs; expected none", {}};
  CHECK(ask(api.routes, "POST", "/dead-letters/replay", R"({"all":true})").status == 409);
}

TEST_CASE("admin: a dry run of a replay by force names what it would write over [SPEC 3]") {
  admin api;
  api.node.counted.total = 3;
  api.node.newer = {.count = 1,
                    .first = {{.id = 17,
                               .entity = entity::pricing,
                               .key = "LAMP-07",
                               .version = {5, 1},
                               .rows = R"({"DefaultPrice":4})",
                               .newer = {9, 2},
                               .value = "42.5"}}};
  const std::string order = R"({"all":true,"force":true,"dry_run":true})";
  CHECK(
      ask(api.routes, "POST", "/dead-letters/replay", order).body ==
      R"({"count":3,"overwrites":1,"examples":[{"id":"17","entity":"pricing","key":"LAMP-07",)"
      R"("older":{"version":"5","row":{"DefaultPrice":4}},"newer":{"version":"9","value":"42.5"}}]})");
  CHECK(api.node.calls == std::vector<std::string>{"count", "overtaken"});
}

TEST_CASE("admin: letters are closed with a note, or only counted") {
  admin api;
  api.node.counted.total = 2;
  const auto dry =
      ask(api.routes, "POST", "/dead-letters/discard", R"({"all":true,"dry_run":true})");
  CHECK(dry.body == R"({"count":2})");
  CHECK(api.node.calls.back() == "count");
  CHECK(ask(api.routes, "POST", "/dead-letters/discard", R"({"id":[3]})").body == R"({"count":2})");
  CHECK(api.node.calls.back() == "close discarded");
  ask(api.routes, "POST", "/dead-letters/resolve", R"({"all":true,"note":"by hand"})");
  CHECK(api.node.calls.back() == "close resolved");
  ask(api.routes, "POST", "/dead-letters/resolve", R"({"state":"any","dry_run":true})");
  CHECK(api.node.filter.state == letter_state::open);  // those that it would close
  CHECK(api.node.text == "by hand");
}

TEST_CASE(
    "admin: closed letters are reopened, or only counted, and each named says why not [SPEC 9 "
    "Reopen]") {
  admin api;
  api.node.reopened = {
      .count = 2, .superseded = 1, .already_open = 3, .unmoved = {{7, "superseded"}}};
  const std::string answer =
      R"({"count":2,"superseded":1,"already_open":3,"unmoved":[{"id":"7","why":"superseded"}]})";
  const auto order = [&](const std::string& body) {
    return ask(api.routes, "POST", "/dead-letters/reopen", body);
  };
  CHECK(order(R"({"all":true,"dry_run":true})").body == answer);
  CHECK(api.node.calls == std::vector<std::string>{"count reopened"});
  CHECK_FALSE(api.node.filter.state);  // both kinds
  CHECK(order(R"({"id":[3,7]})").body == answer);
  CHECK(api.node.calls.back() == "reopen");
  CHECK(api.node.filter.ids == std::vector<std::uint64_t>{3, 7});
  CHECK(order(R"({"state":"discarded"})").status == 200);
  CHECK(api.node.filter.state == letter_state::discarded);
  for (const auto* state : {"open", "replaying", "superseded"}) {
    const auto refused = order(R"({"state":")" + std::string{state} + R"("})");
    CHECK(refused.status == 400);
    CHECK(refused.body.find("expected resolved, discarded or any") != std::string::npos);
  }
  api.node.refusal = error{errc::full, "dead letters: full; expected fewer", {}};
  CHECK(order(R"({"all":true})").status == 503);
}

TEST_CASE("admin: the history is listed") {
  admin api;
  api.node.past.items.push_back({.at_us = 2'000'000,
                                 .entity = entity::order,
                                 .key = "SO SO009120",
                                 .version = {638912345678901234U, 9},
                                 .outcome = end_kind::filtered,
                                 .reason = "unchanged",
                                 .attempts = 1,
                                 .status = 0,
                                 .duration_ms = 12,
                                 .request_id = "q7"});
  api.node.past.next = "c2";
  const auto said = ask(api.routes, "GET", "/history?outcome=filtered&cursor=c1&limit=7");
  CHECK(
      said.body ==
      R"({"items":[{"id":"2000000-9","at":"1970-01-01T00:00:02.000Z","entity":"order",)"
      R"("key":"SO SO009120","version":"638912345678901234","sequence":"9","source":"unknown",)"
      R"("recorded":false,"value":null,"previous":null,"outcome":"filtered","reason":"unchanged","attempts":1,)"
      R"("status":null,"duration_ms":12,"request_id":"q7"}],"next":"c2"})");
  CHECK(api.node.past_filter.outcome == end_kind::filtered);
  CHECK(api.node.text == "c1");
  CHECK(api.node.limit == 7);
}

TEST_CASE(
    "admin: sending and intake of lanes are switched off and on, one or all [SPEC 8 Switches]") {
  admin api;
  for (const std::string order : {"pause", "resume", "stop-intake", "start-intake"})
    for (const std::string lane : {"pricing", "order", "all"}) {
      const auto said = ask(api.routes, "POST", "/lanes/" + lane + "/" + order);
      CHECK(said.status == 200);
      CHECK(said.body ==
            R"({"state":"state after )" + order + R"(","count":)" + (lane == "all" ? "5}" : "1}"));
      CHECK(api.node.calls.back() == lane + " " + order);
    }
  const auto before = api.node.calls.size();
  CHECK(ask(api.routes, "POST", "/lanes/all/pause", R"({"dry_run":true})").body ==
        R"({"state":"paused","count":5})");
  CHECK(api.node.calls.size() == before);
  CHECK(ask(api.routes, "POST", "/lanes/prices/pause").status == 404);
  CHECK(ask(api.routes, "POST", "/lanes/pricing/stop").body.find("stop-intake or start-intake") !=
        std::string::npos);
  CHECK(ask(api.routes, "POST", "/lanes/pricing/stop").status == 404);
  const auto wrong = ask(api.routes, "GET", "/lanes/pricing/pause");
  CHECK(wrong.status == 405);
  CHECK(wrong.head.find("Allow: OPTIONS, POST\r\n") != std::string::npos);
}

TEST_CASE("admin: the connection test is told check by check") {
  admin api;
  api.node.checks = {{.name = "tls", .ok = true, .detail = "fine", .remedy = ""},
                     {.name = "token", .ok = false, .detail = "401", .remedy = "a new one"}};
  CHECK(ask(api.routes, "POST", "/connection/test").body ==
        R"({"ok":false,"checks":[{"name":"tls","ok":true,"detail":"fine","remedy":""},)"
        R"({"name":"token","ok":false,"detail":"401","remedy":"a new one"}]})");
}

TEST_CASE("admin: settings in force, and where each was given") {
  admin api;
  api.node.in_force = {{"admin.token", {"set", "config.ini:3, file /run/token"}},
                       {"queue.batch_count", {"25", "default"}}};
  CHECK(ask(api.routes, "GET", "/settings").body ==
        R"({"admin.token":"set","queue.batch_count":"25","sources":{)"
        R"("admin.token":"config.ini:3, file /run/token","queue.batch_count":"default"}})");
}

TEST_CASE("admin: the probes say one word") {
  admin api;
  CHECK(ask(api.routes, "GET", "/livez").body == "alive\n");
  CHECK(ask(api.routes, "GET", "/readyz").body == "ready\n");
  api.node.unready = "disk";
  const auto said = ask(api.routes, "GET", "/readyz");
  CHECK(said.status == 503);
  CHECK(said.body == "unready\n");
}

TEST_CASE("admin: slow calls leave a worker for the others") {
  struct waiting_node : tests::fake_node {
    std::latch entered{2};
    std::latch leave{1};
    result<std::vector<api::connection_check>> test_connection() override {
      entered.count_down();
      leave.wait();
      return std::vector<api::connection_check>{};
    }
  } node;
  const auto routes = api::admin_routes(node, {.slow_calls = 2});
  int statuses[2] = {0, 0};
  std::thread first{[&] { statuses[0] = ask(routes, "POST", "/connection/test").status; }};
  std::thread second{[&] { statuses[1] = ask(routes, "POST", "/connection/test").status; }};
  node.entered.wait();
  const auto refused = ask(routes, "GET", "/dead-letters");
  CHECK(refused.status == 503);
  CHECK(refused.head.find("Retry-After: ") != std::string::npos);
  CHECK(ask(routes, "GET", "/stats").status == 200);
  node.leave.count_down();
  first.join();
  second.join();
  CHECK(statuses[0] == 200);
  CHECK(statuses[1] == 200);
  CHECK(ask(routes, "GET", "/dead-letters").status == 200);
}

TEST_CASE("admin: what a call throws is a 500 that says so, not the end of the process") {
  struct throwing_node : tests::fake_node {
    std::map<std::string, api::setting> settings() const override {
      throw std::runtime_error{"broken"};
    }
  } node;
  const auto said = ask(api::admin_routes(node, {}), "GET", "/settings");
  CHECK(said.status == 500);
  CHECK(said.body.find(R"({"error":{"code":"bug","message":"/settings: broken)") == 0);
}

TEST_CASE("admin: a call that finds no memory is told to come again") {
  struct starved_node : tests::fake_node {
    std::map<std::string, api::setting> settings() const override { throw std::bad_alloc{}; }
  } node;
  const auto said = ask(api::admin_routes(node, {}), "GET", "/settings");
  CHECK(said.status == 503);
  CHECK(said.head.find("Retry-After") != std::string::npos);
}

TEST_CASE("admin: pull jobs are listed newest first, shown, and cancelled") {
  admin api;
  pull_job first;
  first.id = "00000001";
  first.state = pull_state::failed;
  first.error = "\"Acumage Price\": unknown inquiry";
  pull_job second;
  second.id = "00000002";
  second.state = pull_state::reading;
  second.wait = pull_wait::no_seat;
  second.started_us = 1'000'000;
  second.rows = 500;
  second.expected = 1000;
  api.node.now.now_us = 11'000'000;
  api.node.pulled = {first, second};
  const auto all = ask(api.routes, "GET", "/resync").body;
  CHECK(all.find("00000002") < all.find("00000001"));
  const auto one = ask(api.routes, "GET", "/resync/00000002").body;
  CHECK(one.find(R"("state":"reading","sub_state":"no_seat")") != std::string::npos);
  CHECK(one.find(R"("rows_per_s":50,"left_s":10)") != std::string::npos);
  CHECK(ask(api.routes, "GET", "/resync/9").status == 404);
  CHECK(ask(api.routes, "DELETE", "/resync/00000002").status == 200);
  CHECK(api.node.calls.back() == "cancel pull 00000002");
}

TEST_CASE("admin: a dry run of a resync is answered with what it counted") {
  admin api;
  pull_job counted;
  counted.id = "00000007";
  counted.state = pull_state::done;
  counted.rows = 12;
  counted.fresh = 3;
  counted.unchanged = 9;
  counted.examples = {"LAMP-07"};
  api.node.pulled = {counted};
  const auto order = R"({"entity":"pricing","all":true,"dry_run":true})";
  const auto answer = ask(api.routes, "POST", "/resync", order);
  CHECK(answer.status == 200);
  CHECK(
      answer.body ==
      R"({"id":"00000007","rows":12,"new":3,"unchanged":9,"superseded":0,"count":3,"examples":["LAMP-07"]})");
  api.node.pulled.front().state = pull_state::failed;
  CHECK(ask(api.routes, "POST", "/resync", order).status == 409);
  api.node.pulled.front().state = pull_state::reading;
  CHECK(ask(api.routes, "POST", "/resync", order).status == 503);
}

TEST_CASE("admin: a first load is shown with its comparison, its questions and its progress") {
  admin api;
  CHECK(ask(api.routes, "GET", "/first-load").status == 404);
  first_load load;
  load.step = load_step::asking;
  load.parts.resize(2);
  load.parts[0].rows = 120;
  load.parts[0].time = {.reading_s = 3, .sending_s = 2, .measured = true};
  load.parts[0].seen = load_comparison{.checked = 120, .changes = 2, .largest = {{"A", "1", "9"}}};
  load.parts[0].paused = true;
  load.parts[1].entity = entity::customer;
  load.parts[1].seen = load_comparison{.checked = 7, .lacking = 4};
  load.progress = {.words = "pricing: sending", .done = 10, .expected = 30, .rate = 4};
  api.node.load = load;
  const auto shown = ask(api.routes, "GET", "/first-load").body;
  for (const auto* part :
       {R"("step":"asking","state":"running")",
        R"({"entity":"pricing","state":"compared","paused":true,"rows":120,"reading_s":3,)",
        R"("largest":[{"key":"A","store":"1","erp":"9"}])", R"("left_s":5)",
        R"("questions":[{"name":"create_customers","count":4}])"})
    CHECK_MESSAGE(shown.find(part) != std::string::npos, shown);
  CHECK(ask(api.routes, "DELETE", "/first-load").status == 200);
  CHECK(api.node.calls.back() == "cancel first load");
  api.node.refusal = error{errc::conflict, "first-load: none is under way", {}};
  CHECK(ask(api.routes, "DELETE", "/first-load").status == 409);
}

TEST_CASE("admin: a backup is begun with its folder, and the last one is shown") {
  admin api;
  CHECK(ask(api.routes, "GET", "/backups").body.find(R"("state":"none","path":null)") !=
        std::string::npos);
  CHECK(ask(api.routes, "POST", "/backups", R"({"folder":"/mnt/a","keep":3})").status == 202);
  CHECK(api.node.calls.back() == "backup /mnt/a 3");
  CHECK(ask(api.routes, "POST", "/backups", "").status == 202);
  CHECK(api.node.calls.back() == "backup  0");
  const auto calls = api.node.calls.size();
  for (const auto* wrong : {R"({"folder":""})", R"({"folder":"here"})", R"({"keep":0})",
                            R"({"keep":1001})", R"({"to":"/mnt/a"})"}) {
    CAPTURE(wrong);
    const auto refused = ask(api.routes, "POST", "/backups", wrong);
    CHECK(refused.status == 400);
    CHECK(refused.body.find("; expected") != std::string::npos);
  }
  CHECK(api.node.calls.size() == calls);
  api.node.backup = {.is = backup_status::stage::failed,
                     .path = "/mnt/a",
                     .began_us = 1'786'702'931'042'000,
                     .error = "no room"};
  CHECK(ask(api.routes, "GET", "/backups").body.find(R"("state":"failed","path":"/mnt/a")") !=
        std::string::npos);
  api.node.refusal = error{errc::conflict, "backup: one is under way", {}};
  CHECK(ask(api.routes, "POST", "/backups", R"({"folder":"/mnt/a"})").status == 409);
}

TEST_CASE("admin: pulls are listed with what is planned, and whether there is an ERP") {
  admin api;
  CHECK(ask(api.routes, "GET", "/resync").body == R"({"items":[],"erp":false,"schedule":[]})");
  api.node.pulled_next = {{{entity::pricing, 1'755'000'000'000'000, 0, 1'755'000'060'000'000}}};
  CHECK(
      ask(api.routes, "GET", "/resync").body ==
      R"({"items":[],"erp":true,"schedule":[{"entity":"pricing","complete_at":"2025-08-12T12:00:00.000Z","next_delta_at":null,"next_sweep_at":"2025-08-12T12:01:00.000Z"}]})");
}

TEST_CASE("admin: reconciliations are listed newest first, with the next by schedule") {
  admin api;
  reconcile_status first;
  first.id = "17";
  first.order = {.scope = reconcile_scope::keys, .keys = {"A", "B"}};
  first.key_count = 30;
  first.differences = 150;
  reconcile_status second;
  second.id = "18";
  second.order = {.scope = reconcile_scope::sample, .sample = 500, .automatic = true};
  api.node.compared = {first, second};
  api.node.compared_next = {1'755'000'000'000'000, {entity::pricing, entity::order}};
  const auto all = ask(api.routes, "GET", "/reconcile").body;
  CHECK(all.find(R"("id":"18")") < all.find(R"("id":"17")"));
  CHECK(all.find(R"("scope":"keys","sample":0,"key_count":30,"keys":["A","B"])") !=
        std::string::npos);
  CHECK(all.find(R"("scope":"sample","sample":500,)") != std::string::npos);
  CHECK(all.find(R"("differences":150)") != std::string::npos);
  CHECK(all.ends_with(R"("next_at":"2025-08-12T12:00:00.000Z","scheduled":["pricing","order"]})"));
}

TEST_CASE(
    "admin: a reconciliation is shown with its differences, class by class and page by page") {
  admin api;
  reconcile_status job;
  job.id = "17";
  job.state = reconcile_state::done;
  job.classes = {{"agree", 9}, {"store_edited", 150}};
  job.differences = 150;
  api.node.compared = {job};
  const auto early = ask(api.routes, "GET", "/reconcile/17");
  CHECK(early.status == 200);
  CHECK(early.body.find(R"("items":[],"next":null)") != std::string::npos);
  CHECK(api.node.calls.empty());
  api.node.compared.front().file = "reports/pricing-17.csv";
  api.node.differing = {{{"K1", "store_edited", "", "1", "2", "run it"}}, "4711"};
  const auto page = ask(api.routes, "GET", "/reconcile/17?class=store_edited&cursor=100").body;
  CHECK(api.node.text == "17 store_edited 100");
  CHECK(api.node.limit == 100);
  CHECK(
      page.find(
          R"("items":[{"key":"K1","class":"store_edited","erp":null,"node":"1","store":"2","remedy":"run it"}],"next":"4711")") !=
      std::string::npos);
  CHECK(ask(api.routes, "GET", "/reconcile/17?kind=x").status == 400);
  CHECK(ask(api.routes, "GET", "/reconcile/18").status == 404);
  CHECK(ask(api.routes, "GET", "/reconcile/17/report").status == 404);
  CHECK(ask(api.routes, "DELETE", "/reconcile/17").status == 200);
  CHECK(api.node.calls.back() == "cancel reconciliation 17");
}

TEST_CASE("admin: lost notifications are listed with what covered them") {
  admin api;
  api.node.lost.items = {
      {{"hook", ticks_of(1'755'000'000'000'000), "MC Price", "timeout", true}, 1, "00000007", {}},
      {{"hook", 1, "MC Price", "x", false}, 1, {}, "push"}};
  api.node.lost.asked_us = 1'755'000'000'000'000;
  const auto all = ask(api.routes, "GET", "/lost-pushes").body;
  CHECK(all.find(R"({"at":"2025-08-12T12:00:00)") != std::string::npos);
  CHECK(
      all.find(
          R"("query":"MC Price","error":"timeout","truncated":true,"covered_by":null,"job":"00000007")") !=
      std::string::npos);
  CHECK(all.find(R"("covered_by":"push","job":null)") != std::string::npos);
  CHECK(all.find(R"("problem":null)") != std::string::npos);
}
