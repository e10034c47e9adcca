#include "actors/intake.hpp"

#include <caf/all.hpp>

#include <array>
#include <utility>

namespace acumage::actors {

intake_gate::intake_gate(context& shared, std::uint64_t max_unsettled)
    : shared_{shared}, max_unsettled_{max_unsettled} {}

result<receipt> intake_gate::submit(submission what) {
  std::size_t rows = 0;
  for (const auto& each : what.parcels) rows += each.changes.size();
  if (rows > max_unsettled_)
    return error{errc::too_large,
                 "request: " + std::to_string(rows) + " rows; expected at most " +
                     std::to_string(max_unsettled_) + " (intake.max_unsettled)",
                 {}};
  entry mine;
  mine.what = std::move(what);
  {
    const std::lock_guard guard{mutex_};
    if (!closed_.empty()) return error{errc::unavailable, "intake: " + closed_, {}};
    waiting_.push_back(&mine);
    if (waiting_.size() == 1) {
      shared_.stats.actor("intake").count_sent();
      caf::anon_send(committer_, commit_tick{});
    }
  }
  while (::sem_wait(&mine.ready) != 0) continue;  // interrupted by a signal
  return std::move(mine.answer);
}

result<remembered_records> intake_gate::remembered(std::chrono::milliseconds at_most) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  remembered_records found;
  for (const auto each : all_entities)
    if (!shared_.taken_in.wait(each, shared_.ledger.bounds(each).second, until)) return found;
  found.complete = true;
  for (const auto each : all_entities) {
    const auto count = shared_.ledger.count_remembered(each);
    if (!count) return count.problem();
    found.known.at(index_of(each)) = *count;
  }
  return found;
}

std::string intake_gate::why_not_ready() const {
  {
    const std::lock_guard guard{mutex_};
    if (!closed_.empty()) return closed_;
  }
  return shared_.ledger.why_full();
}

void intake_gate::open(intake_actor committer) {
  const std::lock_guard guard{mutex_};
  committer_ = std::move(committer);
  closed_.clear();
}

void intake_gate::close(std::string why) {
  const std::lock_guard guard{mutex_};
  closed_ = std::move(why);
  committer_ = nullptr;  // a detached actor's thread ends only when no reference to it is left
}

std::size_t intake_gate::waiting() const {
  const std::lock_guard guard{mutex_};
  return waiting_.size();
}

std::vector<intake_gate::entry*> intake_gate::take() {
  const std::lock_guard guard{mutex_};
  return std::exchange(waiting_, {});
}

namespace {

struct intake_state {
  explicit intake_state(intake_actor::pointer owner) : self{owner} {}
  static constexpr const char* name = "intake";

  void commit();
  void note_heard(const submission& what);
  void tidy();

  intake_actor::pointer self;
  context* shared = nullptr;
  intake_gate* gate = nullptr;
  lane_links lanes;
  std::array<std::uint64_t, entity_count> heads{};  ///< as last reported to the lanes
  time_point run_began{};
};

void answer_all(const std::vector<intake_gate::entry*>& group,
                const result<storage::append_outcome>& outcome) {
  for (std::size_t i = 0; i < group.size(); ++i) {
    auto* entry = group[i];
    if (outcome)
      entry->answer = outcome->receipts[i];
    else
      entry->answer = outcome.problem();
    ::sem_post(&entry->ready);  // the submitter leaves, and the entry with it
  }
}

/// What a sender sent; pulled rows break no silence.
void intake_state::note_heard(const submission& what) {
  const auto now_us = shared->now_us();
  shared->stats.last_heard_us = now_us;
  for (const auto& parcel : what.parcels) {
    if (parcel.changes.empty()) continue;
    const auto& first = parcel.changes.front();
    shared->stats.companies.note(first.company);
    if (!parcel.unrouted) shared->stats.lane(first.entity).last_push_us = now_us;
  }
}

void intake_state::commit() {
  const handled count{shared->stats.actor(name)};
  const auto group = gate->take();
  if (group.empty()) return;
  std::vector<const submission*> submissions;
  submissions.reserve(group.size());
  for (const auto* entry : group) submissions.push_back(&entry->what);
  const auto began = std::chrono::steady_clock::now();
  const auto outcome = shared->ledger.append(submissions, shared->now_us());
  shared->stats.sync.add(std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - began));
  if (outcome) {
    shared->stats.commits.fetch_add(1);
    for (const auto* each : submissions)
      if (!each->progress) note_heard(*each);
    for (const auto& receipt : outcome->receipts)
      if (receipt) shared->stats.unrouted.fetch_add(receipt->unrouted);
    for (const auto each : all_entities) {
      auto& lane = shared->stats.lane(each);
      const auto discarded = outcome->discarded.at(index_of(each));
      lane.discarded.fetch_add(discarded);
      const auto rows = outcome->accepted.at(index_of(each));
      shared->stats.committed_changes.fetch_add(rows);
      lane.accepted.fetch_add(rows);
      if (rows + discarded > 0) lane.last_accepted_us = shared->now_us();
      // A marker raises it without a row.
      auto& told = heads.at(index_of(each));
      if (outcome->heads.at(index_of(each)) == told) continue;
      told = outcome->heads.at(index_of(each));
      lanes.at(index_of(each)).send(self, journal_head{told});
    }
  } else {
    shared->stats.actor(name).last_error.set(outcome.problem().message);
    shared->log({log_level::error, name, "commit failed", {{"error", outcome.problem().message}}});
  }
  answer_all(group, outcome);
}

void intake_state::tidy() {
  if (const auto trimmed = shared->ledger.tidy(shared->now_us()); !trimmed)
    shared->log({log_level::error, name, "tidy failed", {{"error", trimmed.problem().message}}});
  if (self->clock().now() - run_began >= std::chrono::minutes{1}) shared->hands.note_survived();
  self->delayed_send(self, std::chrono::seconds{1}, tidy_atom::value);
}

intake_actor::behavior_type intake(intake_actor::stateful_pointer<intake_state> self,
                                   context* shared, intake_gate* gate, lane_links lanes) {
  auto& state = self->state;
  state.shared = shared;
  state.gate = gate;
  state.lanes = std::move(lanes);
  state.run_began = self->clock().now();
  self->delayed_send(self, std::chrono::seconds{1}, tidy_atom::value);
  return {
      [&state](commit_tick) { state.commit(); },
      [&state](tidy_atom) { state.tidy(); },
  };
}

}  // namespace

intake_actor spawn_intake(caf::actor_system& system, context& shared, intake_gate& gate,
                          lane_links lanes, bool detach) {
  if (!detach) return system.spawn(intake, &shared, &gate, std::move(lanes));
  return system.spawn<caf::detached>(intake, &shared, &gate, std::move(lanes));
}

}  // namespace acumage::actors
