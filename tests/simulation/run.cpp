#include "tests/simulation/run.hpp"

#include "tests/pipeline/shop_node.hpp"
#include "tests/simulation/erp.hpp"
#include "tests/simulation/operator_desk.hpp"
#include "tests/simulation/oracle.hpp"

#include <utility>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

/// Every fourth run has outages only: in them nothing may be anybody's attempt.
hardships hardships_of(std::uint64_t seed) {
  hardships all;
  if (seed % 4 == 3) all.single_mishaps = false;
  if (seed % 4 == 2) all.crashes = false;
  return all;
}

class run {
 public:
  run(std::uint64_t seed, std::function<void(const std::string&)> on_step)
      : world_{seed},
        hardships_{hardships_of(seed)},
        store_{world_, shop_of_a_run()},
        node_{world_, store_, settings_of(settings_of_a_run(world_))},
        sender_{world_, node_, store_},
        desk_{world_, node_, store_, hardships_} {
    world_.on_step = std::move(on_step);
    desk_.on_forgotten = [this](entity which) { sender_.restore(which); };
    desk_.on_standstill = [this](entity which, const std::string& key) {
      sender_.tell_of(which, key);
    };
    sender_.on_baseline = [this] { desk_.note_baseline(); };
    for (const auto& sku : known_skus)
      for (const auto* source : {"wh_east", "wh_west"})
        store_.shop.set_quantity(sku, source, untold_quantity);
  }

  void go() {
    node_.start();
    const auto duration = world_.between(60s, 400s);
    sender_.begin(duration, 10 + world_.below(30));
    desk_.begin(duration);
    run_until(duration);
    calm_down();
    if (!node_.up()) return world_.fail("the node is not up");
    oracle{world_, node_, store_, sender_, desk_.book()}.judge();
    check_outages();
  }

  run_report report(std::uint64_t seed) const {
    return {.seed = seed,
            .failures = world_.failures(),
            .last_steps = {world_.last_steps().begin(), world_.last_steps().end()},
            .digest = world_.digest(),
            .steps = world_.steps(),
            .exchanges = store_.exchanges(),
            .lives = node_.lives(),
            .notifications = sender_.notices().size()};
  }

 private:
  void run_until(moment end) {
    while (world_.now() < end) {
      if (!node_.up()) restart();
      node_.run_until(end);
    }
    if (!node_.up()) restart();
  }

  void restart() {
    const bool at_once = node_.reloading();
    node_.take_down();
    if (!at_once) world_.pass(world_.now() + world_.between(200ms, 20s), [] { return false; });
    node_.start();
  }

  bool is_quiet() {
    return sender_.all_told() && node_.ledger().figures().unsettled == 0 &&
           world_.next() == moment::max();
  }

  void until_quiet() {
    const auto limit = world_.now() + 4h;
    while (world_.now() < limit && !is_quiet()) run_until(world_.now() + 5s);
    if (!is_quiet())
      world_.fail("never quiet: " + std::to_string(node_.ledger().figures().unsettled) +
                  " changes are unsettled");
  }

  void calm_down() {
    world_.note("everything is well from now on");
    desk_.make_whole();
    run_until(world_.now() + 120s);
    desk_.make_whole();
    until_quiet();
    for (int times = 0; times < 2; ++times) {
      desk_.replay();
      run_until(world_.now() + 5s);
      until_quiet();
    }
    run_until(world_.now() + 70s);
    until_quiet();
  }

  /// Promise 5: an outage is not a failure.
  void check_outages() {
    if (hardships_.single_mishaps) return;
    for (const auto each : all_entities)
      if (const auto failed = node_.stats().lane(each).attempts_failed.load(); failed > 0)
        world_.fail(std::string{to_string(each)} + ": an outage used " + std::to_string(failed) +
                    " attempts");
  }

  world world_;
  hardships hardships_;
  flaky_store store_;
  simulated_node node_;
  erp sender_;
  operator_desk desk_;
};

}  // namespace

run_report run_seed(std::uint64_t seed, std::function<void(const std::string&)> on_step) {
  run one{seed, std::move(on_step)};
  one.go();
  return one.report(seed);
}

std::string run_report::words() const {
  auto text = "seed " + std::to_string(seed) + ":\n";
  for (const auto& each : failures) text += "  " + each + '\n';
  text += "last steps:\n";
  for (const auto& each : last_steps) text += "  " + each + '\n';
  return text;
}

}  // namespace acumage::tests
