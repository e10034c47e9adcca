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
  to.add(ends(count / 2, end_kind::superseded, newer_delivered));
  to.add(ends(count - count / 2, end_kind::superseded, newer_known));
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
  watch.add(ends(5, end_kind::delivered));
  CHECK(watch.nearly_all());  // 50 of 55
  watch.add(ends(1, end_kind::filtered, "unchanged"));
  CHECK_FALSE(watch.nearly_all());
  add_outdated(watch, 4);
  CHECK(watch.nearly_all());  // 54 of 60
}

TEST_CASE("outdated watch: the last 200 count, however many came before") {
  outdated_watch watch;
  watch.add(ends(1000, end_kind::delivered));
  add_outdated(watch, 179);
  CHECK_FALSE(watch.nearly_all());
  add_outdated(watch, 1);
  CHECK(watch.nearly_all());
  add_outdated(watch, 1000);
  watch.add(ends(20, end_kind::dead_lettered, newer_delivered));
  CHECK(watch.nearly_all());
  watch.add(ends(1, end_kind::delivered));
  CHECK_FALSE(watch.nearly_all());
}

TEST_CASE("outdated watch: changes that a later one took along say nothing") {
  outdated_watch watch;
  watch.add(ends(500, end_kind::superseded, "a newer version came"));
  watch.add(ends(500, end_kind::superseded, "the other half came"));
  CHECK_FALSE(watch.nearly_all());
  add_outdated(watch, 50);
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
