#include "tests/process/pull_world.hpp"

#include "tests/process/pull_node.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t items = 60;  // two pages of prices, three of quantities
constexpr std::uint32_t hot = 6;   // of them change
constexpr auto beyond_lag = 62s;

using place = std::pair<std::string, std::string>;

class player {
 public:
  explicit player(const pull_world& how)
      : how_{how}, random_{how.seed}, at_{items, {}, disturbed()} {
    at_.erp.clock().step(-560s);
    at_.erp.load({.items = items, .warehouses = 2});
    at_.erp.inject({.what = sim::trouble::queue_delay, .value = 5});
    at_.start();
    for (const auto* entity : {"pricing", "inventory"})
      REQUIRE(at_.run(entity, R"("all":true)").state == "done");
    at_.come_to_rest();
    disturbs_ = true;
  }

  pull_outcome play() {
    for (int step = 0; step < how_.steps; ++step) {
      write();
      if (below(3) == 0) pull();
      if (below(12) == 0) resend();
      if (how_.kills > 0 && below(static_cast<std::uint32_t>(how_.steps / how_.kills)) == 0) kill();
      at_.erp.clock().step(std::chrono::seconds{below(10)});
    }
    end();
    return seen_;
  }

 private:
  /// Between the reading of a page and its arrival transactions end, and their pushes overtake it.
  sim::options disturbed() {
    sim::options setup;
    setup.after_page = [this](std::string_view, std::size_t) {
      if (!disturbs_ || pages_++ % 3 != 0) return;
      at_.erp.clock().step(4s);
      static_cast<void>(at_.node.wait_for([&] { return at_.erp.pushes().waiting == 0; }, 300ms));
    };
    return setup;
  }

  std::uint32_t below(std::uint32_t most) { return static_cast<std::uint32_t>(random_() % most); }

  /// Each value is greater than all before it.
  void write() {
    const auto sku = pull_rig::sku(1 + below(hot));
    const auto kind = below(3);
    const place where{sku, kind == 0 ? "price" : kind == 1 ? "wh_one" : "wh_two"};
    const auto now = at_.erp.clock().now();
    if (locked_[where] > now) return;  // by a transaction
    sim::how way;
    way.commit_delay =
        std::chrono::seconds{below(static_cast<std::uint32_t>(how_.longest.count()))};
    way.stamp = below(2) == 0 ? sim::push_stamp::statement : sim::push_stamp::commit;
    const auto fate = below(4);
    if (fate < 2) way.push = fate == 0 ? sim::push_fate::drop : sim::push_fate::lose;
    locked_[where] = now + way.commit_delay + 1s;
    const auto value = std::to_string(++last_value_);
    if (fate < 2) unpushed_.insert(last_value_);
    if (fate == 1) failed_.insert(last_value_);
    ++seen_.writes;
    seen_.unpushed += fate < 2 ? 1 : 0;
    if (kind == 0)
      at_.write_price(sku, value, way);
    else
      at_.write_quantity(sku, kind == 1 ? "EAST" : "WEST", value, way);
  }

  void pull() {
    const std::string entity = below(2) == 0 ? "pricing" : "inventory";
    const std::string which = below(6) == 0 ? "all" : "delta";
    const auto answer =
        at_.node.post("/resync", R"({"entity":")" + entity + R"(",")" + which + R"(":true})");
    CHECK((answer.status == 202 || answer.status == 409));  // the one before is under way
    seen_.pulls += answer.status == 202 ? 1 : 0;
    if (below(2) == 0) at_.come_to_rest();
  }

  /// As an administrator does on SM502000.
  void resend() {
    for (const auto value : failed_) unpushed_.erase(value);
    failed_.clear();
    at_.erp.resend_lost();
  }

  void kill() {
    at_.node.kill();
    REQUIRE(at_.store.wait_for([](const auto& now) { return now.arrived == now.answered; }));
    at_.start();
    ++seen_.kills;
  }

  std::size_t differences() const {
    const auto truth = at_.in_erp();
    const auto store = at_.in_store();
    std::size_t count = 0;
    for (const auto& [where, value] : truth) {
      const auto found = store.find(where);
      count += found == store.end() || found->second != value ? 1 : 0;
    }
    return count;
  }

  void pull_both(const char* which) {
    for (const auto* entity : {"pricing", "inventory"}) {
      const auto done = at_.run(entity, std::string{"\""} + which + "\":true");
      CHECK_MESSAGE(done.state == "done", done.error);
    }
    at_.come_to_rest();
  }

  void end() {
    disturbs_ = false;
    at_.erp.clock().step(how_.longest + 1s);
    REQUIRE(at_.erp.wait_for_pushes(60s));
    at_.come_to_rest();
    at_.erp.clock().step(beyond_lag + how_.longest);
    pull_both("delta");
    seen_.lost = differences();
    seen_.overwritten = steps_back();
    pull_both("all");
    seen_.unmended = differences();
    for (const auto& each : at_.jobs()) CHECK_MESSAGE(each.state == "done", each.error);
    CHECK(at_.node.stat("dead_letters/total") == 0);
    CHECK(at_.signed_out());
    CHECK(at_.node.stop() == 0);
  }

  std::size_t steps_back() const {
    std::size_t count = 0;
    for (const auto& [where, values] : at_.history())
      for (std::size_t i = 2; i < values.size(); ++i)  // the first is that of the loader
        count += values[i] < values[i - 1] && unpushed_.count(static_cast<int>(values[i])) > 0;
    return count;
  }

  pull_world how_;
  std::mt19937 random_;
  std::atomic<bool> disturbs_ = false;
  std::atomic<unsigned> pages_ = 0;
  pull_rig at_;  // its threads use the others
  pull_outcome seen_;
  std::map<place, sim::moment> locked_;
  int last_value_ = 1'000;  // above those of the loader
  std::set<int> unpushed_;
  std::set<int> failed_;  // could be sent again
};

}  // namespace

pull_outcome play(const pull_world& how) { return player{how}.play(); }

std::uint32_t seed_of_world() {
  const auto* const given = std::getenv("ACUMAGE_SEED");
  const auto seed =
      given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : std::random_device{}();
  MESSAGE("seed " << seed);
  return seed;
}

}  // namespace acumage::tests
