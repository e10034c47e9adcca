#include "messages/failure_watch.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace std::chrono_literals;

namespace {

std::vector<ending> ends(std::size_t count, end_kind outcome) {
  ending one;
  one.outcome = outcome;
  return std::vector<ending>(count, one);
}

const failure_watch::time_point start{100h};

}  // namespace

TEST_CASE("failure watch: the share of dead letters, from the 20th end on") {
  failure_watch watch;
  watch.add(ends(19, end_kind::dead_lettered), start);
  CHECK_FALSE(watch.share(start));
  watch.add(ends(1, end_kind::delivered), start);
  CHECK(watch.share(start) == doctest::Approx(0.95));
}

TEST_CASE("failure watch: the last 100 count, and only what the store was to take") {
  failure_watch watch;
  watch.add(ends(50, end_kind::dead_lettered), start);
  watch.add(ends(500, end_kind::filtered), start);
  watch.add(ends(500, end_kind::superseded), start);
  CHECK(watch.share(start) == doctest::Approx(1.0));
  watch.add(ends(75, end_kind::delivered), start);
  CHECK(watch.share(start) == doctest::Approx(0.25));
  watch.add(ends(25, end_kind::delivered), start);
  CHECK(watch.share(start) == doctest::Approx(0.0));
}

TEST_CASE("failure watch: what is older than an hour is forgotten") {
  failure_watch watch;
  watch.add(ends(60, end_kind::dead_lettered), start);
  watch.add(ends(20, end_kind::delivered), start + 30min);
  CHECK(watch.share(start + 60min) == doctest::Approx(0.75));
  CHECK(watch.share(start + 61min) == doctest::Approx(0.0));
  CHECK_FALSE(watch.share(start + 91min));
}

TEST_CASE("failure watch: failing since the last delivery") {
  failure_watch watch;
  CHECK_FALSE(watch.failing(1min, start));
  watch.add(ends(10, end_kind::delivered), start);
  watch.add(ends(1, end_kind::dead_lettered), start + 2s);  // of the same request
  CHECK_FALSE(watch.failing(1min, start + 2s));
  watch.add(ends(1, end_kind::dead_lettered), start + 3s);
  CHECK(watch.failing(1min, start + 3s));
  CHECK(watch.failing(1min, start + 24h));
  watch.add(ends(1, end_kind::delivered), start + 24h);
  CHECK_FALSE(watch.failing(1min, start + 24h));
}

TEST_CASE("failure watch: failing while more fails than is delivered") {
  failure_watch watch;
  watch.add(ends(3, end_kind::dead_lettered), start);
  watch.add(ends(2, end_kind::delivered), start + 30s);
  CHECK(watch.failing(1min, start + 60s));
  CHECK_FALSE(watch.failing(1min, start + 61s));
  watch.add(ends(1, end_kind::delivered), start + 60s);
  CHECK_FALSE(watch.failing(1min, start + 60s));
}
