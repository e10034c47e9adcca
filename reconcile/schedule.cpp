#include "reconcile/schedule.hpp"

#include <algorithm>
#include <ctime>

namespace acumage::reconcile {

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr int days = 7;

/// That time of the week of `now_us`, `weeks` later. The calendar counts, so that summer time moves
/// nothing.
std::int64_t in_week(const weekly_time& of, std::int64_t now_us, int weeks) {
  const std::time_t now = now_us / second_us;
  std::tm local{};
  ::localtime_r(&now, &local);
  local.tm_mday += of.day - local.tm_wday + days * weeks;
  local.tm_hour = static_cast<int>(of.at.count() / 60);
  local.tm_min = static_cast<int>(of.at.count() % 60);
  local.tm_sec = 0;
  local.tm_isdst = -1;
  return static_cast<std::int64_t>(std::mktime(&local)) * second_us;
}

bool is_due(entity which, std::span<const reconcile_status> jobs, std::int64_t at_us) {
  int stopped = 0;
  for (const auto& each : jobs) {
    if (each.order.entity != which || !each.order.automatic || each.started_us < at_us) continue;
    if (!each.cut_short) return false;
    if (each.state == reconcile_state::failed) ++stopped;
  }
  return stopped < most_tries;
}

}  // namespace

std::int64_t last_time(const weekly_time& of, std::int64_t now_us) {
  const auto at = in_week(of, now_us, 0);
  return at <= now_us ? at : in_week(of, now_us, -1);
}

std::int64_t next_time(const weekly_time& of, std::int64_t now_us) {
  const auto at = in_week(of, now_us, 0);
  return at > now_us ? at : in_week(of, now_us, 1);
}

std::optional<entity> due(const schedule_options& how, std::span<const reconcile_status> jobs,
                          std::int64_t now_us) {
  if (!how.at) return std::nullopt;
  const auto at = last_time(*how.at, now_us);
  if (at < how.since_us) return std::nullopt;
  const auto found = std::find_if(how.entities.begin(), how.entities.end(),
                                  [&](entity each) { return is_due(each, jobs, at); });
  return found == how.entities.end() ? std::nullopt : std::optional{*found};
}

}  // namespace acumage::reconcile
