// Every exchange of every conversation goes wrong in every way, one at a time; the store ends as after a clean run.
#include "tests/pipeline/scenarios.hpp"

#include <doctest/doctest.h>

#include <iostream>
#include <string>

namespace acumage::tests {
namespace {

struct outcome {
  std::string store;
  std::string ends;  // of the changes: all delivered
  std::vector<std::string> exchanges;
  std::vector<std::string> letters;
};

/// One run; `struck` of the exchanges goes wrong, when it is given.
outcome run(const scenario& what, const std::optional<std::pair<std::size_t, blow>>& struck) {
  struck_shop store{sales_shop()};
  shop_node node{store, what.settings};
  what.before(store, node);
  store.forget();
  if (struck) store.strike(struck->first, struck->second);
  what.push(node);
  node.settle();
  outcome came;
  came.store = store.sold() + store.accounts();
  came.exchanges = store.exchanges();
  for (const auto& each : node.node().history())
    came.ends += std::string{to_string(each.outcome)} + ' ';
  for (const auto& each : node.node().letters()) came.letters.push_back(each.error);
  CHECK(node.node().unsettled() == 0);
  return came;
}

/// Each exchange of the conversation with each of the faults.
void strike_everywhere(std::size_t number) {
  REQUIRE(number < scenarios().size());
  const auto& what = scenarios()[number];
  INFO(what.name);
  const auto clean = run(what, std::nullopt);
  REQUIRE(clean.letters.empty());
  REQUIRE(clean.exchanges.size() >= 2);
  std::size_t runs = 0;
  for (std::size_t at = 0; at < clean.exchanges.size(); ++at)
    for (const auto how : all_blows) {
      INFO("exchange " << at << " (" << clean.exchanges[at] << "): " << to_string(how));
      const auto came = run(what, std::pair{at, how});
      ++runs;
      CHECK(came.store == clean.store);
      CHECK(came.ends == clean.ends);
      CHECK(came.letters.empty());
    }
  std::cout << what.name << ": " << clean.exchanges.size() << " exchanges x " << all_blows.size()
            << " faults = " << runs << " runs\n"
            << clean.store;
}

// One test a conversation, so that they run side by side.
#define NOTHING_TWICE(number, name)                                           \
  TEST_CASE("nothing twice: " name ", whatever goes wrong at any exchange") { \
    strike_everywhere(number);                                                \
  }
NOTHING_TWICE(0, "a shipment of all with two tracks and an invoice [SPEC 7 Shipment]")
NOTHING_TWICE(1, "a shipment of a part with an invoice [SPEC 7 Shipment]")
NOTHING_TWICE(2, "a supplement of a line that comes later [SPEC 7 Shipment]")
NOTHING_TWICE(3, "a track that comes later [SPEC 7 Shipment]")
NOTHING_TWICE(4, "a customer that is created [SPEC 7 Customer]")
NOTHING_TWICE(5, "a customer that is updated with a new address [SPEC 7 Customer]")
NOTHING_TWICE(6, "a comment on an order [SPEC 7 Order]")
NOTHING_TWICE(7, "an order on hold [SPEC 7 Order]")
NOTHING_TWICE(8, "an order that is released [SPEC 7 Order]")
NOTHING_TWICE(9, "an order that is cancelled [SPEC 7 Order]")
NOTHING_TWICE(10, "an order that is created [SPEC 7 Order]")

TEST_CASE("nothing twice: each conversation has its test") { CHECK(scenarios().size() == 11); }

}  // namespace
}  // namespace acumage::tests
