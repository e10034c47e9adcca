#include "actors/settler.hpp"

#include "magento/shown/values.hpp"

#include <caf/all.hpp>

#include <chrono>
#include <utility>

namespace acumage::actors {

void count_ends(stats_table& stats, const std::vector<ending>& ends,
                const std::array<std::uint64_t, 4>& ended) {
  if (ends.empty()) return;
  auto& lane = stats.lane(ends.front().entity);  // a message never mixes lanes
  const auto of = [&](end_kind kind) { return ended.at(static_cast<std::size_t>(kind)); };
  lane.delivered.fetch_add(of(end_kind::delivered));
  lane.superseded.fetch_add(of(end_kind::superseded));
  lane.dead_lettered.fetch_add(of(end_kind::dead_lettered));
  lane.outdated.add(ends, lane.accepted.load());
  lane.failures.add(ends, std::chrono::steady_clock::now());
  for (const auto& each : ends)
    if (each.outcome == end_kind::delivered)
      lane.lag.add(std::chrono::milliseconds{each.duration_ms});
  if (of(end_kind::filtered) == 0) return;
  for (const auto& each : ends)
    if (each.outcome == end_kind::filtered && !each.marker) lane.count_filtered(each.reason, 1);
}

void put_down(storage::hand_marks& hands, const std::vector<ending>& ends) {
  for (const auto& each : ends) hands.ended(each.entity, each.version.sequence);
}

namespace {

struct settler_state {
  explicit settler_state(settler_actor::pointer owner) : self{owner} {}
  static constexpr const char* name = "settler";

  void settle(settlement what);
  void tell_stock(const storage::ended& done);
  void warn_of_outdated(entity which);

  settler_actor::pointer self;
  context* shared = nullptr;
  link<lane_actor> stock;
};

/// Quantities moved by shipments are in the journal.
void settler_state::tell_stock(const storage::ended& done) {
  if (done.own_entries == 0) return;
  shared->stats.lane(entity::inventory).replayed.fetch_add(done.own_entries);
  if (stock.row != nullptr) stock.send(self, journal_head{done.own_head});
}

void settler_state::settle(settlement what) {
  const handled count{shared->stats.actor(name)};
  magento::show_values(what.ends);
  const auto ended = shared->ledger.end(what.ends, {}, shared->now_us());
  if (!ended) {
    // Unsettled changes stay in the journal and are processed again after the restart.
    shared->log({log_level::error, name, "cannot settle", {{"error", ended.problem().message}}});
    self->quit(caf::sec::runtime_error);
    return;
  }
  count_ends(shared->stats, what.ends, ended->by_outcome);
  put_down(shared->hands, what.ends);
  tell_stock(*ended);
  if (!what.ends.empty()) warn_of_outdated(what.ends.front().entity);
  if (what.asked_by.empty()) return;
  keys_settled settled;
  for (const auto& each : what.ends) {
    const auto& key = each.target.empty() ? each.key : each.target;
    if (settled.keys.empty() || settled.keys.back() != key) settled.keys.push_back(key);
  }
  shared->stats.actor(what.asked_by).count_sent();
  self->send(caf::actor_cast<release_actor>(self->current_sender()), std::move(settled));
}

void settler_state::warn_of_outdated(entity which) {
  if (!shared->stats.lane(which).outdated.warns(self->clock().now())) return;
  shared->log(
      {log_level::warn,
       name,
       "nearly all changes are older than what was delivered; if the ERP was restored from a "
       "backup, let its versions count again with `acumage forget-versions`",
       {{"entity", std::string{to_string(which)}}}});
}

settler_actor::behavior_type settler(settler_actor::stateful_pointer<settler_state> self,
                                     context* shared) {
  auto& state = self->state;
  state.shared = shared;
  return {[&state](settlement& what) { state.settle(std::move(what)); },
          [&state](const stock_lane& lane) {
            state.stock = {lane.to,
                           &state.shared->stats.actor(std::string{to_string(entity::inventory)})};
          }};
}

}  // namespace

settler_actor spawn_settler(caf::actor_system& system, context& shared, bool detach) {
  if (detach) return system.spawn<caf::detached>(settler, &shared);
  return system.spawn(settler, &shared);
}

}  // namespace acumage::actors
