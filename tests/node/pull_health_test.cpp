// What the last pulls say about the connection to Acumatica, each raised and resolved (SPEC 10, PULL.md 7.6).
#include "node/pull_health.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::node;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t hour_us = 3'600'000'000;
constexpr std::int64_t now_us = 1'786'702'931'042'000;

struct rig {
  pull_health health;
  stats_table stats;
  std::int64_t at_us = now_us;

  pull_job ended(pull_scope scope, pull_state state) const {
    pull_job job;
    job.id = "00000007";
    job.entity = entity::inventory;
    job.scope = scope;
    job.state = state;
    job.until = ticks_of(at_us);
    job.ended_us = at_us;
    return job;
  }
  pull_job missing(std::chrono::minutes ago) const {
    auto job = ended(pull_scope::delta, pull_state::done);
    job.missed = 2;
    job.missed_keys = {"LAMP-07@EAST", "LAMP-08@EAST"};
    job.newest_missed = ticks_of(at_us - std::chrono::microseconds{ago}.count());
    return job;
  }
  std::string words(alert_cause cause) const {
    for (const auto& each : health.look(stats, {at_us, 10min, 1h}))
      if (each.cause == cause && each.lane == entity::inventory) return each.words;
    return {};
  }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("pull health: a failed job is a condition until one of its kind, or a delta, is done") {
  rig at;
  auto failed = at.ended(pull_scope::delta, pull_state::failed);
  failed.error = "403: no right";
  failed.dry_run = true;
  at.health.note_end(failed);
  CHECK(at.words(alert_cause::pull_failed).empty());
  failed.dry_run = false;
  at.health.note_end(failed);
  CHECK(has(at.words(alert_cause::pull_failed), "inventory: job 00000007 failed: 403: no right"));
  at.health.note_end(at.ended(pull_scope::keys, pull_state::done));
  at.health.note_end(at.ended(pull_scope::all, pull_state::cancelled));
  CHECK(!at.words(alert_cause::pull_failed).empty());
  at.health.note_end(at.ended(pull_scope::all, pull_state::done));
  CHECK(at.words(alert_cause::pull_failed).empty());
}

TEST_CASE("pull health: a manual job that failed is a condition for one window") {
  rig at;
  at.health.note_end(at.ended(pull_scope::keys, pull_state::failed));
  CHECK(!at.words(alert_cause::pull_failed).empty());
  at.at_us += hour_us / 6;
  CHECK(at.words(alert_cause::pull_failed).empty());
  auto own = at.ended(pull_scope::since, pull_state::failed);
  own.automatic = true;
  at.health.note_end(own);
  at.at_us += hour_us;
  CHECK(!at.words(alert_cause::pull_failed).empty());
  at.health.note_end(at.ended(pull_scope::since, pull_state::done));
  CHECK(at.words(alert_cause::pull_failed).empty());
}

TEST_CASE("pull health: missed changes are told with their keys until a delta finds none") {
  rig at;
  at.health.note_end(at.missing(30min));
  CHECK(has(at.words(alert_cause::missed),
            "2 changes that no notification brought, such as LAMP-07@EAST, LAMP-08@EAST"));
  at.health.note_end(at.ended(pull_scope::since, pull_state::done));
  CHECK(!at.words(alert_cause::missed).empty());
  at.health.note_end(at.ended(pull_scope::delta, pull_state::done));
  CHECK(at.words(alert_cause::missed).empty());
}

TEST_CASE("pull health: pushes have stopped if records change and none comes") {
  rig at;
  auto& push = at.stats.lane(entity::inventory).last_push_us;
  push = at.at_us - 2 * hour_us;
  at.health.note_end(at.missing(61min));
  CHECK(at.words(alert_cause::silence).empty());  // long ago
  at.health.note_end(at.missing(30min));
  CHECK(has(at.words(alert_cause::silence), "check SM302000"));
  push = at.at_us - hour_us / 2;  // one was lost, others came
  CHECK(at.words(alert_cause::silence).empty());
  push = at.at_us - 2 * hour_us;
  CHECK(!at.words(alert_cause::silence).empty());
  push = at.at_us + 1;
  CHECK(at.words(alert_cause::silence).empty());
}
