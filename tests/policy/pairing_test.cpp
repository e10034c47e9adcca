#include "policy/pairing.hpp"

#include <doctest/doctest.h>

namespace acumage::policy {
namespace {

using namespace std::chrono_literals;

journaled_change lone(const std::string& key, std::uint64_t stamp, std::uint64_t sequence) {
  journaled_change what;
  what.sequence = sequence;
  what.what.key = key;
  what.what.stamp = stamp;
  return what;
}

TEST_CASE("pairing: a lone Deleted that nobody answers is a removal when its window is over") {
  pairing pairs{2s};
  const time_point now{10s};
  pairs.hold(lone("LAMP-07", 5, 1), now);
  CHECK(pairs.next() == now + 2s);
  CHECK(pairs.expired(now + 1999ms).empty());
  const auto over = pairs.expired(now + 2s);
  REQUIRE(over.size() == 1);
  CHECK(over[0].sequence == 1);
  CHECK(pairs.empty());
}

TEST_CASE("pairing: an Inserted of the same or a newer version takes the lone Deleted with it") {
  pairing pairs{2s};
  const time_point now{10s};
  pairs.hold(lone("LAMP-07", 5, 1), now);
  pairs.hold(lone("LAMP-07", 9, 2), now);
  pairs.hold(lone("LAMP-08", 5, 3), now);
  const auto matched = pairs.match("lamp-07", 5);
  REQUIRE(matched.size() == 1);
  CHECK(matched[0].sequence == 1);
  CHECK(pairs.match("LAMP-07", 4).empty());
  const auto over = pairs.expired(now + 2s);
  REQUIRE(over.size() == 2);
  CHECK(over[0].sequence == 2);
  CHECK(over[1].sequence == 3);
}

}  // namespace
}  // namespace acumage::policy
