#include "http/header_text.hpp"

#include <doctest/doctest.h>

using namespace acumage::http;
using namespace std::chrono_literals;

TEST_CASE("retry after: seconds or a date, within 1 s and 900 s, nonsense is none") {
  const std::string date = "Sun, 06 Nov 1994 08:49:37 GMT";
  const auto now = std::chrono::system_clock::from_time_t(784111777);
  CHECK(read_retry_after("soon", "", now) == std::nullopt);
  CHECK(read_retry_after("", "", now) == std::nullopt);
  CHECK(read_retry_after("0", "", now) == 1s);
  CHECK(read_retry_after("86400", "", now) == 900s);
  CHECK(read_retry_after("99999999999999999999", "", now) == 900s);
  CHECK(read_retry_after("Sun, 06 Nov 1994 08:50:37 GMT", date, {}) == 60s);
  CHECK(read_retry_after("Sun, 06 Nov 1994 08:50:37 GMT", "", now) == 60s);
  CHECK(read_retry_after("Sun, 06 Nov 1994 07:00:00 GMT", date, now) == 1s);
}

TEST_CASE("keep alive: the server's word in seconds") {
  CHECK(read_keep_alive("timeout=5, max=100") == 5s);
  CHECK(read_keep_alive("max=100") == std::nullopt);
}

TEST_CASE("header safe: nothing that ends a line or begins another") {
  CHECK(header_safe(" a\r\nX-Evil: 1\x7f ") == "aX-Evil: 1");
}
