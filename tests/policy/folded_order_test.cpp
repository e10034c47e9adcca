#include "messages/key.hpp"
#include "policy/delivery_queue.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace acumage;

TEST_CASE("queue: keys stand in the order of their folded forms, whatever bytes they hold") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random{seed};
  const std::vector<std::string> parts{"A", "a", "b", "Z", "_",  "[",    "9",    "-",
                                       "É", "é", "Ω", "ω", "日", "\xC3", "\xFF", ""};
  const auto key = [&] {
    std::string made(random() % 3 == 0 ? 9 : 0, 'K');
    for (auto left = random() % 6; left > 0; --left) made += parts[random() % parts.size()];
    return made;
  };
  for (int i = 0; i < 20'000; ++i) {
    const auto left = key();
    const auto right = key();
    CAPTURE(left);
    CAPTURE(right);
    REQUIRE(policy::folded_less{}(left, right) == (fold_key(left) < fold_key(right)));
  }
}
