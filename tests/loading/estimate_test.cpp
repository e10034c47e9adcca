// About how long a first load takes.
#include "loading/estimate.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using loading::estimate;
using loading::pace;

TEST_CASE("first load estimate: reading takes a request for each page, at so many a minute") {
  const pace at{.requests_per_minute = 40, .page_size = 1'000};
  CHECK(estimate(entity::pricing, 50'000, at).reading_s == 75);
  CHECK(estimate(entity::pricing, 1, at).reading_s == 2);
  CHECK(estimate(entity::pricing, 0, at).reading_s == 0);
}

TEST_CASE("first load estimate: sending is a guess until the store's answers were measured") {
  pace at{.batch_count = 500};
  CHECK(!estimate(entity::inventory, 100'000, at).measured);
  CHECK(estimate(entity::inventory, 100'000, at).sending_s == 250);
  at.batch_count = 25;
  CHECK(estimate(entity::inventory, 100'000, at).sending_s == 667);
  CHECK(estimate(entity::customer, 20'000, at).sending_s == 27'000);

  at.lanes.at(index_of(entity::inventory)) = {.concurrency = 2, .call_s = 0.5};
  const auto measured = estimate(entity::inventory, 100'000, at);
  CHECK(measured.measured);
  CHECK(measured.sending_s == 1'000);  // 4,000 requests of half a second, two at a time
  at.lanes.at(index_of(entity::customer)) = {.concurrency = 2, .call_s = 0.1};
  CHECK(estimate(entity::customer, 100, at).sending_s == 15);  // three exchanges each
}
