#include "actors/lane_state.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

namespace acumage::actors {

namespace {

constexpr std::size_t chunk_rows = 256;  // read and passed on at a time
constexpr std::chrono::seconds forget_interval{60};

}  // namespace

void lane_state::start() {
  cursor = options.resume_from == 0 ? 0 : options.resume_from - 1;
  head = options.resume_to;
  pairs = policy::pairing{options.pair_window};
  documents = policy::assembly{options.assemble_window};
  if (options.finished_kept.count() > 0) self->delayed_send(self, forget_interval, forget_tick{});
  shared->taken_in.note(options.entity, cursor);
  wake();
}

void lane_state::wake() {
  if (reading) return;
  reading = true;
  self->send(self, read_tick{});
}

void lane_state::on_head(std::uint64_t sequence) {
  const handled count{*row};
  head = std::max(head, sequence);
  wake();
}

void lane_state::on_requeued(const requeued& what) {
  const handled count{*row};
  for (const auto sequence : what.sequences) {
    if (sequence <= cursor)
      again.push_back(sequence);
    else
      head = std::max(head, sequence);  // not read yet: it comes with the others
  }
  wake();
}

void lane_state::on_want(want room) {
  const handled count{*row};
  credit += room.more;
  wake();
}

/// Between two messages no chunk is in hand, so nothing overwrites what is forgotten here.
forgotten lane_state::on_forget(const forget_order& order) {
  const handled count{*row};
  const auto gone = shared->ledger.forget_versions(options.entity, order.key);
  rules->forget(order.key);
  shared->stats.lane(options.entity).outdated.clear();
  if (gone) return {.count = *gone, .problem = {}};
  return {.count = 0, .problem = gone.problem()};
}

/// A row whose record cannot be read becomes an entry, and with it a dead letter.
observation lane_state::look_at(const change& read, observing how) try {
  if (read.key.empty()) return observation::refused;
  journaled_change looked_at{.sequence = 0, .what = read};
  looked_at.what.kind = change_kind::baseline;
  return rules->observe(looked_at, how);
} catch (const std::bad_alloc&) {
  throw;
} catch (const std::exception&) {
  return observation::refused;
}

observed_rows lane_state::on_observe(const observe_rows& order) {
  const handled count{*row};
  observed_rows seen;
  if (order.first) rules->begin_whole_run();
  const auto how = order.dry_run     ? observing::nothing
                   : order.whole_run ? observing::whole_run
                                     : observing::versions;
  for (const auto& each : order.rows) seen.what.push_back(look_at(each, how));
  if (!keep()) seen.problem = error{errc::storage_failed, "what is known could not be written", {}};
  return seen;
}

/// What cannot be forgotten now will be later.
void lane_state::on_forget_tick() {
  const auto kept_us = std::chrono::microseconds{options.finished_kept}.count();
  const auto gone = rules->forget_finished(shared->now_us() - kept_us);
  if (!gone)
    shared->log({log_level::warn,
                 row->name,
                 "cannot forget finished documents",
                 {{"error", gone.problem().message}}});
  self->delayed_send(self, forget_interval, forget_tick{});
}

std::nullopt_t lane_state::give_up(const error& problem) {
  shared->log({log_level::error, row->name, "journal unreadable", {{"error", problem.message}}});
  self->quit(caf::sec::runtime_error);
  return std::nullopt;
}

/// Replayed entries first, then the journal from the cursor. Empty: the process must end.
std::optional<std::vector<journaled_change>> lane_state::next_chunk() {
  const auto most = std::min(credit, chunk_rows);
  std::vector<journaled_change> chunk;
  while (!again.empty() && chunk.size() < most) {
    auto found = shared->ledger.find(options.entity, again.front());
    if (!found && found.problem().code != errc::not_found) return give_up(found.problem());
    if (found) chunk.push_back(std::move(*found));
    again.pop_front();
  }
  if (chunk.size() == most || cursor >= head) return chunk;
  const auto limit = most - chunk.size();
  auto read = shared->ledger.read(options.entity, cursor + 1, head, limit);
  if (!read) return give_up(read.problem());
  cursor = read->size() < limit ? head : read->back().sequence;
  std::move(read->begin(), read->end(), std::back_inserter(chunk));
  return chunk;
}

void lane_state::read_on() {
  reading = false;
  if (credit == 0) return;
  auto chunk = next_chunk();
  if (!chunk) return;
  if (!chunk->empty() && !work(std::move(*chunk))) return;
  shared->taken_in.note(options.entity, cursor);
  if (!said_caught_up && cursor >= options.resume_to) {
    said_caught_up = true;
    batcher.send(self, caught_up{});
  }
  if (credit > 0 && (!again.empty() || cursor < head)) wake();
}

/// False: what was learnt cannot be written, and the process ends.
bool lane_state::work(std::vector<journaled_change> changes) {
  std::span<journaled_change> left{changes};
  while (!left.empty()) {
    // A change that may have ended the previous run is processed alone.
    const auto suspected = [&](const journaled_change& each) {
      return shared->hands.suspect(options.entity, each.sequence);
    };
    const auto first = std::find_if(left.begin(), left.end(), suspected);
    const auto some =
        std::max<std::size_t>(1, static_cast<std::size_t>(std::distance(left.begin(), first)));
    if (!rule_on_some(left.first(some))) return false;
    left = left.subspan(some);
  }
  pass_on();
  return true;
}

void lane_state::pass_on() {
  if (!deliveries.empty()) {
    credit -= std::min(credit, deliveries.size());
    batcher.send(self, std::exchange(deliveries, {}));
  }
  if (!ends.ends.empty()) settler.send(self, std::exchange(ends, {}));
  if (!failures.failures.empty()) failure.send(self, std::exchange(failures, {}));
}

namespace {

class memoryless_rules final : public entity_rules {
 public:
  memoryless_rules(const context& shared, entity which, entity_rule rule)
      : shared_{shared}, which_{which}, rule_{std::move(rule)} {}

  policy::ruling rule(const journaled_change& what) override { return rule_(what.what); }
  policy::ruling removed(const journaled_change& lone) override {
    const auto mark = shared_.ledger.mark_of(which_, lone.what.key);
    if (mark && *mark && (*mark)->version.stamp >= lone.what.stamp)
      return policy::supersede{"the other half came"};
    return policy::filter{"removed"};
  }

 private:
  const context& shared_;
  entity which_;
  entity_rule rule_;
};

lane_actor::behavior_type lane(lane_actor::stateful_pointer<lane_state> self, context* shared,
                               lane_options options, link<batcher_actor> batcher,
                               link<settler_actor> settler, link<failure_actor> failure) {
  auto& state = self->state;
  state.shared = shared;
  state.row = &shared->stats.actor(std::string{to_string(options.entity)});
  state.options = std::move(options);
  state.resumed_to = shared->ledger.bounds(state.options.entity).second;
  state.hand = shared->hands.make_slot();
  state.rules = state.options.rules(*shared);
  state.batcher = std::move(batcher);
  state.settler = std::move(settler);
  state.failure = std::move(failure);
  state.start();
  return {
      [&state](journal_head told) { state.on_head(told.sequence); },
      [&state](const requeued& what) { state.on_requeued(what); },
      [&state](want room) { state.on_want(room); },
      [&state](const forget_order& order) { return state.on_forget(order); },
      [&state](const observe_rows& order) { return state.on_observe(order); },
      [&state](read_tick) { state.read_on(); },
      [&state](pair_tick) { state.on_pair_tick(); },
      [&state](assemble_tick) { state.on_assemble_tick(); },
      [&state](forget_tick) { state.on_forget_tick(); },
  };
}

}  // namespace

observation entity_rules::observe(const journaled_change&, observing) { return observation::fresh; }

policy::ruling entity_rules::complete(const std::string& document, const journaled_change&) {
  return policy::reject{letter_class::bug, document + ": no rules for a whole document"};
}

rules_maker plain_rules(entity which, entity_rule rule) {
  return [which, rule = std::move(rule)](context& shared) {
    return std::make_unique<memoryless_rules>(shared, which, rule);
  };
}

lane_actor spawn_lane(caf::actor_system& system, context& shared, lane_options options,
                      link<batcher_actor> batcher, link<settler_actor> settler,
                      link<failure_actor> failure) {
  if (options.detach)
    return system.spawn<caf::detached>(lane, &shared, std::move(options), std::move(batcher),
                                       std::move(settler), std::move(failure));
  return system.spawn(lane, &shared, std::move(options), std::move(batcher), std::move(settler),
                      std::move(failure));
}

}  // namespace acumage::actors
