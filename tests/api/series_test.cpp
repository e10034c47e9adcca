#include "api/series.hpp"

#include <doctest/doctest.h>

namespace {

using namespace acumage;
using namespace std::chrono_literals;

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("series: the first sample only begins") {
  stats_table table;
  api::series hour;
  table.lane(entity::pricing).accepted = 7;
  hour.sample(table, 0);
  CHECK(holds(hour.json(), R"({"interval_s":10,"at":[],"lanes":{"pricing":{"accepted":[],)"));
}

TEST_CASE("series: a point holds what came since the one before, and what waits") {
  stats_table table;
  api::series hour;
  auto& prices = table.lane(entity::pricing);
  auto& stock = table.lane(entity::inventory);
  prices.accepted = 7;
  prices.lag.add(30s);
  hour.sample(table, 0);
  prices.accepted = 10;
  prices.delivered = 2;
  prices.lag.add(1023us);
  prices.lag.add(1023us);
  stock.accepted = 5;
  stock.waiting = 4;
  stock.dead_lettered = 1;
  hour.sample(table, 10'000'000);
  prices.accepted = 11;
  stock.waiting = 3;
  hour.sample(table, 20'000'000);
  const auto text = hour.json();
  CHECK(holds(text, R"("at":["1970-01-01T00:00:10.000Z","1970-01-01T00:00:20.000Z"])"));
  CHECK(holds(text, R"("pricing":{"accepted":[3,1],"delivered":[2,0],"dead_lettered":[0,0],)"
                    R"("waiting":[0,0],"p50_ms":[1.023,null],"p99_ms":[1.023,null]})"));
  CHECK(holds(text, R"("inventory":{"accepted":[5,0],"delivered":[0,0],"dead_lettered":[1,0],)"
                    R"("waiting":[4,3],"p50_ms":[null,null],"p99_ms":[null,null]})"));
  CHECK(holds(text, R"("all":{"accepted":[8,1],"delivered":[2,0],"dead_lettered":[1,0],)"
                    R"("waiting":[4,3],"p50_ms":[1.023,null],"p99_ms":[1.023,null]})"));
}

TEST_CASE("series: an hour is kept, and the oldest point goes") {
  stats_table table;
  api::series hour;
  for (std::int64_t i = 0; i <= static_cast<std::int64_t>(api::series::most) + 5; ++i) {
    table.lane(entity::order).accepted += static_cast<std::uint64_t>(i);
    hour.sample(table, i * 10'000'000);
  }
  const auto text = hour.json();
  CHECK(holds(text, R"("at":["1970-01-01T00:01:00.000Z",)"));
  CHECK(holds(text, R"("order":{"accepted":[6,7,)"));
  CHECK(holds(text, R"(,364,365],"delivered")"));
}
