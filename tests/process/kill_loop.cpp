#include "tests/process/kill_loop.hpp"

#include "simulator/store.hpp"
#include "tests/process/load.hpp"
#include "tests/process/node_process.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t sku_count = 100;

simulator::store_options shop() {
  simulator::store_options options;
  options.keep_history = true;
  for (std::size_t i = 0; i < sku_count; ++i)
    options.products.push_back({price_load::sku(i), {}, {}});
  return options;
}

}  // namespace

void kill_loop(int cycles) {
  const auto given = std::getenv("ACUMAGE_SEED");
  const auto seed =
      given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : std::random_device{}();
  MESSAGE("seed " << seed << ", " << cycles << " kills");
  std::mt19937 random{seed};
  simulator::store store{shop()};
  REQUIRE(store.start().ok());
  simulator::fault slow;
  slow.latency = 3ms;
  slow.effect = simulator::fault_effect::applied;
  store.inject(slow);
  simulator::fault reset;
  reset.answer = simulator::fault_answer::reset;
  reset.effect = simulator::fault_effect::applied;
  reset.where.path = "base-prices";
  reset.where.method = "POST";
  reset.when.probability = 0.02;
  reset.when.seed = seed;
  store.inject(reset);
  // A request that meets the kill may still be applied; nothing is applied later than that.
  node_process node{store.url(), {{"intake.pair_window", "0"}, {"queue.retry_count", "100"}}};
  price_load load{{.skus = sku_count, .senders = 4, .seed = seed}};
  std::uint64_t in_flight_at_kill = 0;
  std::int64_t resumed = 0;
  for (int cycle = 0; cycle < cycles; ++cycle) {
    node.start();
    resumed += node.stat("lanes/pricing/waiting") + node.stat("lanes/pricing/in_flight");
    load.start(node);
    std::this_thread::sleep_for(
        std::chrono::milliseconds{50 + random() % 350});  // the moment of the kill
    const auto seen = store.count();
    in_flight_at_kill += seen.arrived - seen.answered;
    node.kill();
    load.stop();
  }
  store.clear_faults();
  node.start();
  REQUIRE(node.wait_until_settled());
  MESSAGE(load.accepted() << " accepted, " << store.count().rows_written << " rows written, "
                          << in_flight_at_kill << " requests met a kill");
  CHECK(load.accepted() > static_cast<std::uint64_t>(cycles) * 20);
  load.check(node, store);
  CHECK(node.stop() == 0);
}

}  // namespace acumage::tests
