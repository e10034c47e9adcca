#include "tests/process/loads/mixed_load.hpp"

#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <algorithm>

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

std::string started(simulator::store& store, std::uint32_t seed) {
  REQUIRE(store.start().ok());
  make_unsteady(store, seed);
  return store.url();
}

std::map<std::string, std::string> all_settings(std::map<std::string, std::string> more) {
  more.merge(stock_settings({{"intake.pair_window", "0.1"}, {"queue.retry_count", "100"}}));
  more.merge(document_load::settings());
  return more;
}

}  // namespace

mixed_load::mixed_load(std::uint32_t seed, std::map<std::string, std::string> settings)
    : store{shop()},
      node{started(store, seed), all_settings(std::move(settings))},
      prices{{.skus = sku_count, .senders = 2, .seed = seed}},
      quantities{{.skus = sku_count, .senders = 2, .seed = seed + 1}},
      documents{store, {.senders = 2, .seed = seed + 2}} {}

void mixed_load::start(std::chrono::milliseconds pause) {
  prices.start(node, pause);
  quantities.start(node, pause);
  documents.start(node, std::max(pause, 10ms));  // the store takes about so many
}

void mixed_load::stop() {
  prices.stop();
  quantities.stop();
  documents.stop();
}

std::size_t mixed_load::resets() const {
  const auto all = store.requests();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const auto& each) { return each.status == 0; }));
}

void mixed_load::come_to_rest() {
  store.clear_faults();
  // After many kills a long backlog is left: as long as it shrinks, all is well.
  for (auto left = node.stat("journal/unsettled"); left != 0;) {
    const bool shrinks = node.wait_for(
        [&] {
          const auto now = node.stat("journal/unsettled");
          return now >= 0 && (left < 0 || now < left);
        },
        60s);
    if (!shrinks)
      FAIL("not settled: " << node.get("/stats").body << node.get("/waiting?limit=10").body);
    left = node.stat("journal/unsettled");
  }
  CHECK(node.stat("dead_letters/total") == 0);
}

}  // namespace acumage::tests
