// Each fault: what the client sees, and whether the store applied the request.
#include "../fixture.hpp"

#include <future>
#include <thread>
#include <vector>

namespace acumage::simulator {
namespace {

TEST_CASE("reset: a request that is reset before it is applied leaves the price alone") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::reset, .when = {.count = 1}});
  CHECK(at.send_price("A-1", "5").how == ending::reset);
  CHECK(at.shop.price_of("A-1") == "");
  CHECK(at.send_price("A-1", "5").status == 200);
  CHECK(at.shop.price_of("A-1") == "5");
}

TEST_CASE("reset: a request that is reset after it was applied has changed the price") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::reset, .effect = fault_effect::applied});
  CHECK(at.send_price("A-1", "5").how == ending::reset);
  CHECK(at.shop.price_of("A-1") == "5");
  REQUIRE(at.shop.requests().size() == 1);
  CHECK(at.shop.requests().front().status == 0);
}

TEST_CASE("reset: a late write is applied after the connection has gone, even over a newer price") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::reset,
                  .effect = fault_effect::late,
                  .late_by = 300ms,
                  .when = {.count = 1}});
  CHECK(at.send_price("A-1", "5").how == ending::reset);
  CHECK(at.send_price("A-1", "6").status == 200);
  REQUIRE(at.shop.wait_for([](const totals& now) { return now.writes == 2; }));
  CHECK(at.shop.price_of("A-1") == "5");
  const auto history = at.shop.history();
  REQUIRE(history.size() == 2);
  CHECK(history[0].price == 6);
  CHECK(history[1].price == 5);
}

TEST_CASE("reset: a store that stops forgets its late writes instead of waiting for them") {
  shop_under_test at;
  at.shop.inject(
      {.answer = fault_answer::reset, .effect = fault_effect::late, .late_by = 1h, .when = {}});
  CHECK(at.send_price("A-1", "5").how == ending::reset);
  at.shop.stop();
  CHECK(at.shop.price_of("A-1") == "");
}

TEST_CASE(
    "latency: the answer waits, and a client that gave up has its price stored all the same") {
  shop_under_test at;
  at.shop.inject({.latency = 300ms});
  tests::raw_client impatient{at.shop.port(), 20};
  const auto reply = impatient.exchange("POST", base_prices, at.headers,
                                        R"({"prices":[{"sku":"A-1","price":7,"store_id":0}]})");
  CHECK(reply.how == ending::timed_out);
  REQUIRE(at.shop.wait_for([](const totals& now) { return now.writes == 1; }));
  CHECK(at.shop.price_of("A-1") == "7");
}

struct expected_answer {
  fault_answer what;
  int status;
  const char* type;
  const char* text;
};

TEST_CASE(
    "answers: every error answer has its status, its type and its words, and applies nothing") {
  for (const auto& [what, status, type, text] : std::vector<expected_answer>{
           {fault_answer::internal_error, 500, "application/json", "Report ID: webapi-6b03"},
           {fault_answer::fatal_error, 500, "text/plain", "An error has happened during"},
           {fault_answer::database_down, 500, "text/plain", "There has been an error processing"},
           {fault_answer::bad_gateway, 502, "text/html", "502 Bad Gateway"},
           {fault_answer::unavailable, 503, "text/html", "503 Service Temporarily Unavailable"},
           {fault_answer::gateway_timeout, 504, "text/html", "504 Gateway Time-out"},
           {fault_answer::maintenance, 503, "text/html", "Error 503: Service Unavailable"},
           {fault_answer::unauthorized, 401, "application/json", "Magento_Catalog::catalog"},
           {fault_answer::too_many_requests, 429, "application/json", "Too Many Requests"},
           {fault_answer::save_failed, 400, "application/json", "Could not save Prices."}}) {
    CAPTURE(to_string(what));
    shop_under_test at;
    at.shop.inject({.answer = what});
    const auto reply = at.send_price("A-1", "5");
    CHECK(reply.how == ending::whole);
    CHECK(reply.status == status);
    CHECK(reply.header("Content-Type").starts_with(type));
    CHECK(reply.body.find(text) != std::string::npos);
    CHECK(at.shop.price_of("A-1") == "");
    at.shop.clear_faults();
    CHECK(at.send_price("A-1", "5").status == 200);
  }
}

TEST_CASE("answers: an error answer can hide a request that was applied") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::gateway_timeout, .effect = fault_effect::applied});
  CHECK(at.send_price("A-1", "5").status == 504);
  CHECK(at.shop.price_of("A-1") == "5");
}

TEST_CASE("429: Retry-After stands in the answer only when it was asked for") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::too_many_requests, .when = {.count = 1}});
  at.shop.inject({.answer = fault_answer::too_many_requests, .retry_after = 30s});
  CHECK(at.send_price("A-1", "5").header("Retry-After") == "");
  CHECK(at.send_price("A-1", "5").header("Retry-After") == "30");
}

TEST_CASE("limits: more rows than the limit are refused whole, as many are taken") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::too_many_items, .limit = 1});
  const auto reply = at.post(base_prices, R"({"prices":[{"sku":"A-1","price":1,"store_id":0},)"
                                          R"({"sku":"B-2","price":2,"store_id":0}]})");
  CHECK(reply.status == 400);
  CHECK(reply.body == R"({"message":"Maximum items of type \"%type\" is %max","parameters":)"
                      R"({"type":"\\Magento\\Catalog\\Api\\Data\\BasePriceInterface","max":1}})");
  CHECK(at.shop.price_of("A-1") == "");
  CHECK(at.send_price("A-1", "5").status == 200);
}

TEST_CASE("limits: a body above the limit is answered by the web server, one below by the store") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::too_large, .limit = 100});
  const auto reply = at.post(base_prices, std::string(101, ' '));
  CHECK(reply.status == 413);
  CHECK(reply.header("Content-Type").starts_with("text/html"));
  CHECK(at.send_price("A-1", "5").status == 200);
}

TEST_CASE("limits: a body above max_body_bytes is answered 413 without any fault") {
  auto options = small_shop();
  options.max_body_bytes = 1000;
  shop_under_test at{options};
  const auto reply = at.post(base_prices, std::string(2000, ' '));
  CHECK(reply.status == 413);
  CHECK(reply.body.find("413 Request Entity Too Large") != std::string::npos);
}

TEST_CASE("half: the headers promise more than comes, and the price was stored") {
  shop_under_test at;
  at.shop.set_price("A-1", 0, 12.34);
  at.shop.inject({.answer = fault_answer::half});
  const auto reply = at.post(information, R"({"skus":["A-1"]})");
  CHECK(reply.how == ending::cut);
  CHECK(reply.status == 200);
  CHECK(reply.body.size() == reply.promised / 2);
  CHECK(at.send_price("B-2", "5").how == ending::cut);
  CHECK(at.shop.price_of("B-2") == "5");
}

TEST_CASE("drip: the answer comes whole, byte by byte") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::drip, .latency = 1ms, .limit = 16});
  const auto reply = at.send_price("A-1", "5");
  CHECK(reply.how == ending::whole);
  CHECK(reply.body == "[]");
}

TEST_CASE("lock: a request waits for the lock and is applied when it is released") {
  shop_under_test at;
  const auto lock =
      at.shop.inject({.answer = fault_answer::locked, .latency = 1min, .where = {.sku = "a-1"}});
  auto waiting = std::async(std::launch::async, [&] { return at.send_price("A-1", "5"); });
  REQUIRE(at.shop.wait_for([](const totals& now) { return now.faults == 1; }));
  CHECK(at.send_price("B-2", "2").status == 200);
  CHECK(at.shop.price_of("A-1") == "");
  CHECK(at.shop.clear_fault(lock));
  CHECK(waiting.get().body == "[]");
  CHECK(at.shop.price_of("A-1") == "5");
}

TEST_CASE("lock: a lock that is held for too long ends in 400 and nothing is stored") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::locked, .latency = 5ms});
  const auto reply = at.send_price("A-1", "5");
  CHECK(reply.status == 400);
  CHECK(reply.body == R"({"message":"Could not save Prices."})");
  CHECK(at.shop.price_of("A-1") == "");
}

TEST_CASE("refused: nobody can connect, open connections end, and the same port opens again") {
  shop_under_test at;
  const auto port = at.shop.port();
  tests::raw_client open{port};
  CHECK(open.exchange("GET", "/magento_version").status == 200);
  at.shop.inject({.answer = fault_answer::refused});
  CHECK_FALSE(tests::raw_client{port}.connected());
  CHECK(open.exchange("GET", "/magento_version").how != ending::whole);
  at.shop.clear_faults();
  CHECK(at.shop.port() == port);
  CHECK(at.send_price("A-1", "5").status == 200);
}

TEST_CASE("refused: the listener opens again by itself when its time is over") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::refused, .latency = 30ms});
  for (bool connected = false; !connected; std::this_thread::yield())
    connected = tests::raw_client{at.shop.port()}.connected();
  CHECK(at.get("/magento_version").status == 200);
}

TEST_CASE("matching: a fault strikes only requests of its method, path and SKU") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::save_failed,
                  .where = {.method = "POST", .path = "products/base-prices", .sku = "B-2"}});
  CHECK(at.send_price("A-1", "1").status == 200);
  CHECK(at.send_price("b-2", "1").status == 400);
  CHECK(at.post(information, R"({"skus":["B-2"]})").status == 200);
  CHECK(at.get("/rest/V1/store/websites").status == 200);
}

TEST_CASE("matching: skip, every and count say which of the matching requests are struck") {
  shop_under_test at;
  at.shop.inject(
      {.answer = fault_answer::save_failed, .when = {.skip = 1, .count = 2, .every = 3}});
  std::vector<int> statuses;
  for (int i = 0; i < 11; ++i) statuses.push_back(at.send_price("A-1", "1").status);
  CHECK(statuses == std::vector<int>{200, 200, 200, 400, 200, 200, 400, 200, 200, 200, 200});
}

TEST_CASE("matching: a probability gives the same faults for the same seed") {
  const auto run = [](std::uint64_t seed) {
    shop_under_test at;
    at.shop.inject(
        {.answer = fault_answer::save_failed, .when = {.probability = 0.5, .seed = seed}});
    std::vector<int> statuses;
    for (int i = 0; i < 64; ++i) statuses.push_back(at.send_price("A-1", "1").status);
    return statuses;
  };
  const auto first = run(7);
  CHECK(first == run(7));
  CHECK(first != run(8));
}

TEST_CASE("matching: the first armed fault that strikes is the only one") {
  shop_under_test at;
  at.shop.inject({.answer = fault_answer::bad_gateway, .when = {.count = 1}});
  at.shop.inject({.answer = fault_answer::gateway_timeout, .when = {.count = 1}});
  CHECK(at.send_price("A-1", "1").status == 502);
  CHECK(at.send_price("A-1", "1").status == 504);
  CHECK(at.send_price("A-1", "1").status == 200);
}

}  // namespace
}  // namespace acumage::simulator
