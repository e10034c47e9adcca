#include "policy/mass_failure.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::policy {
namespace {

std::string key(int number) { return "SKU-" + std::to_string(number); }

TEST_CASE("cause: the key and digits do not make a cause another one") {
  const auto said = [](const std::string& sku, const std::string& store) {
    return cause_of(
        200, "Requested store is not found. Row ID: SKU = " + sku + ", Store ID: " + store, sku);
  };
  CHECK(said("A-1", "99") == said("LAMP-07", "5"));
  CHECK(said("1", "99") == said("LAMP", "98"));
  CHECK(said("ä", "1") == said("Ä", "1"));
  CHECK(cause_of(200, "no store", "A") != cause_of(400, "no store", "A"));
  CHECK(cause_of(200, "no store", "A") != cause_of(200, "no price", "A"));
  CHECK(cause_of(200, "unknown lamp-07", "LAMP-07@wh_east") == cause_of(200, "unknown B", "b@x"));
  CHECK(cause_of(200, "a star", "A").find("star") != std::string::npos);  // whole words only
}

TEST_CASE("mass failure: trips at the 20th key, not before") {
  mass_failure watch;
  for (int i = 1; i < 20; ++i) watch.failed(key(i), 200, "no such store");
  CHECK_FALSE(watch.held());
  watch.failed(key(7), 200, "no such store");  // a key counts once
  CHECK_FALSE(watch.held());
  watch.failed(key(20), 200, "no such store");
  CHECK(watch.held());
  CHECK(watch.cause() == "no such store");
  watch.release();
  CHECK_FALSE(watch.held());
  watch.failed(key(21), 200, "no such store");
  CHECK_FALSE(watch.held());  // the window is empty again
}

TEST_CASE("mass failure: half is not more than half, and other causes do not add up") {
  mass_failure half;
  for (int i = 0; i < 200; ++i)
    i % 2 == 0 ? half.delivered(key(i)) : half.failed(key(i), 200, "no such store");
  CHECK_FALSE(half.held());
  half.failed(key(1000), 200, "no such store");
  CHECK(half.held());
  mass_failure mixed;
  for (int i = 0; i < 200; ++i)
    mixed.failed(key(i), 400, std::string(1 + static_cast<std::size_t>(i) % 3, 'x'));
  CHECK_FALSE(mixed.held());
}

TEST_CASE("mass failure: a key that was delivered since does not count as failed") {
  mass_failure watch;
  for (int i = 1; i < 20; ++i) watch.failed(key(i), 200, "no such store");
  for (int i = 1; i < 15; ++i) watch.delivered(key(i));
  watch.failed(key(20), 200, "no such store");
  CHECK_FALSE(watch.held());
}

TEST_CASE("mass failure: only the last 50 keys count") {
  mass_failure watch;
  for (int i = 0; i < 500; ++i) watch.delivered(key(i));
  for (int i = 500; i < 525; ++i) watch.failed(key(i), 200, "no such store");
  CHECK_FALSE(watch.held());
  watch.failed(key(525), 200, "no such store");
  CHECK(watch.held());
}

TEST_CASE(
    "mass failure: three keys alone that meet a lock hold the lane, unless one is delivered") {
  mass_failure watch;
  watch.locked_alone("A", 400, "Could not save Prices.");
  watch.locked_alone("A", 400, "Could not save Prices.");
  watch.locked_alone("B", 400, "Could not save Prices.");
  watch.delivered("C");
  watch.locked_alone("D", 400, "Could not save Prices.");
  watch.locked_alone("B", 400, "Could not save Prices.");
  CHECK_FALSE(watch.held());
  watch.locked_alone("A", 400, "Could not save Prices.");
  CHECK(watch.held());
}

}  // namespace
}  // namespace acumage::policy
