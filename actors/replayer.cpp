#include "actors/replayer.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <utility>

namespace acumage::actors {

namespace {

constexpr std::chrono::milliseconds beat{100};
constexpr std::size_t unpaced = 200;  // per beat without a rate: each is synced to disk

struct replayer_state {
  explicit replayer_state(replayer_actor::pointer owner) : self{owner} {}
  static constexpr const char* name = "replayer";

  void begin(const replay_job& ordered);
  void cancel(const std::string& id);
  void move_some();
  bool move(std::uint64_t id);
  void leave(std::uint64_t id, std::string why);
  void left_closed(const dead_letter& letter);
  void save();

  replayer_actor::pointer self;
  context* shared = nullptr;
  lane_links lanes;
  rerouter reroute;
  std::optional<replay_job> job;
  std::deque<std::uint64_t> left;
  double allowance = 0;  // dead letters allowed by the rate so far
};

void replayer_state::begin(const replay_job& ordered) {
  const handled count{shared->stats.actor(name)};
  job = ordered;
  left.clear();
  auto order = shared->ledger.replay_order(job->filter, job->reached);
  if (!order && order.problem().code == errc::unavailable) return;  // the next start continues it
  if (!order) {
    shared->log(
        {log_level::error, name, "cannot list dead letters", {{"error", order.problem().message}}});
    job->state = job_state::cancelled;
    return save();
  }
  for (const auto id : *order)
    if (id <= job->last_letter) left.push_back(id);
  // Dead letters replayed between the last count and the end of the process.
  const auto known = job->moved + job->superseded + job->failed + left.size();
  job->moved += job->total - std::min(job->total, known);
  allowance = 0;
  self->send(self, replay_tick{});
}

void replayer_state::cancel(const std::string& id) {
  const handled count{shared->stats.actor(name)};
  if (!job || job->id != id || job->state != job_state::running) return;
  job->state = job_state::cancelled;
  left.clear();
  save();
}

void replayer_state::save() {
  if (const auto saved = shared->ledger.save_job(*job); !saved)
    shared->log({log_level::error,
                 name,
                 "cannot keep the replay job",
                 {{"error", saved.problem().message}}});
}

/// None was replayed; the job gives the reason.
void replayer_state::leave(std::uint64_t id, std::string why) {
  ++job->failed;
  job->note_unmoved(id, std::move(why));
}

/// False: the journal has no room now; try again later.
bool replayer_state::move(std::uint64_t id) {
  const auto letter = shared->ledger.letter(id);
  if (!letter) return leave(id, letter.problem().message), true;
  const auto age = letter->change.version();
  std::optional<change> rerouted;
  if (letter->reason == letter_class::unrouted && letter->state == letter_state::open) {
    auto routed = reroute(letter->change.what);
    job->reached = age;
    if (!routed) return leave(id, routed.problem().message), true;
    rerouted = std::move(*routed);
  }
  const auto which = rerouted ? rerouted->entity : letter->change.what.entity;
  auto& followed = shared->ledger.followed();
  followed.follow(job->id, which, letter->change.sequence);
  const auto moved =
      shared->ledger.move_back(id, job->force, rerouted ? &*rerouted : nullptr, shared->now_us());
  if (!moved || *moved != storage::moved::to_journal)
    followed.drop(job->id, which, letter->change.sequence);
  if (!moved && moved.problem().code == errc::full) return false;
  job->reached = age;
  if (!moved) {
    shared->log({log_level::warn,
                 name,
                 "dead letter not replayed",
                 {{"letter", std::to_string(id)}, {"error", moved.problem().message}}});
    return leave(id, moved.problem().message), true;
  }
  switch (*moved) {
    case storage::moved::gone: left_closed(*letter); break;
    case storage::moved::superseded:
      ++job->superseded;
      job->note_unmoved(id, why_not_replayed(letter_state::superseded, false));
      break;
    case storage::moved::to_journal:
      ++job->moved;
      shared->stats.lane(which).replayed.fetch_add(1);
      lanes.at(index_of(which)).send(self, requeued{{letter->change.sequence}});
  }
  return true;
}

/// It was already closed when the job began, or has been closed since by a newer delivery of its
/// key or by an operator.
void replayer_state::left_closed(const dead_letter& letter) {
  auto why = why_not_replayed(letter.state, job->force);
  if (why.empty()) why = "it was closed while the replay ran";
  ++(letter.state == letter_state::superseded ? job->superseded : job->failed);
  job->note_unmoved(letter.id, std::move(why));
}

void replayer_state::move_some() {
  if (!job || job->state != job_state::running) return;
  allowance += job->rate == 0 ? static_cast<double>(unpaced) : job->rate * 0.1;
  auto wait = job->rate == 0 ? std::chrono::milliseconds{0} : beat;
  for (; !left.empty() && allowance >= 1; allowance -= 1) {
    if (!move(left.front())) {
      wait = std::chrono::seconds{1};
      break;
    }
    left.pop_front();
  }
  allowance = std::min(allowance, static_cast<double>(unpaced));
  if (left.empty()) job->state = job_state::done;
  save();
  if (job->state == job_state::running) self->delayed_send(self, wait, replay_tick{});
}

replayer_actor::behavior_type replayer(replayer_actor::stateful_pointer<replayer_state> self,
                                       context* shared, lane_links lanes, rerouter reroute) {
  auto& state = self->state;
  state.shared = shared;
  state.lanes = std::move(lanes);
  state.reroute = std::move(reroute);
  if (auto kept = shared->ledger.job(); kept && kept->state == job_state::running) {
    shared->stats.actor("replayer").count_sent();
    self->send(self, replay_ordered{std::move(*kept)});
  }
  return {
      [&state](const replay_ordered& ordered) { state.begin(ordered.job); },
      [&state](const replay_cancelled& cancelled) { state.cancel(cancelled.id); },
      [&state](replay_tick) { state.move_some(); },
  };
}

}  // namespace

replayer_actor spawn_replayer(caf::actor_system& system, context& shared, lane_links lanes,
                              rerouter reroute, bool detach) {
  if (detach)
    return system.spawn<caf::detached>(replayer, &shared, std::move(lanes), std::move(reroute));
  return system.spawn(replayer, &shared, std::move(lanes), std::move(reroute));
}

}  // namespace acumage::actors
