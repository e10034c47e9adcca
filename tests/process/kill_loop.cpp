#include "tests/process/kill_loop.hpp"

#include "tests/process/loads/mixed_load.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

namespace acumage::tests {

namespace {

/// How a node comes to serve after the one before it was killed.
class succession {
 public:
  succession(node_process& node, bool by_standby) : node_{node}, by_standby_{by_standby} {}
  ~succession() {
    if (taken_ms_.empty()) return;
    std::sort(taken_ms_.begin(), taken_ms_.end());
    MESSAGE("taken over " << taken_ms_.size() << " times, in " << taken_ms_[taken_ms_.size() / 2]
                          << " ms (median), " << taken_ms_.back() << " ms (worst)");
  }

  void begin() {
    if (!by_standby_ || !began_) {
      node_.start();
    } else {
      taken_ms_.push_back(node_.take_over().count());
    }
    began_ = true;
    if (by_standby_) node_.start_standby();
  }

 private:
  node_process& node_;
  const bool by_standby_;
  bool began_ = false;
  std::vector<std::int64_t> taken_ms_;
};

void loop(int cycles, bool by_standby) {
  const auto* const given = std::getenv("ACUMAGE_SEED");
  const auto seed =
      given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : std::random_device{}();
  MESSAGE("seed " << seed << ", " << cycles << " kills");
  std::mt19937 random{seed};
  mixed_load all{seed};
  auto& [store, node, prices, quantities, documents] = all;
  std::uint64_t in_flight_at_kill = 0;
  succession next{node, by_standby};
  for (int cycle = 0; cycle < cycles; ++cycle) {
    next.begin();
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
  next.begin();
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

}  // namespace

void kill_loop(int cycles) { loop(cycles, false); }
void take_over_loop(int cycles) { loop(cycles, true); }

}  // namespace acumage::tests
