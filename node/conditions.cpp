#include "node/conditions.hpp"

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
                  name + ": nearly all changes are older than what was delivered; after a "
                         "restored backup of the ERP see `acumage forget-versions`"});
  if (const auto words = lane.unknown_words.load(); words > 0)
    to.push_back({alert_cause::unknown_word, which,
                  name + ": " + std::to_string(words) +
                      " parked for a word of the ERP that no table has; see `acumage unmapped`"});
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

}  // namespace

std::optional<std::uint64_t> disk_free(const settings::settings& with) {
  std::error_code unknown;
  const auto space = std::filesystem::space(with.storage.path, unknown);
  if (unknown) return std::nullopt;
  return space.available;
}

std::vector<condition> lasting_conditions(const settings::settings& with, const stats_table& stats,
                                          const std::string& full) {
  std::vector<condition> wrong;
  if (!full.empty()) wrong.push_back({alert_cause::full, {}, full});
  if (const auto free = disk_free(with); free && *free < with.alerts.disk_free)
    wrong.push_back({alert_cause::disk,
                     {},
                     "disk: " + std::to_string(*free) + " bytes are free; expected at least " +
                         std::to_string(with.alerts.disk_free)});
  for (const auto each : all_entities) add_lane(each, with, stats.lane(each), wrong);
  return wrong;
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
                       std::string{to_string(each)} + ": the store shipped less than asked, " +
                           std::to_string(count) + " times since the start; the last " +
                           lane.last_shortfall.get()});
  }
  const auto count = stats.unrouted.load();
  if (is_recent(unrouted_, count, now))
    wrong.push_back({alert_cause::unrouted,
                     {},
                     "intake: notifications of a query or company that no setting names, " +
                         std::to_string(count) +
                         " since the start; see `acumage dead-letters list --class unrouted`"});
  return wrong;
}

}  // namespace acumage::node
