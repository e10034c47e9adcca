#include "node/conditions.hpp"

#include "messages/json_text.hpp"
#include "settings/settings.hpp"
#include "settings/wall_clock.hpp"

#include <cmath>
#include <filesystem>
#include <utility>

namespace acumage::node {

namespace {

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

void add_circuit(entity which, const lane_row& lane, std::vector<condition>& to) {
  const auto name = std::string{to_string(which)};
  const auto state = static_cast<circuit_state>(lane.circuit.load());
  if (state == circuit_state::closed || state == circuit_state::half_open) return;
  auto words = name + ": circuit " + std::string{to_string(state)} + ": " + lane.last_error.get();
  if (state == circuit_state::held)
    to.push_back({alert_cause::mass_failure, which, std::move(words)});
  else if (lane.refused.load())
    to.push_back(
        {alert_cause::auth, which, std::move(words) + "; the store refuses the credentials"});
  else
    to.push_back({alert_cause::circuit_open, which, std::move(words)});
}

void add_lane(entity which, const settings::settings& with, const lane_row& lane,
              std::vector<condition>& to) {
  const auto name = std::string{to_string(which)};
  add_circuit(which, lane, to);
  if (lane.outdated.nearly_all())
    to.push_back({alert_cause::outdated, which,
                  name + ": nearly all changes are older than what was delivered; if the ERP was "
                         "restored from a backup, see `acumage forget-versions`"});
  if (const auto words = lane.unknown_words.load(); words > 0)
    to.push_back({alert_cause::unknown_word, which,
                  name + ": " + std::to_string(words) +
                      " parked because no setting covers an ERP value; see `acumage unmapped`"});
  const auto failed = lane.failures.share(std::chrono::steady_clock::now());
  if (failed && *failed > with.alerts.failure_rate)
    to.push_back({alert_cause::failure_rate, which,
                  name + ": " + percent(*failed) +
                      " of the last changes became dead letters; expected at most " +
                      percent(with.alerts.failure_rate)});
  const auto oldest = lane.oldest_accepted_us.load();
  const auto age = settings::wall_us() - oldest;
  if (oldest != 0 && age > std::chrono::microseconds{with.alerts.backlog_age}.count())
    to.push_back(
        {alert_cause::backlog_age, which,
         name + ": the oldest change waits for " + std::to_string(age / 1'000'000) + " s"});
}

void add_erp(const settings::settings& with, const stats_table& stats, const node_facts& facts,
             std::vector<condition>& to) {
  const auto silent = facts.now_us - stats.last_heard_us.load();
  const std::chrono::microseconds most = with.alerts.silence;
  if (most.count() > 0 && silent > most.count())
    to.push_back({alert_cause::silence,
                  {},
                  "intake: nothing came from the ERP for " +
                      std::to_string(silent / 3'600'000'000) +
                      " h; check its Push Notifications screen and alerts.silence"});
  const auto companies = stats.companies.seen();
  if (with.intake.company.empty() && companies.others > 0)
    to.push_back(
        {alert_cause::company,
         {},
         "intake: company " + excerpt(companies.other) + " sends as well as " +
             excerpt(companies.first) + ", " + std::to_string(companies.others) +
             " notifications since the start; expected one company, set in intake.company"});
}

void add_folder(const node_facts& facts, std::vector<condition>& to) {
  if (!facts.damages.empty())
    to.push_back({alert_cause::damaged,
                  {},
                  facts.damages.front() +
                      (facts.damages.size() > 1
                           ? " (and " + std::to_string(facts.damages.size() - 1) + " more)"
                           : std::string{})});
  if (facts.old_letters > 0)
    to.push_back({alert_cause::old_letters,
                  {},
                  "dead letters: " + std::to_string(facts.old_letters) +
                      " open for more than a day; see `acumage dead-letters list`"});
}

/// Both listeners in one condition, because an alert is sent once per cause.
void add_certificates(const node_facts& facts, std::vector<condition>& to) {
  constexpr std::int64_t day_us = 86'400'000'000;
  std::string words;
  const auto look = [&](const char* listener, std::int64_t expires_us) {
    if (expires_us == 0 || expires_us - facts.now_us > 14 * day_us) return;
    words += std::string{words.empty() ? "" : "; "} + listener + ": its certificate " +
             (expires_us > facts.now_us ? "expires at " : "has expired at ") + rfc3339(expires_us);
  };
  look("intake", facts.intake_expires_us);
  look("admin", facts.admin_expires_us);
  if (!words.empty()) to.push_back({alert_cause::certificate, {}, std::move(words)});
}

}  // namespace

std::optional<std::uint64_t> disk_free(const settings::settings& with) {
  std::error_code unknown;
  const auto space = std::filesystem::space(with.storage.path, unknown);
  if (unknown) return std::nullopt;
  return space.available;
}

std::vector<condition> lasting_conditions(const settings::settings& with, const stats_table& stats,
                                          const node_facts& facts) {
  std::vector<condition> wrong;
  if (!facts.full.empty()) wrong.push_back({alert_cause::full, {}, facts.full});
  add_erp(with, stats, facts, wrong);
  add_folder(facts, wrong);
  add_certificates(facts, wrong);
  if (const auto free = disk_free(with); free && *free < with.alerts.disk_free)
    wrong.push_back({alert_cause::disk,
                     {},
                     "disk: " + std::to_string(*free) + " bytes are free; expected at least " +
                         std::to_string(with.alerts.disk_free)});
  wrong.insert(wrong.end(), facts.pulls.begin(), facts.pulls.end());
  for (const auto each : all_entities) add_lane(each, with, stats.lane(each), wrong);
  return wrong;
}

recent_events::recent_events(std::chrono::milliseconds window, const stats_table& stats)
    : window_{window} {
  for (const auto each : all_entities)
    shortfalls_.at(index_of(each)).seen = stats.lane(each).shortfalls;
  unrouted_.seen = stats.unrouted;
}

bool recent_events::is_recent(event& which, std::uint64_t count, time_point now) const {
  if (count != which.seen) which = {count, now};
  return which.last && now - *which.last < window_;
}

std::vector<condition> recent_events::look(const stats_table& stats, time_point now) {
  std::vector<condition> wrong;
  for (const auto each : all_entities) {
    const auto& lane = stats.lane(each);
    const auto count = lane.shortfalls.load();
    if (is_recent(shortfalls_.at(index_of(each)), count, now))
      wrong.push_back({alert_cause::shortfall, each,
                       std::string{to_string(each)} + ": the store shipped less than requested, " +
                           std::to_string(count) + " times since the start; most recently " +
                           lane.last_shortfall.get()});
  }
  const auto count = stats.unrouted.load();
  if (is_recent(unrouted_, count, now))
    wrong.push_back({alert_cause::unrouted,
                     {},
                     "intake: notifications whose query or company is in no setting, " +
                         std::to_string(count) +
                         " since the start; see `acumage dead-letters list --class unrouted`"});
  return wrong;
}

}  // namespace acumage::node
