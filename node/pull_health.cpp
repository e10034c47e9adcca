#include "node/pull_health.hpp"

#include <utility>

namespace acumage::node {

namespace {

std::int64_t to_us(std::chrono::milliseconds time) {
  return std::chrono::microseconds{time}.count();
}

bool reads_all_changes(pull_scope scope) {
  return scope == pull_scope::all || scope == pull_scope::delta;
}

std::string listed(const std::vector<std::string>& keys) {
  std::string text;
  for (const auto& each : keys) text += (text.empty() ? "" : ", ") + each;
  return text;
}

}  // namespace

void pull_health::note_end(const pull_job& job) {
  if (!job.over() || job.dry_run || job.state == pull_state::cancelled) return;
  auto& last = lanes_.at(index_of(job.entity));
  if (job.state == pull_state::failed) {
    last.failed = failure{job.id, job.error, job.scope, job.automatic, job.ended_us};
    return;
  }
  if (last.failed && (reads_all_changes(job.scope) || job.scope == last.failed->scope))
    last.failed.reset();
  if (!reads_all_changes(job.scope)) return;
  last.missed.reset();
  if (job.missed > 0)
    last.missed = loss{job.missed, job.missed_keys, job.newest_missed, job.until, job.ended_us};
}

std::vector<condition> pull_health::look(const stats_table& stats, const times& at) const {
  std::vector<condition> wrong;
  for (const auto each : all_entities)
    add(each, lanes_.at(index_of(each)), stats.lane(each), at, wrong);
  return wrong;
}

void pull_health::add(entity which, const state& is, const lane_row& row, const times& at,
                      std::vector<condition>& to) {
  const std::string name{to_string(which)};
  if (is.failed && (is.failed->lasts() || at.now_us - is.failed->ended_us < to_us(at.window)))
    to.push_back({alert_cause::pull_failed, which,
                  name + ": job " + is.failed->job + " failed: " + is.failed->error});
  if (!is.missed) return;
  const auto& loss = *is.missed;
  to.push_back({alert_cause::missed, which,
                name + ": the last pull found " + std::to_string(loss.count) +
                    (loss.count == 1 ? " change" : " changes") +
                    " that no notification brought, such as " + listed(loss.keys) +
                    "; see `acumage lost-pushes`"});
  const auto silence_us = to_us(at.silence);
  const bool lately = unix_us_of(loss.until) - unix_us_of(loss.newest) < silence_us;
  if (lately && row.last_push_us.load() < loss.ended_us - silence_us)
    to.push_back({alert_cause::silence, which,
                  name +
                      ": pushes have stopped: Acumatica changes records, but no notification came; "
                      "check SM302000 (is the definition active?) and SM302010"});
}

}  // namespace acumage::node
