#include "pull/schedule.hpp"

#include <algorithm>

namespace acumage::pull {

namespace {

std::int64_t us_of(std::chrono::microseconds time) { return time.count(); }

}  // namespace

std::optional<pull_scope> due(const schedule_options& how, entity which, const pull_mark& mark,
                              std::span<const pull_job> jobs, std::int64_t now_us,
                              std::int64_t midnight_us) {
  if (mark.until == 0) return std::nullopt;
  std::int64_t last = mark.at_us;  // end of the last run that read all that had changed
  std::int64_t swept = 0;          // begin of the last sweep
  for (const auto& each : jobs) {
    if (each.entity != which || each.dry_run) continue;
    if (each.scope != pull_scope::all && each.scope != pull_scope::delta) continue;
    if (!each.over()) return std::nullopt;
    last = std::max(last, each.ended_us);  // a failed one, too: the next try is at the next time
    if (each.scope == pull_scope::all) swept = std::max(swept, each.started_us);
  }
  if (how.sweep_at) {
    const auto at = midnight_us + us_of(*how.sweep_at);
    // A node that was down at that time sweeps later; one that was set up after it, tomorrow.
    if (now_us >= at && swept < at && mark.at_us < at) return pull_scope::all;
  }
  if (how.delta_every.count() == 0) return std::nullopt;
  if (now_us - last < us_of(how.delta_every)) return std::nullopt;
  return pull_scope::delta;
}

}  // namespace acumage::pull
