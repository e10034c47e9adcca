#include "erp/client.hpp"
#include "tests/erp/erp_server.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <thread>

using namespace acumage::erp;
using namespace acumage::tests;
using namespace std::chrono_literals;

namespace {

constexpr auto* item = "/entity/Default/25.200.001/StockItem/A";
constexpr auto* inquiry_of_prices = "/t/Northwind/api/odata/gi/Acumage%20Price";

erp_answer empty_list(const erp_request&) { return {200, "[]"}; }

}  // namespace

TEST_CASE("erp client: signs in when it is needed, once, and out at the end") {
  for (const auto auth : {sign_in::oauth, sign_in::password}) {
    erp_server erp{empty_list};
    client way{erp.where(auth)};
    CHECK(erp.seen().empty());
    CHECK_FALSE(way.clock());
    CHECK(*way.get(item) == "[]");
    CHECK(*way.put("/entity/Default/25.200.001/InventorySummaryInquiry?$expand=Results", "{}") ==
          "[]");
    CHECK(erp.open_sessions() == 1);
    CHECK(way.counted().sign_ins == 1);
    CHECK(way.counted().requests == 3);
    CHECK(way.clock());
    CHECK(way.sign_out());
    CHECK(erp.open_sessions() == 0);
    CHECK(erp.seen("/logout").front().content_length == "0");
    CHECK(way.sign_out());
    CHECK(erp.seen("/logout").size() == 1);
  }
}

TEST_CASE("erp client: with a password OData takes no session, but the clock is known before") {
  erp_server erp{[](const erp_request& what) -> erp_answer {
    if (what.path == "/northwind/entity") return {200, "[]"};
    return {200, what.authorization};
  }};
  client way{erp.where(sign_in::password)};
  CHECK(way.get(inquiry_of_prices)->starts_with("Basic "));
  CHECK(way.clock());
  CHECK(erp.open_sessions() == 0);
  CHECK(way.counted().sign_ins == 0);
  CHECK(way.open(client::reach::all));
  CHECK(erp.open_sessions() == 1);
}

TEST_CASE("erp client: a lost session is opened again once, and the request repeated") {
  erp_server erp{empty_list};
  client way{erp.where()};
  REQUIRE(way.get(item));
  erp.end_sessions();
  CHECK(way.get(item));
  CHECK(way.counted().sign_ins == 2);
  erp.end_sessions();
  CHECK(way.get(item));
  CHECK(way.counted().sign_ins == 3);
}

TEST_CASE("erp client: a second 401 counts as a refused sign-in") {
  erp_server erp{[](const erp_request&) -> erp_answer { return {401}; }};
  client way{erp.where()};
  CHECK(way.get(item).problem().kind == trouble::sign_in_refused);
  CHECK(way.counted().sign_ins == 2);
  CHECK(way.get(item).problem().kind == trouble::sign_in_refused);
  CHECK(way.counted().sign_ins == 2);
  CHECK(way.sign_out());
  CHECK(erp.open_sessions() == 0);
}

TEST_CASE("erp client: a refused sign-in is never repeated") {
  erp_server erp{empty_list};
  erp.on_sign_in = [](const erp_request&) -> erp_answer {
    return {400, R"({"error":"invalid_grant"})"};
  };
  client way{erp.where()};
  for (int i = 0; i < 3; ++i) {
    CHECK(way.get(item).problem().kind == trouble::sign_in_refused);
    CHECK(way.open().problem().kind == trouble::sign_in_refused);
  }
  CHECK(erp.seen().size() == 1);
  auto how = erp.where(sign_in::password);
  how.password = "wrong";
  client basic{how};
  for (int i = 0; i < 3; ++i)
    CHECK(basic.get(inquiry_of_prices).problem().kind == trouble::sign_in_refused);
  CHECK(erp.seen("Price").size() == 1);
}

TEST_CASE(
    "erp client: an unknown tenant or a wrong address locks nothing, and may be tried again") {
  erp_server erp{empty_list};
  int status = 404;
  erp.on_sign_in = [&](const erp_request&) -> erp_answer {
    return {status, R"({"exceptionType":"PX.Data.PXUndefinedCompanyException"})"};
  };
  client way{erp.where(sign_in::password)};
  CHECK(way.get(item).problem().kind == trouble::configuration);
  status = 500;
  CHECK(way.get(item).problem().kind == trouble::configuration);
  status = 200;
  CHECK(way.get(item));
}

TEST_CASE("erp client: waits longer each time for a seat, and not after one was found") {
  erp_server erp{empty_list};
  bool full = true;
  erp.on_sign_in = [&](const erp_request&) -> erp_answer {
    return full ? erp_answer{429} : erp_answer{200};
  };
  client way{erp.where()};
  for (const auto wait : {60s, 120s, 240s, 480s, 900s, 900s}) {
    const auto told = way.get(item).problem();
    CHECK(told.kind == trouble::no_seat);
    CHECK(told.not_before == wait);
  }
  full = false;
  CHECK(way.get(item));
  full = true;
  erp.end_sessions();
  CHECK(way.get(item).problem().not_before == 60s);
}

TEST_CASE(
    "erp client: waits from 5 s to 5 min after what may work later, and longer if it is told so") {
  int status = 503;
  erp_server erp{[&](const erp_request&) -> erp_answer {
    return {status, "{}", "application/json", {{"Retry-After", status == 429 ? "77" : ""}}};
  }};
  client way{erp.where()};
  for (const auto wait : {5s, 10s, 20s, 40s, 80s, 160s, 300s, 300s})
    CHECK(way.get(item).problem().not_before == wait);
  status = 200;
  REQUIRE(way.get(item));
  status = 429;
  CHECK(way.get(item).problem().not_before == 77s);
  status = 403;
  CHECK(way.get(item).problem().not_before == 0s);
}

TEST_CASE("erp client: a web page instead of data makes it sign in anew") {
  bool page = true;
  erp_server erp{[&](const erp_request&) -> erp_answer {
    return std::exchange(page, false) ? erp_answer{200, "<html>", "text/html"}
                                      : erp_answer{200, "[]"};
  }};
  client way{erp.where()};
  CHECK(way.get(item).problem().kind == trouble::transport);
  CHECK(way.get(item));
  CHECK(way.counted().sign_ins == 2);
  CHECK(erp.open_sessions() == 1);
}

TEST_CASE("erp client: a missing date or a clock that is off fails, and the session can be ended") {
  erp_server erp{empty_list};
  erp.date = [] { return std::string{}; };
  client way{erp.where()};
  CHECK(way.get(item).problem().kind == trouble::clock);
  CHECK(way.get(item).problem().message.starts_with("erp clock unknown"));
  erp.date = [] { return http_date(std::chrono::system_clock::now() - 11min); };
  CHECK(way.get(item).problem().message.starts_with("erp clock off by -6"));
  erp.date = [] { return http_date(std::chrono::system_clock::now() + 9min); };
  CHECK(way.get(item));
  CHECK(way.skew() > 530s);
  CHECK(way.sign_out());
  CHECK(erp.open_sessions() == 0);
}

TEST_CASE("erp client: an interrupt ends a wait for the number of requests, and it can sign out") {
  erp_server erp{empty_list};
  auto how = erp.where();
  how.requests_per_minute = 1;
  client way{how};
  REQUIRE(way.open());
  std::atomic<bool> started{false};
  std::thread other{[&] {
    while (!started) std::this_thread::yield();
    way.interrupt();
  }};
  started = true;
  CHECK(way.get(item).problem().kind == trouble::interrupted);
  other.join();
  CHECK(erp.seen("/A").empty());
  CHECK(way.sign_out());
  CHECK(erp.open_sessions() == 0);
}

TEST_CASE("erp client: an interrupt ends a request that the ERP holds") {
  std::atomic<bool> held{false};
  std::atomic<bool> over{false};
  erp_server erp{[&](const erp_request&) -> erp_answer {
    held = true;
    while (!over) std::this_thread::yield();
    return {200, "[]"};
  }};
  client way{erp.where()};
  std::thread other{[&] {
    while (!held) std::this_thread::yield();
    way.interrupt();
  }};
  CHECK(way.get(item).problem().kind == trouble::interrupted);
  over = true;
  other.join();
  CHECK(way.sign_out());
}

TEST_CASE("erp client: no secret is in a message, even if the ERP repeats it") {
  erp_server erp{[](const erp_request& what) -> erp_answer {
    return {500, R"({"message":"client-secret, p&ss word, )" + what.authorization + "\"}"};
  }};
  client way{erp.where()};
  const auto told = way.get(item).problem();
  CHECK(told.message.ends_with(": 500: ***, ***, Bearer ***"));
  erp.on_sign_in = [](const erp_request&) -> erp_answer {
    return {401, R"({"message":"p&ss word"})"};
  };
  client refused{erp.where()};
  CHECK(refused.get(item).problem().message.ends_with("401: ***"));
}

TEST_CASE("erp client: settings for another tenant sign in nowhere") {
  erp_server erp{empty_list};
  auto how = erp.where();
  how.tenant = "Southwind";
  client way{how};
  CHECK(way.get(item).problem().kind == trouble::configuration);
  CHECK(erp.seen().empty());
}

TEST_CASE("erp client: above max_body the answer is too large") {
  erp_server erp{[](const erp_request&) -> erp_answer {
    return {200, std::string(200'000, ' ') + "[]"};
  }};
  auto how = erp.where();
  how.max_body = 100'000;
  client way{how};
  CHECK(way.get(item).problem().kind == trouble::too_large);
}
