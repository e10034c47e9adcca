#include "tests/process/kill_loop.hpp"

#include "tests/process/loads/mixed_load.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <thread>

namespace acumage::tests {

void kill_loop(int cycles) {
  const auto* const given = std::getenv("ACUMAGE_SEED");
  const auto seed =
      given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : std::random_device{}();
  MESSAGE("seed " << seed << ", " << cycles << " kills");
  std::mt19937 random{seed};
  mixed_load all{seed};
  auto& [store, node, prices, quantities, documents] = all;
  std::uint64_t in_flight_at_kill = 0;
  for (int cycle = 0; cycle < cycles; ++cycle) {
    node.start();
    all.start();
    std::this_thread::sleep_for(
        std::chrono::milliseconds{50 + random() % 350});  // the moment of the kill
    const auto seen = store.count();
    in_flight_at_kill += seen.arrived - seen.answered;
    node.kill();
    all.stop();
    // A request that met the kill may still be applied; nothing is applied later than that.
    REQUIRE(store.wait_for([](const auto& now) { return now.arrived == now.answered; }));
  }
  const auto broken = all.resets();
  node.start();
  all.come_to_rest();
  const auto prices_again = prices.check(node, store);
  const auto quantities_again = quantities.check(node, store);
  documents.check(node, store);
  MESSAGE(all.accepted() << " changes accepted: " << prices.accepted() << " prices, "
                         << quantities.accepted() << " quantities, " << documents.accepted()
                         << " of documents");
  MESSAGE(store.shipments().size() << " shipments, " << store.customers().size() << " customers, "
                                   << store.orders().size() << " orders in the store");
  const auto twice = prices.duplicates() + quantities.duplicates() + documents.duplicates();
  MESSAGE(twice << " sent twice, " << store.count().rows_written << " rows written, "
                << prices_again << " and " << quantities_again << " of them again, "
                << in_flight_at_kill << " requests met a kill, " << broken << " were broken off");
  const auto some = static_cast<std::uint64_t>(cycles);
  CHECK(prices.accepted() > some * 20);
  CHECK(quantities.accepted() > some * 20);
  CHECK(documents.accepted() > some * 5);
  CHECK(twice > some / 2);
  CHECK(prices_again + quantities_again > some / 2);
  CHECK(in_flight_at_kill > some / 4);
  CHECK(broken > 0);
  CHECK(node.stop() == 0);
}

}  // namespace acumage::tests
