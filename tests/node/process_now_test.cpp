#include "node/process_now.hpp"

#include "settings/wall_clock.hpp"

#include <doctest/doctest.h>

using namespace acumage::node;

TEST_CASE("process: it began before it was asked for the first time, and takes something") {
  const auto asked = static_cast<double>(acumage::settings::wall_us()) / 1e6;
  const auto now = process_now();
  CHECK(now.began_s < asked);
  CHECK(now.began_s > asked - 3600);
  CHECK(now.resident_bytes > 1'000'000);
  CHECK(now.open_files >= 3);
  CHECK(now.cpu_s > 0);
  CHECK(process_now().began_s == now.began_s);
}
