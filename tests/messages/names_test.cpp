// The words that settings, API and journal use.
#include "messages/entity.hpp"
#include "messages/outcome.hpp"
#include "messages/result.hpp"
#include "messages/waiting.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace acumage;

TEST_CASE("entities: names go there and back, in exact spelling only") {
  std::set<std::string_view> names;
  for (const auto each : all_entities) {
    CHECK(entity_from(to_string(each)) == each);
    names.insert(to_string(each));
  }
  CHECK(names ==
        std::set<std::string_view>{"pricing", "inventory", "shipment", "customer", "order"});
  CHECK_FALSE(entity_from("Pricing").has_value());
  CHECK_FALSE(entity_from("").has_value());
}

TEST_CASE("letter classes: names go there and back") {
  for (const auto* name : {"data", "unknown_record", "conflict", "unmapped", "unrouted",
                           "exhausted", "poison", "bug"}) {
    const auto found = letter_class_from(name);
    REQUIRE(found.has_value());
    CHECK(to_string(*found) == name);
  }
  CHECK_FALSE(letter_class_from("other").has_value());
}

TEST_CASE("ends: names go there and back") {
  for (const auto* name : {"delivered", "superseded", "filtered", "dead_lettered"}) {
    const auto found = end_kind_from(name);
    REQUIRE(found.has_value());
    CHECK(to_string(*found) == name);
  }
  CHECK_FALSE(end_kind_from("lost").has_value());
}

TEST_CASE("states of keys: names go there and back") {
  for (const auto* name : {"waiting", "in_flight", "retrying", "resting", "parked"}) {
    const auto found = waiting_state_from(name);
    REQUIRE(found.has_value());
    CHECK(to_string(*found) == name);
  }
  CHECK_FALSE(waiting_state_from("held").has_value());
}

TEST_CASE("result: holds a value or the reason why there is none") {
  const result<std::string> good{std::string{"x"}};
  CHECK(good.ok());
  CHECK(*good == "x");
  const result<std::string> bad{error{errc::full, "journal: full; expected room", {}}};
  CHECK_FALSE(bad);
  CHECK(to_string(bad.problem().code) == "full");
  result<std::string> moved{std::string(100, 'y')};
  CHECK((*std::move(moved)).size() == 100);
}
