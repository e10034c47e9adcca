#include "erp/time_text.hpp"
#include "erp/erp_clock.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using namespace std::chrono_literals;

TEST_CASE("erp time: ticks are those of a push's TimeStamp") {
  // The samples of Acumatica's own guide.
  CHECK(iso_digits(638465233453014192) == "2024-03-20T09:22:25.3014192");
  CHECK(iso_digits(636295833829493672) == "2017-05-05T12:16:22.9493672");
  CHECK(ticks_of(time_of(638465233453014190)) == 638465233453014190);
  CHECK(ticks_of(std::chrono::system_clock::time_point{}) == 621355968000000000);
}

TEST_CASE("erp time: an HTTP date in each of its three forms") {
  const ticks wanted = 629196511770000000;
  CHECK(read_http_date("Sun, 06 Nov 1994 08:19:37 GMT").value_or(0) ==
        read_http_date("Sunday, 06-Nov-94 08:19:37 GMT").value_or(1));
  CHECK(read_http_date("Sun Nov  6 08:19:37 1994").value_or(0) ==
        read_http_date("Sun, 06 Nov 1994 08:19:37 GMT").value_or(1));
  CHECK(iso_digits(read_http_date("Sun, 06 Nov 1994 08:19:37 GMT").value_or(wanted)) ==
        "1994-11-06T08:19:37");
  for (const auto* wrong :
       {"", "now", "Sun, 06 Nov 1994 08:19:37 CET", "Sun, 32 Nov 1994 08:19:37 GMT"})
    CHECK_FALSE(read_http_date(wrong));
}

TEST_CASE("erp time: ISO times keep their digits and their offset") {
  const auto read = [](std::string_view text) {
    const auto time = read_iso(text);
    if (!time) return std::string{"none"};
    return iso_digits(time->digits) + (time->offset ? iso_offset(*time->offset) : "");
  };
  for (const auto* same : {"2025-08-14T12:02:11.357+02:00", "2025-08-14T10:02:11Z",
                           "2025-08-14T10:02:11.0000001", "2025-08-14T10:02:11.5-04:30"})
    CHECK(read(same) == same);
  CHECK(read("2025-08-14T10:02:11.123456789Z") == "2025-08-14T10:02:11.1234567Z");
  CHECK(iso_digits(read_iso("2025-08-14T01:02:11+02:00")->utc()) == "2025-08-13T23:02:11");
  for (const auto* wrong : {"", "2025-08-14", "2025-02-30T00:00:00Z", "2025-08-14T10:02:11 Z",
                            "2025-08-14T10:02:11+2", "2025-08-14T10:02:11.Z", "14.08.2025"})
    CHECK(read(wrong) == "none");
}

TEST_CASE("erp clock: never goes back, runs on between answers, and is never ahead") {
  erp_clock erp;
  const std::chrono::steady_clock::time_point start{};
  CHECK_FALSE(erp.now(start));
  const auto ours = time_of(*read_http_date("Thu, 14 Aug 2025 10:00:00 GMT"));
  REQUIRE(erp.take("Thu, 14 Aug 2025 10:00:07 GMT", ours + 900ms, start));
  CHECK(erp.skew() == 7s);
  CHECK(iso_digits(*erp.now(start)) == "2025-08-14T10:00:07");
  CHECK(iso_digits(*erp.now(start + 1500ms)) == "2025-08-14T10:00:08.5");
  REQUIRE(erp.take("Thu, 14 Aug 2025 10:00:01 GMT", ours, start + 1500ms));
  CHECK(iso_digits(*erp.now(start + 1500ms)) == "2025-08-14T10:00:08.5");
  REQUIRE(erp.take("Thu, 14 Aug 2025 10:00:20 GMT", ours, start + 2s));
  CHECK(iso_digits(*erp.now(start + 2s)) == "2025-08-14T10:00:20");
}

TEST_CASE(
    "erp clock: a missing date and a clock that is off by more than ten minutes are problems") {
  erp_clock erp;
  const auto ours = time_of(*read_http_date("Thu, 14 Aug 2025 10:00:00 GMT"));
  for (const auto* date :
       {"", "yesterday", "Thu, 14 Aug 2025 10:10:01 GMT", "Thu, 14 Aug 2025 09:49:59 GMT"}) {
    const auto taken = erp.take(date, ours, {});
    REQUIRE_FALSE(taken);
    CHECK(taken.problem().kind == trouble::clock);
  }
  CHECK(erp.take("", ours, {}).problem().message.starts_with("erp clock unknown"));
  CHECK(erp.take("Thu, 14 Aug 2025 10:10:01 GMT", ours, {})
            .problem()
            .message.starts_with("erp clock off by 601 s"));
  CHECK(erp.take("Thu, 14 Aug 2025 10:10:00 GMT", ours, {}));
}
