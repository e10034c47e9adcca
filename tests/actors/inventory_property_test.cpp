// Random cells, versions, faults and restarts: what holds of quantities whatever happens.
#include "tests/actors/pipe.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

/// Three cells of one source. The figure of cell n is its own count of changes times 100 to the n, so that
/// a published sum tells which state of each cell it was worked out from.
constexpr std::array<const char*, 3> places{"EAST", "WEST", "EAST/R1"};
constexpr std::array<int, 3> units{1, 100, 10'000};
constexpr std::array<const char*, 2> skus{"LAMP-07", "MUG-12"};

class world {
 public:
  explicit world(unsigned seed) : draw_{seed}, node_{options()} {}

  void live() {
    for (int step = 0; step < 60; ++step) {
      const auto what = below(12);
      if (what < 6)
        push();
      else if (what < 8)
        node_.advance(std::chrono::milliseconds{100 * (1 + below(50))});
      else if (what < 10)
        misbehave();
      else if (what == 10)
        pause_or_resume();
      else
        node_.restart();
    }
    node_.push_changes(late_);
    node_.store.before = {};
    node_.store.after = {};
    node_.store.probe.reset();
    node_.store.unknown.clear();
    node_.resume();
    node_.advance(30min);
  }

  void check() {
    for (const auto* sku : skus) {
      int newest = 0;
      for (std::size_t cell = 0; cell < places.size(); ++cell)
        newest += counts_[{sku, cell}] * units.at(cell);
      if (newest > 0)
        CHECK(node_.store.quantities[std::string{sku} + "@main"] == std::to_string(newest));
      std::array<int, 3> before{};
      for (const auto& each : node_.store.applied[std::string{sku} + "@main"]) {
        CAPTURE(each);
        for (std::size_t cell = 0; cell < places.size(); ++cell) {
          const auto state = std::stoi(each) / units.at(cell) % 100;
          CHECK(state >= before.at(cell));
          before.at(cell) = state;
        }
      }
    }
    std::map<std::uint64_t, int> ends;
    for (const auto& each : node_.history()) ++ends[each.version.sequence];
    CHECK(ends.size() == pushed_);
    for (const auto& [sequence, count] : ends) CHECK(count == 1);
    CHECK(node_.unsettled() == 0);
    CHECK(node_.letters().empty());
    CHECK(node_.store.orphans == 0);
    CHECK(node_.balanced());
  }

 private:
  static pipe_options options() {
    auto how = stock_options();
    how.plan = {0, 3};
    how.retry = {1000, 1s, 10s};  // no letters: what is to be seen is what arrives
    how.settle_time = 5s;
    return how;
  }

  int below(int bound) { return std::uniform_int_distribution{0, bound - 1}(draw_); }

  /// A few rows: new figures, and rows that repeat one. Some come later, behind newer ones.
  void push() {
    std::vector<change> now;
    for (int rows = 1 + below(4); rows > 0; --rows) {
      const std::string sku = skus.at(static_cast<std::size_t>(below(2)));
      const auto cell = static_cast<std::size_t>(below(3));
      auto& count = counts_[{sku, cell}];
      const auto figure = [&](int of) { return std::to_string(of * units.at(cell)); };
      const bool repeats = count > 0 && below(3) == 0;
      const auto old = count;
      if (!repeats) ++count;
      ++stamp_;
      auto row = below(2) == 0 && !repeats
                     ? stock_change(sku, places.at(cell), figure(count), stamp_)
                     : stock_update(sku, places.at(cell), figure(old), figure(count), stamp_);
      ++pushed_;
      if (below(4) == 0)
        late_.push_back(std::move(row));
      else
        now.push_back(std::move(row));
    }
    if (!late_.empty() && below(3) == 0) {
      now.insert(now.end(), late_.begin(), late_.end());
      late_.clear();
    }
    std::shuffle(now.begin(), now.end(), draw_);
    if (!now.empty()) node_.push_changes(now);
  }

  void misbehave() {
    auto& store = node_.store;
    store.before = {};
    store.after = {};
    store.probe.reset();
    store.unknown.clear();
    switch (below(7)) {
      case 0: store.before = [](const auto&) { return maintenance(); }; break;
      case 1:
        store.before = [](const auto&) { return broken(magento::carried::read_timeout); };
        break;
      case 2: store.after = [](const auto&) { return broken(magento::carried::reset); }; break;
      case 3:
        store.before = [](const auto&) {
          return replied(400, R"({"message":"Could not save Source Item"})");
        };
        break;
      case 4:
        store.before = [](const auto&) { return broken(magento::carried::refused); };
        store.probe = broken(magento::carried::refused);
        break;
      default: break;
    }
  }

  void pause_or_resume() {
    if (below(2) == 0)
      node_.pause();
    else
      node_.resume();
  }

  std::mt19937 draw_;
  pipe node_;
  std::map<std::pair<std::string, std::size_t>, int> counts_;
  std::vector<change> late_;
  std::uint64_t stamp_ = 0;
  std::size_t pushed_ = 0;
};

TEST_CASE(
    "inventory pipe: whatever happens, the newest of each cell is sold, and each change ends "
    "once") {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    world all{seed};
    all.live();
    all.check();
  }
}

}  // namespace
}  // namespace acumage::tests
