#include "settings/when.hpp"

#include "messages/json_text.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::settings {
namespace {

/// Thursday, 2025-08-14T12:00:00Z.
constexpr std::int64_t noon = 1'755'172'800'000'000;

std::string read(std::string_view words) {
  const auto at = instant_of(words, noon);
  return at ? rfc3339(*at) : "none";
}

TEST_CASE("when: an amount counts back from now") {
  CHECK(read("90s") == "2025-08-14T11:58:30.000Z");
  CHECK(read("90m") == "2025-08-14T10:30:00.000Z");
  CHECK(read("2h") == "2025-08-14T10:00:00.000Z");
  CHECK(read("3d") == "2025-08-11T12:00:00.000Z");
  CHECK(read("1w") == "2025-08-07T12:00:00.000Z");
  CHECK(read(" 2 Hours ago ") == "2025-08-14T10:00:00.000Z");
}

TEST_CASE("when: a day is its midnight in UTC, a weekday the last one that has begun") {
  CHECK(read("now") == "2025-08-14T12:00:00.000Z");
  CHECK(read("today") == "2025-08-14T00:00:00.000Z");
  CHECK(read("Yesterday") == "2025-08-13T00:00:00.000Z");
  CHECK(read("thursday") == "2025-08-14T00:00:00.000Z");
  CHECK(read("Wed") == "2025-08-13T00:00:00.000Z");
  CHECK(read("tuesday") == "2025-08-12T00:00:00.000Z");
  CHECK(read("friday") == "2025-08-08T00:00:00.000Z");
}

TEST_CASE("when: what a written time leaves out is midnight, no seconds, UTC") {
  CHECK(read("2025-08-12") == "2025-08-12T00:00:00.000Z");
  CHECK(read("2025-08-12 09:30") == "2025-08-12T09:30:00.000Z");
  CHECK(read("2025-08-12T09:30:15") == "2025-08-12T09:30:15.000Z");
  CHECK(read("2025-08-12T09:30:15.250+02:00") == "2025-08-12T07:30:15.250Z");
}

TEST_CASE("when: anything else is none") {
  for (const auto* const words :
       {"", "soon", "-2h", "2", "2x", "h", "2h30m", "tu", "2025-02-30", "2025-8-1", "12:00",
        "99999999999999999999h", "9999999999w", "in 2h", "mondays"})
    CHECK_MESSAGE(read(words) == "none", words);
}

}  // namespace
}  // namespace acumage::settings
