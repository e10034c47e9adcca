// The node's part of pulling: how jobs reach the lanes and the journal.
#include "node/parts.hpp"
#include "node/pulling.hpp"
#include "settings/wall_clock.hpp"

#include <algorithm>
#include <utility>

namespace acumage::node {

namespace {

constexpr std::chrono::seconds lane_compares{30};
constexpr std::chrono::milliseconds lane_takes_in{500};  // then the job asks again

}  // namespace

/// Before the listeners, which report to it.
void node::parts::watch_lost_pushes() {
  if (with_.acumatica.lost_pushes.empty()) return;
  lost_pushes_ = std::make_unique<pull::lost_push_watch>(
      lost_push_options_of(with_),
      pull::lost_push_neighbours{
          .ledger = *ledger_,
          .entity_of = [this](auto query) { return acumatica::entity_of(query, *reading_); },
          .pulled =
              [this](entity which) {
                const auto& is = with_.pull.at(index_of(which));
                return !is.name.empty() && is.source != settings::pull_source::entity;
              },
          .now_us = settings::wall_us,
          .log = log_,
          .on_found = [this] { ++stats_.lost_pushes; }});
}

void node::parts::start_pulling() {
  if (!pulls_from_erp(with_)) return;
  pull::neighbours with{
      .ledger = *ledger_,
      .observe =
          [this](entity which, const observe_rows& rows) {
            return pipeline_->observe(which, rows, lane_compares);
          },
      .submit = [this](submission what) { return gate_->submit(std::move(what)); },
      .taken_in =
          [this](entity which) {
            return shared_->taken_in.wait(which, ledger_->bounds(which).second,
                                          std::chrono::steady_clock::now() + lane_takes_in);
          },
      .aliases = [this] { return reading_->aliases; },
      .now_us = settings::wall_us,
      .progressed = [this](const auto& before, const auto& after) { note_pull(before, after); }};
  auto ended = ledger_->pulls();
  std::sort(ended.begin(), ended.end(),
            [](const auto& left, const auto& right) { return left.ended_us < right.ended_us; });
  for (const auto& each : ended) pull_health_.note_end(each);
  std::vector<pull::recurring*> tasks;
  if (lost_pushes_) tasks.push_back(lost_pushes_.get());
  puller_ = std::make_unique<pull::puller>(
      puller_options_of(with_), std::move(with),
      [how = erp_link_options_of(with_)] { return pull::link_to_erp(how); }, log_,
      std::move(tasks));
}

void node::parts::note_pull(const pull_job& before, const pull_job& after) {
  if (!after.dry_run) {
    auto& lane = stats_.lane(after.entity);
    lane.pulled_rows += after.rows - before.rows;
    lane.pulled_new += after.fresh - before.fresh;
    lane.pulled_missed += after.missed - before.missed;
    lane.pulls_failed += after.state == pull_state::failed ? 1 : 0;
  }
  if (!after.over()) return;
  {
    const std::lock_guard guard{pull_health_mutex_};
    pull_health_.note_end(after);
  }
  if (lost_pushes_) lost_pushes_->note_end(after);
}

std::vector<condition> node::parts::pull_conditions() const {
  std::vector<condition> wrong;
  if (lost_pushes_)
    for (auto& each : lost_pushes_->troubles())
      wrong.push_back({alert_cause::lost_push, each.lane, std::move(each.words)});
  if (!puller_) return wrong;
  const auto refusal = puller_->refusal();
  if (!refusal.empty())
    wrong.push_back({alert_cause::erp_refused,
                     {},
                     "acumatica: the sign-in is refused, and not repeated until the settings are "
                     "reloaded: " +
                         refusal});
  const auto problem = lost_pushes_ ? lost_pushes_->report().problem : std::string{};
  if (refusal.empty() && !problem.empty())
    wrong.push_back({alert_cause::pull_failed,
                     {},
                     "acumatica.lost_pushes: the inquiry cannot be read: " + problem});
  const std::lock_guard guard{pull_health_mutex_};
  const std::chrono::milliseconds hour = std::chrono::hours{1};
  for (auto& each : pull_health_.look(stats_, {.now_us = settings::wall_us(),
                                              .window = with_.alerts.window,
                                              .silence = std::max(hour, with_.acumatica.lag * 2)}))
    wrong.push_back(std::move(each));
  return wrong;
}

lost_push_report node::parts::lost_pushes() const {
  return lost_pushes_ ? lost_pushes_->report() : lost_push_report{};
}

result<pull_job> node::parts::start_pull(const pull_job& order) {
  if (!puller_) return no_erp();
  return puller_->order(order);
}

std::vector<pull_job> node::parts::pulls() const {
  return puller_ ? puller_->jobs() : ledger_->pulls();
}

std::optional<std::vector<acumage::pull_outlook>> node::parts::pull_outlook() const {
  if (!puller_) return std::nullopt;
  return puller_->outlook();
}

std::optional<pull_job> node::parts::wait_for_pull(const std::string& id,
                                                   std::chrono::milliseconds at_most) const {
  return puller_ ? puller_->wait(id, at_most) : std::nullopt;
}

status node::parts::cancel_pull(const std::string& id) {
  if (!puller_) return no_erp();
  return puller_->cancel(id);
}

}  // namespace acumage::node
