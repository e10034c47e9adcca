#include "node/lane_watch.hpp"

#include "settings/settings.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace acumage::node {

namespace {

std::chrono::seconds age_of(std::int64_t then_us, std::int64_t now_us) {
  if (then_us == 0) return std::chrono::seconds{0};
  return std::chrono::seconds{std::max<std::int64_t>(0, (now_us - then_us) / 1'000'000)};
}

/// Problems of the whole node that no lane can show, and that stop all of them.
bool stops_all(alert_cause cause) {
  return cause == alert_cause::full || cause == alert_cause::damaged;
}

api::headline headline_of_lanes(const std::array<api::lane_view, entity_count>& lanes,
                                lane_health worst) {
  api::headline made;
  made.state = std::string{to_string(worst)};
  std::optional<entity> first;
  for (const auto each : all_entities) {
    const auto& lane = lanes.at(index_of(each));
    if (lane.state != worst) continue;
    if (!first) first = each;
    made.entities.emplace_back(to_string(each));
    made.since_us = made.since_us == 0 ? lane.since_us : std::min(made.since_us, lane.since_us);
  }
  if (first) made.words = lanes.at(index_of(*first)).words;
  return made;
}

}  // namespace

policy::lane_facts facts_of(entity which, const settings::settings& with, const lane_row& lane,
                            std::uint64_t dead_letters, std::int64_t now_us) {
  using std::chrono::duration_cast;
  using std::chrono::seconds;
  policy::lane_facts of;
  of.on = with.entities.at(index_of(which));
  of.sending = lane.sending;
  of.intake = lane.intake;
  of.has_store = !with.connection.magento_url.empty();
  of.reached = lane.reached;
  of.refused = lane.refused;
  of.circuit = static_cast<circuit_state>(lane.circuit.load());
  of.failing = lane.failures.failing(with.alerts.window, std::chrono::steady_clock::now());
  of.waiting = lane.waiting + lane.retrying;
  of.in_flight = lane.in_flight;
  of.parked = lane.parked;
  of.dead_letters = dead_letters;
  const auto accepted_us = lane.last_accepted_us.load();
  of.heard = accepted_us != 0;
  of.oldest = age_of(lane.oldest_accepted_us, now_us);
  of.oldest_parked = age_of(lane.oldest_parked_us, now_us);
  of.unheard = age_of(accepted_us, now_us);
  of.backlog_age = duration_cast<seconds>(with.alerts.backlog_age);
  of.silence = duration_cast<seconds>(with.alerts.silence);
  of.last_error = lane.last_error.get();
  return of;
}

std::array<api::lane_view, entity_count> lane_watch::look(const settings::settings& with,
                                                          const stats_table& stats,
                                                          const letter_counts& letters,
                                                          std::int64_t now_us) {
  std::array<api::lane_view, entity_count> made;
  const std::lock_guard guard{mutex_};
  for (const auto each : all_entities) {
    const std::string name{to_string(each)};
    const auto counted = letters.find(name);
    const auto facts = facts_of(each, with, stats.lane(each),
                                counted == letters.end() ? 0 : counted->second, now_us);
    const auto state = policy::health_of(facts);
    auto& last = last_.at(index_of(each));
    if (last.since_us == 0 || last.state != state) last = {state, now_us};
    made.at(index_of(each)) = {state, last.since_us, policy::words_of(state, facts, name)};
  }
  return made;
}

api::headline headline_of(const std::array<api::lane_view, entity_count>& lanes,
                          const std::vector<condition>& wrong) {
  auto worst = lane_health::off;
  bool any_heard = false;
  for (const auto& each : lanes) {
    worst = std::min(worst, each.state);
    any_heard =
        any_heard || each.state == lane_health::working || each.state == lane_health::up_to_date;
  }
  for (const auto& each : wrong)
    if (stops_all(each.cause))
      return {std::string{to_string(each.cause)}, {}, 0, {each.words, {}, {}, {}}};
  if (is_trouble(worst)) return headline_of_lanes(lanes, worst);
  for (const auto& each : wrong)
    return {
        std::string{to_string(each.cause)},
        each.lane ? std::vector{std::string{to_string(*each.lane)}} : std::vector<std::string>{},
        0,
        {each.words, {}, {}, {}}};
  if (worst == lane_health::waiting_for_first && any_heard) {
    worst = lane_health::up_to_date;
    for (const auto& each : lanes)
      if (each.state == lane_health::working) worst = lane_health::working;
  }
  if (worst == lane_health::off)
    return {"off", {}, 0, {"No entity is switched on.", {}, {}, "Set one of [entities] to true."}};
  return headline_of_lanes(lanes, worst);
}

}  // namespace acumage::node
