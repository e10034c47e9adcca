#include "messages/followed_ends.hpp"

#include <doctest/doctest.h>

using namespace acumage;

TEST_CASE("followed ends: each change counts once, under its order, until all have ended") {
  followed_ends all;
  CHECK_FALSE(all.of("a"));
  all.begin("a");
  CHECK(all.of("a")->waiting == 0);
  all.follow("a", entity::inventory, 10, 3);
  all.follow("b", entity::pricing, 11);
  all.ended(entity::inventory, 9, end_kind::delivered);
  all.ended(entity::inventory, 13, end_kind::delivered);
  all.ended(entity::order, 11, end_kind::delivered);
  CHECK(all.of("a")->waiting == 3);
  all.ended(entity::inventory, 12, end_kind::dead_lettered);
  all.ended(entity::inventory, 10, end_kind::filtered);
  CHECK(all.of("a")->waiting == 1);
  CHECK(all.of("a")->of(end_kind::dead_lettered) == 1);
  all.ended(entity::inventory, 11, end_kind::delivered);
  CHECK(all.of("a")->waiting == 0);
  CHECK(all.of("b")->waiting == 1);
  all.follow("c", entity::pricing, 11);  // it is on its way already
  all.drop("c", entity::pricing, 11);
  CHECK(all.of("c")->waiting == 0);
  CHECK(all.of("b")->waiting == 1);
  all.drop("b", entity::pricing, 11);
  CHECK(all.of("b")->waiting == 0);
}

TEST_CASE("followed ends: of many orders only the last are known") {
  followed_ends all;
  for (std::uint64_t i = 1; i <= 100; ++i) all.follow(std::to_string(i), entity::order, i);
  CHECK_FALSE(all.of("1"));
  CHECK(all.of("100")->waiting == 1);
  all.ended(entity::order, 1, end_kind::delivered);
  CHECK_FALSE(all.of("1"));
}
