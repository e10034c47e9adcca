// The wire: connections that stay, encodings, counting, the routes for other processes.
#include "../fixture.hpp"

#include <httplib.h>

#include <thread>
#include <vector>

namespace acumage::simulator {
namespace {

TEST_CASE("connection: many requests travel on one") {
  shop_under_test at;
  tests::raw_client client{at.shop.port()};
  for (int i = 0; i < 300; ++i)
    REQUIRE(client.exchange("GET", "/rest/V1/store/websites", at.headers).status == 200);
}

TEST_CASE("connection: many clients at once lose no row") {
  shop_under_test at;
  std::vector<std::thread> clients;
  for (int t = 0; t < 8; ++t) {
    clients.emplace_back([&] {
      tests::raw_client client{at.shop.port()};
      for (int i = 0; i < 50; ++i)
        client.exchange("POST", base_prices, at.headers,
                        R"({"prices":[{"sku":"A-1","price":1,"store_id":0}]})");
    });
  }
  for (auto& one : clients) one.join();
  CHECK(at.shop.count().rows_written == 400);
  CHECK(at.shop.count().answered == 400);
}

TEST_CASE("encoding: an answer is compressed for who takes gzip, never with brotli") {
  shop_under_test at;
  httplib::Client client{"127.0.0.1", at.shop.port()};
  client.set_default_headers(
      {{"Authorization", "Bearer secret"}, {"Accept-Encoding", "br, gzip, deflate"}});
  const auto reply = client.Get("/rest/V1/modules");
  REQUIRE(reply);
  CHECK(reply->get_header_value("Content-Encoding") == "gzip");
  CHECK(reply->body.find("Magento_Catalog") != std::string::npos);
}

TEST_CASE("log: the newest requests are kept, and a store without a log still counts") {
  auto options = small_shop();
  options.log_limit = 2;
  shop_under_test at{options};
  for (const char* price : {"1", "2", "-3"}) at.send_price("A-1", price);
  const auto log = at.shop.requests();
  REQUIRE(log.size() == 2);
  CHECK(log.back().number == 3);
  CHECK(log.back().path == base_prices);
  CHECK(log.back().rows == 1);
  CHECK(log.back().status == 200);
  CHECK(at.shop.count().rows_written == 2);

  options.log_limit = 0;
  shop_under_test silent{options};
  silent.send_price("A-1", "1");
  CHECK(silent.shop.requests().empty());
  CHECK(silent.shop.count().writes == 1);
}

TEST_CASE("start: a port that is taken is an error, and a stopped store frees its port") {
  shop_under_test at;
  auto options = small_shop();
  options.port = at.shop.port();
  store second{options};
  const auto refused = second.start();
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.problem().code == errc::unavailable);
  at.shop.stop();
  store third{options};
  CHECK(third.start().ok());
}

TEST_CASE("control: another process arms a fault, sees it strike and clears it") {
  shop_under_test at;
  const auto armed =
      at.post("/simulator/faults",
              R"({"answer":"reset","effect":"applied","path":"base-prices","count":1})");
  CHECK(armed.body == R"({"id":1})");
  CHECK(at.send_price("A-1", "5").how == ending::reset);
  const auto state = at.get("/simulator/state").body;
  CHECK(state.find(R"("struck":1)") != std::string::npos);
  CHECK(state.find(R"("rows_written":1)") != std::string::npos);
  CHECK(at.get("/simulator/prices").body == R"([{"sku":"A-1","store_id":0,"price":5}])");
  CHECK(tests::ask(at.shop.port(), "DELETE", "/simulator/faults/1").status == 200);
  CHECK(tests::ask(at.shop.port(), "DELETE", "/simulator/faults/1").status == 404);
  CHECK(tests::ask(at.shop.port(), "DELETE", "/simulator/faults").status == 200);
}

TEST_CASE("control: maintenance does not lock out who switched it on") {
  shop_under_test at;
  at.post("/simulator/faults", R"({"answer":"maintenance"})");
  CHECK(at.get("/rest/V1/modules").status == 503);
  CHECK(tests::ask(at.shop.port(), "DELETE", "/simulator/faults").status == 200);
  CHECK(at.get("/rest/V1/modules").status == 200);
}

TEST_CASE(
    "control: a refusing listener is asked for with a time, and the asker is answered first") {
  shop_under_test at;
  CHECK(at.post("/simulator/faults", R"({"answer":"refused"})").status == 400);
  CHECK(at.post("/simulator/faults", R"({"answer":"refused","latency_ms":20})").status == 200);
  for (bool answered = false; !answered; std::this_thread::yield())
    answered = at.get("/magento_version").status == 200;
}

TEST_CASE("control: what does not make sense is refused with words") {
  shop_under_test at;
  for (const char* body : {"", "[]", R"({"answer":"explode"})", R"({"cuont":1})",
                           R"({"probability":2})", R"({"latency_ms":-1})"}) {
    CAPTURE(body);
    const auto reply = at.post("/simulator/faults", body);
    CHECK(reply.status == 400);
    CHECK(reply.body.find("expected") != std::string::npos);
  }
  CHECK(at.get("/simulator/nothing").status == 404);
}

TEST_CASE("control: products that are added become known") {
  shop_under_test at;
  CHECK(at.post("/simulator/products",
                R"({"products":[{"sku":"N-1"},{"sku":"N-2","type":"virtual"}]})")
            .body == R"({"added":2})");
  CHECK(at.send_price("N-2", "5").body == "[]");
  CHECK(at.post("/simulator/products", R"({"products":[{"sku":"N-3","type":"car"}]})").status ==
        400);
}

}  // namespace
}  // namespace acumage::simulator
