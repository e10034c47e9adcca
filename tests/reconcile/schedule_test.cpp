// When a reconciliation is due without an operator.
#include "reconcile/schedule.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace acumage::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t hour_us = 3'600 * second_us;
constexpr std::int64_t week_us = 7 * 24 * hour_us;
constexpr weekly_time sunday_at_three{0, 180min};

/// The zone of this process, until the end of the test.
struct in_zone {
  explicit in_zone(const char* name) { set(name); }
  ~in_zone() { set("UTC"); }
  static void set(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }
};

/// Wall clock of "2026-08-16 03:00:00" in the zone in force.
std::int64_t local(const std::string& text) {
  std::tm at{};
  REQUIRE(::strptime(text.c_str(), "%Y-%m-%d %H:%M:%S", &at) != nullptr);
  at.tm_isdst = -1;
  return static_cast<std::int64_t>(std::mktime(&at)) * second_us;
}

reconcile_status run_of(entity which, std::int64_t started_us) {
  reconcile_status job;
  job.order = {.entity = which, .automatic = true};
  job.started_us = started_us;
  job.state = reconcile_state::done;
  return job;
}

TEST_CASE(
    "reconcile schedule: a time of the week, the last one and the next [setting reconcile.at]") {
  const in_zone zone{"Europe/Berlin"};
  const auto at = local("2026-08-16 03:00:00");  // a Sunday
  for (const auto* now : {"2026-08-16 03:00:00", "2026-08-18 12:00:00", "2026-08-23 02:59:59"}) {
    CHECK(last_time(sunday_at_three, local(now)) == at);
    CHECK(next_time(sunday_at_three, local(now)) == at + week_us);
  }
  CHECK(last_time(sunday_at_three, at - 1) == at - week_us);
  CHECK(next_time(sunday_at_three, at - 1) == at);
  CHECK(last_time({6, 1'439min}, local("2026-08-16 00:00:00")) == local("2026-08-15 23:59:00"));
}

TEST_CASE("reconcile schedule: summer time moves no run to another hour") {
  const in_zone zone{"Europe/Berlin"};
  const auto before = local("2026-10-24 12:00:00");  // the clocks go back on the 25th
  CHECK(next_time(sunday_at_three, before) == local("2026-10-25 03:00:00"));
  CHECK(next_time(sunday_at_three, local("2026-10-25 12:00:00")) == local("2026-11-01 03:00:00"));
  CHECK(last_time(sunday_at_three, local("2026-11-01 02:59:00")) == local("2026-10-25 03:00:00"));
}

struct plan {
  std::int64_t at = local("2026-08-16 03:00:00");
  schedule_options how{.at = sunday_at_three,
                       .entities = {entity::pricing, entity::order},
                       .since_us = at - hour_us};
  std::vector<reconcile_status> jobs;
  std::optional<entity> due_at(std::int64_t now) const { return due(how, jobs, now); }
};

TEST_CASE("reconcile schedule: each entity after the other, each once a week") {
  plan of;
  CHECK(!of.due_at(of.at - 1));
  CHECK(of.due_at(of.at) == entity::pricing);
  of.jobs.push_back(run_of(entity::pricing, of.at + 1));
  CHECK(of.due_at(of.at + hour_us) == entity::order);
  of.jobs.push_back(run_of(entity::order, of.at + 2));
  CHECK(!of.due_at(of.at + week_us - 1));
  CHECK(of.due_at(of.at + week_us) == entity::pricing);
  of.how.at.reset();
  CHECK(!of.due_at(of.at + week_us));
}

TEST_CASE(
    "reconcile schedule: what was missed is caught up once, and nothing from before it was set") {
  plan of;
  of.jobs = {run_of(entity::pricing, of.at), run_of(entity::order, of.at)};
  const auto later = of.at + 5 * week_us + 50 * hour_us;
  CHECK(of.due_at(later) == entity::pricing);
  of.jobs.push_back(run_of(entity::pricing, later));
  of.jobs.push_back(run_of(entity::order, later));
  CHECK(!of.due_at(later + hour_us));
  of.jobs.clear();
  of.how.since_us = of.at + 1;
  CHECK(!of.due_at(of.at + hour_us));
  CHECK(of.due_at(of.at + week_us) == entity::pricing);
}

TEST_CASE("reconcile schedule: one by hand does not count as the week's run, a failed one does") {
  plan of;
  of.jobs = {run_of(entity::pricing, of.at + 1)};
  of.jobs.back().order.automatic = false;
  CHECK(of.due_at(of.at + 2) == entity::pricing);
  of.jobs.back().order.automatic = true;
  of.jobs.back().state = reconcile_state::failed;
  CHECK(of.due_at(of.at + 2) == entity::order);
}

TEST_CASE(
    "reconcile schedule: a run that gave way always begins again, one that was stopped at most "
    "twice") {
  plan of;
  auto cut = run_of(entity::pricing, of.at + 1);
  cut.cut_short = true;
  cut.state = reconcile_state::cancelled;
  of.jobs.assign(10, cut);
  CHECK(of.due_at(of.at + 2) == entity::pricing);
  cut.state = reconcile_state::failed;
  of.jobs.assign(most_tries - 1, cut);
  CHECK(of.due_at(of.at + 2) == entity::pricing);
  of.jobs.push_back(cut);
  CHECK(of.due_at(of.at + 2) == entity::order);
}

}  // namespace
}  // namespace acumage::reconcile
