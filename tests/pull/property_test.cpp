// Random writes, lost and late pushes, late commits and kills: after the last delta what is known equals the ERP.
#include "model.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace acumage;
using namespace acumage::tests;

namespace {

struct push_on_the_way {
  std::uint64_t arrives = 0;
  std::string sku;
  std::string value;
  std::uint64_t stamp = 0;
};

/// A world in which transactions take up to `longest_s` seconds, and the node believes in `lag_s`.
/// Returns how many SKUs differ at the end.
std::size_t differences(unsigned seed, int longest_s, int lag_s) {
  std::mt19937 draw{seed};
  const auto below = [&](int n) { return static_cast<int>(draw() % static_cast<unsigned>(n)); };
  pull_rig rig;
  rig.how.lag = std::chrono::seconds{lag_s};
  rig.how.overlap = rig.how.lag;
  std::vector<push_on_the_way> pushes;
  std::map<std::string, std::uint64_t> busy;  // until when a row is locked
  int value = 0;
  for (int i = 0; i < 8; ++i) rig.erp.write("SKU-" + std::to_string(i), std::to_string(++value));
  rig.finish(rig.job(pull_scope::all));
  rig.work_off();
  const auto advance = [&](int seconds) {
    rig.erp.now += static_cast<std::uint64_t>(seconds) * second_ticks;
    rig.now_us = unix_us_of(rig.erp.now);
    for (auto& each : pushes)
      if (each.arrives != 0 && each.arrives <= rig.erp.now) {
        rig.push(each.sku, each.value, each.stamp);
        each.arrives = 0;
      }
  };
  for (int step = 0; step < 120; ++step) {
    const auto sku = "SKU-" + std::to_string(below(8));
    if (below(3) != 0 && busy[sku] <= rig.erp.now) {
      const auto open = static_cast<std::uint64_t>(below(longest_s + 1)) * second_ticks;
      rig.erp.write(sku, std::to_string(++value), open);
      busy[sku] = rig.erp.now + open;
      // The stamp of a push may be taken before the commit (PULL.md 6); it leaves afterwards.
      if (below(2) == 0)
        pushes.push_back(
            {rig.erp.now + open + static_cast<std::uint64_t>(below(2'000)) * second_ticks, sku,
             std::to_string(value), rig.erp.now});
    }
    if (below(4) == 0) rig.work_off();
    if (below(10) == 0) {
      auto with = rig.neighbours();
      const auto session = rig.erp.connect();
      pull::run going{rig.job(below(4) == 0 ? pull_scope::all : pull_scope::delta), rig.how, with,
                      *session};
      for (int steps = below(8); steps > 0 && !going.job().over(); --steps) {
        going.step();
        if (below(3) == 0) advance(below(30));
      }
      const auto job = going.job();
      if (!job.over() && job.until != 0) {  // killed, or stopped, on its way
        rig.work_off();
        rig.restart();
        rig.finish(rig.ledger().pulls().back());
      }
    }
    advance(below(200));
  }
  advance(longest_s + 4'000);
  rig.work_off();
  advance(1);
  rig.finish(rig.job(pull_scope::delta));
  rig.work_off();
  std::size_t differ = 0;
  for (const auto& [sku, right] : rig.erp.values())
    differ += rig.lane.memory.at(sku).value == right ? 0 : 1;
  return differ;
}

}  // namespace

TEST_CASE("pull property: with transactions shorter than lag, nothing stays lost") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    CHECK(differences(seed, 500, 600) == 0);
  }
}

TEST_CASE("pull property: with longer ones something does, so that the check can fail") {
  std::size_t lost = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) lost += differences(seed, 5'000, 60);
  CHECK(lost > 0);
}
