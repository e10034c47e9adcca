#include "messages/outdated_watch.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace std::chrono_literals;

namespace {

std::vector<ending> ends(std::size_t count, end_kind outcome, std::string reason = {}) {
  ending one;
  one.outcome = outcome;
  one.reason = std::move(reason);
  return std::vector<ending>(count, one);
}

void add_outdated(outdated_watch& to, std::size_t count) {
  to.add(ends(count / 2, end_kind::superseded, newer_delivered), 0);
  to.add(ends(count - count / 2, end_kind::superseded, newer_known), 0);
}

const std::chrono::steady_clock::time_point start{100h};

}  // namespace

TEST_CASE("outdated watch: nine in ten of at least 50 ends") {
  outdated_watch watch;
  CHECK_FALSE(watch.nearly_all());
  add_outdated(watch, 49);
  CHECK_FALSE(watch.nearly_all());
  add_outdated(watch, 1);
  CHECK(watch.nearly_all());
  watch.add(ends(5, end_kind::delivered), 0);
  CHECK(watch.nearly_all());  // 50 of 55
  watch.add(ends(1, end_kind::filtered, "unchanged"), 0);
  CHECK_FALSE(watch.nearly_all());
  add_outdated(watch, 4);
  CHECK(watch.nearly_all());  // 54 of 60
}

TEST_CASE("outdated watch: the last 200 count, however many came before") {
  outdated_watch watch;
  watch.add(ends(1000, end_kind::delivered), 0);
  add_outdated(watch, 179);
  CHECK_FALSE(watch.nearly_all());
  add_outdated(watch, 1);
  CHECK(watch.nearly_all());
  add_outdated(watch, 1000);
  watch.add(ends(20, end_kind::dead_lettered, newer_delivered), 0);
  CHECK(watch.nearly_all());
  watch.add(ends(1, end_kind::delivered), 0);
  CHECK_FALSE(watch.nearly_all());
}

TEST_CASE("outdated watch: changes that a later one took along say nothing") {
  outdated_watch watch;
  watch.add(ends(500, end_kind::superseded, "a newer version came"), 0);
  watch.add(ends(500, end_kind::superseded, "the other half came"), 0);
  CHECK_FALSE(watch.nearly_all());
  add_outdated(watch, 50);
  CHECK(watch.nearly_all());
}

TEST_CASE(
    "outdated watch: while nothing else can end, what comes too late now and then is no sign") {
  outdated_watch watch;
  std::uint64_t accepted = 0;
  for (int hour = 0; hour < 60; ++hour)
    watch.add(ends(10, end_kind::superseded, newer_known), accepted += 1000);
  CHECK_FALSE(watch.nearly_all());
  outdated_watch at_once;
  at_once.add(ends(100, end_kind::superseded, newer_known), 10'000);
  CHECK_FALSE(at_once.nearly_all());
  // Of updates in two halves one takes the other along.
  for (int i = 0; i < 100; ++i)
    watch.add(ends(2, end_kind::superseded, newer_known), accepted += 4);
  CHECK(watch.nearly_all());
}

TEST_CASE("outdated watch: a million old changes accepted at once are seen as they end") {
  outdated_watch watch;
  for (int i = 0; i < 3; ++i) watch.add(ends(100, end_kind::superseded, newer_known), 1'000'000);
  CHECK(watch.nearly_all());
}

TEST_CASE("outdated watch: it warns once an hour, and anew after the versions were forgotten") {
  outdated_watch watch;
  add_outdated(watch, 49);
  CHECK_FALSE(watch.warns(start));
  add_outdated(watch, 1);
  CHECK(watch.warns(start));
  CHECK_FALSE(watch.warns(start));
  CHECK_FALSE(watch.warns(start + 59min));
  CHECK(watch.warns(start + 60min));
  watch.clear();
  CHECK_FALSE(watch.nearly_all());
  CHECK_FALSE(watch.warns(start + 3h));
  add_outdated(watch, 50);
  CHECK(watch.warns(start + 61min));
}
