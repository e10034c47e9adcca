// What reconciliations prove: differences that last, and a run that failed.
#include "node/reconcile_health.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::node;

namespace {

reconcile_status run_of(const std::string& id, bool automatic, std::uint64_t differences) {
  reconcile_status job;
  job.id = id;
  job.order = {.entity = entity::pricing, .automatic = automatic};
  job.state = reconcile_state::done;
  job.has_erp = true;
  job.checked = 100;
  job.differences = differences;
  job.classes = {{"agree", 100 - differences}, {"in_flight", 3}, {"store_edited", differences}};
  return job;
}

std::string words_of(const std::vector<reconcile_status>& jobs, alert_cause cause) {
  for (const auto& each : reconcile_conditions(jobs)) {
    CHECK(each.lane == entity::pricing);
    if (each.cause == cause) return each.words;
  }
  return {};
}

std::string difference(const std::vector<reconcile_status>& jobs) {
  return words_of(jobs, alert_cause::difference);
}

}  // namespace

TEST_CASE("reconcile health: differences of a scheduled run are told with their classes") {
  CHECK(difference({}).empty());
  CHECK(difference({run_of("1", true, 0)}).empty());
  auto both = run_of("1", true, 2);
  both.classes["lost_push"] = 1;
  both.differences = 3;
  CHECK(difference({both}) ==
        "pricing: 3 keys differ between ERP, node and store: 1 lost_push, 2 store_edited; see "
        "`acumage reconcile show 1`");
  both = run_of("2", true, 1);
  both.has_erp = false;
  CHECK(difference({both}) ==
        "pricing: 1 key differs between node and store: 1 store_edited; see `acumage reconcile "
        "show 2`");
}

TEST_CASE("reconcile health: a run by hand raises nothing, but ends or renews what was raised") {
  CHECK(difference({run_of("1", false, 5)}).empty());
  CHECK(difference({run_of("1", true, 5), run_of("2", false, 4)}).find(": 4 keys") !=
        std::string::npos);
  CHECK(difference({run_of("1", true, 5), run_of("2", false, 0)}).empty());
  CHECK(difference({run_of("1", true, 5), run_of("2", false, 0), run_of("3", false, 7)}).empty());
}

TEST_CASE("reconcile health: only a complete run over all keys of the entity proves something") {
  const auto raised = run_of("1", true, 5);
  for (const auto scope : {reconcile_scope::sample, reconcile_scope::keys}) {
    auto part = run_of("2", false, 0);
    part.order.scope = scope;
    CHECK(!difference({raised, part}).empty());
  }
  for (const auto state : {reconcile_state::failed, reconcile_state::cancelled,
                           reconcile_state::comparing, reconcile_state::fixing}) {
    auto part = run_of("2", true, 0);
    part.state = state;
    CHECK(!difference({raised, part}).empty());
  }
  auto other = run_of("2", true, 0);
  other.order.entity = entity::order;
  CHECK(!difference({raised, other}).empty());
}

TEST_CASE("reconcile health: a scheduled run that failed is a condition until one is complete") {
  const auto failure = [](const std::vector<reconcile_status>& jobs) {
    return words_of(jobs, alert_cause::unproven);
  };
  auto failed = run_of("1", true, 0);
  failed.state = reconcile_state::failed;
  failed.error = "store: 503";
  CHECK(failure({failed}) == "pricing: the scheduled reconciliation 1 failed: store: 503");
  CHECK(failure({failed, run_of("2", false, 3)}).empty());
  failed.cut_short = true;
  CHECK(failure({failed}).empty());
  failed.cut_short = false;
  failed.order.automatic = false;
  CHECK(failure({failed}).empty());
}

TEST_CASE("reconcile health: the last complete run of each entity") {
  auto other = run_of("3", true, 1);
  other.order.entity = entity::order;
  auto part = run_of("4", true, 1);
  part.order.scope = reconcile_scope::sample;
  const auto last =
      last_complete(std::vector{run_of("1", true, 9), run_of("2", false, 8), other, part});
  REQUIRE(last.size() == 2);
  CHECK(last[0].id == "2");
  CHECK(last[1].id == "3");
}
