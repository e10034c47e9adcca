#include "pull/schedule.hpp"

#include <algorithm>

namespace acumage::pull {

namespace {

std::int64_t us_of(std::chrono::microseconds time) { return time.count(); }

/// What is known of the automatic runs of an entity.
struct past {
  std::int64_t last_us = 0;   ///< end of the last run that read all that had changed
  std::int64_t swept_us = 0;  ///< begin of the last sweep
  bool under_way = false;
};

past past_of(entity which, const pull_mark& mark, std::span<const pull_job> jobs) {
  past made{.last_us = mark.at_us};
  for (const auto& each : jobs) {
    if (each.entity != which || each.dry_run) continue;
    if (each.scope != pull_scope::all && each.scope != pull_scope::delta) continue;
    made.under_way = made.under_way || !each.over();
    // A failed one, too: the next try is at the next time.
    made.last_us = std::max(made.last_us, each.ended_us);
    if (each.scope == pull_scope::all) made.swept_us = std::max(made.swept_us, each.started_us);
  }
  return made;
}

/// A node that was down at that time sweeps later; one that was set up after it, tomorrow.
bool sweep_is_due(std::int64_t at, const past& is, const pull_mark& mark, std::int64_t now_us) {
  return now_us >= at && is.swept_us < at && mark.at_us < at;
}

}  // namespace

std::optional<pull_scope> due(const schedule_options& how, entity which, const pull_mark& mark,
                              std::span<const pull_job> jobs, std::int64_t now_us,
                              std::int64_t midnight_us) {
  if (mark.until == 0) return std::nullopt;
  const auto is = past_of(which, mark, jobs);
  if (is.under_way) return std::nullopt;
  if (how.sweep_at && sweep_is_due(midnight_us + us_of(*how.sweep_at), is, mark, now_us))
    return pull_scope::all;
  if (how.delta_every.count() == 0) return std::nullopt;
  if (now_us - is.last_us < us_of(how.delta_every)) return std::nullopt;
  return pull_scope::delta;
}

pull_outlook outlook(const schedule_options& how, entity which, const pull_mark& mark,
                     std::span<const pull_job> jobs, std::int64_t now_us, std::int64_t midnight_us,
                     std::int64_t next_midnight_us) {
  pull_outlook made{.entity = which, .complete_us = mark.at_us};
  if (mark.until == 0) return made;
  const auto is = past_of(which, mark, jobs);
  if (how.delta_every.count() > 0)
    made.delta_us = std::max(now_us, is.last_us + us_of(how.delta_every));
  if (!how.sweep_at) return made;
  const auto today = midnight_us + us_of(*how.sweep_at);
  made.sweep_us = now_us < today                          ? today
                  : sweep_is_due(today, is, mark, now_us) ? now_us
                                                          : next_midnight_us + us_of(*how.sweep_at);
  return made;
}

}  // namespace acumage::pull
