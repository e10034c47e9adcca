#include "tests/process/kill_loop.hpp"

#include "tests/process/document_load.hpp"
#include "tests/process/load.hpp"
#include "tests/process/node_process.hpp"
#include "tests/process/stock_load.hpp"
#include "tests/process/stock_node.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t sku_count = 100;

simulator::store_options shop() {
  auto options = stock_shop(0);
  for (std::size_t i = 0; i < sku_count; ++i)
    options.products.push_back({price_load::sku(i), {}, {}});
  document_load::stock(options);
  return options;
}

/// Every request takes a while; some break off, applied or not.
void make_unsteady(simulator::store& store, std::uint32_t seed) {
  using effect = simulator::fault_effect;
  for (const auto* path :
       {"base-prices", "source-items", "orders", "order", "invoices", "customers"}) {
    for (const auto how : {effect::applied, effect::none}) {
      simulator::fault reset;
      reset.answer = simulator::fault_answer::reset;
      reset.effect = how;
      reset.where.path = path;
      reset.when.probability = 0.01;
      reset.when.seed = seed++;
      store.inject(reset);
    }
  }
  simulator::fault slow;  // last: the first fault that strikes is the only one
  slow.latency = 3ms;
  slow.effect = simulator::fault_effect::applied;
  store.inject(slow);
}

std::size_t resets(const simulator::store& store) {
  const auto all = store.requests();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const auto& each) { return each.status == 0; }));
}

}  // namespace

void kill_loop(int cycles) {
  const auto* const given = std::getenv("ACUMAGE_SEED");
  const auto seed =
      given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : std::random_device{}();
  MESSAGE("seed " << seed << ", " << cycles << " kills");
  std::mt19937 random{seed};
  checked_store store{shop()};
  REQUIRE(store.start().ok());
  make_unsteady(store, seed);
  auto with = stock_settings({{"intake.pair_window", "0.1"}, {"queue.retry_count", "100"}});
  with.merge(document_load::settings());
  node_process node{store.url(), with};
  price_load prices{{.skus = sku_count, .senders = 2, .seed = seed}};
  stock_load quantities{{.skus = sku_count, .senders = 2, .seed = seed + 1}};
  document_load documents{store, {.senders = 2, .seed = seed + 2}};
  std::uint64_t in_flight_at_kill = 0;
  for (int cycle = 0; cycle < cycles; ++cycle) {
    node.start();
    prices.start(node);
    quantities.start(node);
    documents.start(node);
    std::this_thread::sleep_for(
        std::chrono::milliseconds{50 + random() % 350});  // the moment of the kill
    const auto seen = store.count();
    in_flight_at_kill += seen.arrived - seen.answered;
    node.kill();
    prices.stop();
    quantities.stop();
    documents.stop();
    // A request that met the kill may still be applied; nothing is applied later than that.
    REQUIRE(store.wait_for([](const auto& now) { return now.arrived == now.answered; }));
  }
  const auto broken = resets(store);
  store.clear_faults();
  node.start();
  if (!node.wait_for([&] { return node.stat("journal/unsettled") == 0; }, 120s))
    FAIL("not settled: " << node.get("/stats").body << node.get("/waiting?limit=10").body);
  CHECK(node.stat("dead_letters/total") == 0);
  const auto prices_again = prices.check(node, store);
  const auto quantities_again = quantities.check(node, store);
  documents.check(node, store);
  MESSAGE(documents.accepted() << " changes of documents accepted, " << documents.duplicates()
                               << " sent twice, " << store.shipments().size() << " shipments, "
                               << store.customers().size() << " customers, "
                               << store.orders().size() << " orders");
  MESSAGE(prices.accepted() << " prices and " << quantities.accepted() << " quantities accepted, "
                            << prices.duplicates() + quantities.duplicates() << " sent twice, "
                            << store.count().rows_written << " rows written, " << prices_again
                            << " and " << quantities_again << " of them again, "
                            << in_flight_at_kill << " requests met a kill, " << broken
                            << " were broken off");
  const auto some = static_cast<std::uint64_t>(cycles);
  CHECK(prices.accepted() > some * 20);
  CHECK(quantities.accepted() > some * 20);
  CHECK(documents.accepted() > some * 5);
  CHECK(prices.duplicates() + quantities.duplicates() > some / 2);
  CHECK(prices_again + quantities_again > some / 2);
  CHECK(in_flight_at_kill > some / 4);
  CHECK(broken > 0);
  CHECK(node.stop() == 0);
}

}  // namespace acumage::tests
