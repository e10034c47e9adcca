#include "settings/local_time.hpp"

#include "messages/json_text.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <string>

namespace acumage::settings {
namespace {

/// Thursday, 2025-08-14T12:00:00Z.
constexpr std::int64_t noon = 1'755'172'800'000'000;

/// The time zone of the process, until the end of the test.
struct zone {
  explicit zone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~zone() {
    ::unsetenv("TZ");
    ::tzset();
  }
  zone(const zone&) = delete;
  zone& operator=(const zone&) = delete;
};

std::string read(std::string_view words) {
  const auto at = local_instant_of(words, noon);
  return at ? rfc3339(*at) : "none";
}

TEST_CASE("local time: a time of day is the last one that it was here") {
  const zone paris{"CET-1CEST,M3.5.0,M10.5.0/3"};
  CHECK(read("10:00") == "2025-08-14T08:00:00.000Z");
  CHECK(read("14:00") == "2025-08-14T12:00:00.000Z");
  CHECK(read("15:30") == "2025-08-13T13:30:00.000Z");  // today it is still to come
  CHECK(read("10:00:30") == "2025-08-14T08:00:30.000Z");
}

TEST_CASE("local time: a date with a time is local, in summer and in winter") {
  const zone paris{"CET-1CEST,M3.5.0,M10.5.0/3"};
  CHECK(read("2025-08-14T10:00") == "2025-08-14T08:00:00.000Z");
  CHECK(read("2025-12-01 10:00:05") == "2025-12-01T09:00:05.000Z");
  CHECK(local_text(noon) == "2025-08-14 14:00:00");
  CHECK(local_zone(noon) == "UTC+02:00");
}

TEST_CASE("local time: everything else as without a zone") {
  const zone paris{"CET-1CEST,M3.5.0,M10.5.0/3"};
  CHECK(read("2025-08-14T10:00:00Z") == "2025-08-14T10:00:00.000Z");
  CHECK(read("2h") == "2025-08-14T10:00:00.000Z");
  CHECK(read("25:00") == "none");
  CHECK(read("ten") == "none");
}

}  // namespace
}  // namespace acumage::settings
