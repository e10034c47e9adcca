#include "exchanges.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <future>
#include <thread>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;
using namespace std::chrono_literals;

TEST_CASE("transport: an interrupt ends a waiting exchange, and the next one works") {
  std::promise<void> arrived;
  raw_server server{[&](int number, peer& client) {
    client.read_request();
    if (number == 0) {
      arrived.set_value();
      client.wait_for_end();
    } else {
      client.send(http_answer(200, "[]"));
    }
  }};
  const auto way = to(server.url(), 600s);
  std::thread other{[&] {
    arrived.get_future().wait();
    way->interrupt();
  }};
  const auto reply = way->exchange(post("{}"), "1");
  other.join();
  CHECK(reply.how == carried::reset);
  CHECK(reply.detail.find("interrupted") != std::string::npos);
  CHECK(way->exchange(post("{}"), "2").status == 200);
}

TEST_CASE("transport: an interrupt before an exchange keeps that one from being sent, no other") {
  std::atomic<int> requests{0};
  raw_server server{[&](int, peer& client) {
    while (!client.read_request().empty()) {
      ++requests;
      client.send(http_answer(200, "[]"));
    }
  }};
  const auto way = to(server.url());
  way->interrupt();
  CHECK(way->exchange(post("{}"), "1").how == carried::reset);
  CHECK(requests == 0);
  CHECK(way->exchange(post("{}"), "2").status == 200);
}

TEST_CASE("transport: an interrupt ends the wait for the rate limit") {
  raw_server server{answer_all};
  store_address where;
  where.url = server.url();
  const auto way = connect(where, std::make_shared<rate_limit>(0.0001));
  CHECK(way->exchange(post("{}"), "1").status == 200);
  std::thread other{[&] { way->interrupt(); }};
  CHECK(way->exchange(post("{}"), "2").how == carried::reset);
  other.join();
}

TEST_CASE(
    "rate limit: places in the row are evenly spaced, without a limit there is no row [setting "
    "delivery.rate]") {
  rate_limit pace{10};
  const auto first = pace.reserve();
  CHECK(pace.reserve() == first + 100ms);
  CHECK(pace.reserve() == first + 200ms);
  rate_limit none{0};
  const auto free = none.reserve();
  CHECK(free <= std::chrono::steady_clock::now());
}
