#include "actors/entity_lane.hpp"

#include "policy/assembly.hpp"
#include "policy/pairing.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <new>
#include <optional>
#include <set>
#include <span>
#include <string>

namespace acumage::actors {

namespace {

constexpr std::size_t chunk_rows = 256;     // read and handed on at a time
constexpr std::size_t first_credit = 4096;  // deliveries on their way to the batcher

struct lane_state {
  explicit lane_state(lane_actor::pointer owner) : self{owner} {}
  static constexpr const char* name = "lane";

  void start();
  void on_head(std::uint64_t sequence);
  void on_requeued(const requeued& what);
  void on_want(want room);
  forgotten on_forget(const forget_order& order);
  void read_on();
  void on_pair_tick();
  void on_assemble_tick();

  void wake();
  std::optional<std::vector<journaled_change>> next_chunk();
  std::nullopt_t give_up(const error& problem);
  void work(std::vector<journaled_change> changes);
  void rule_on_some(std::span<journaled_change> some);
  void rule_on(journaled_change&& each);
  void hold_row(journaled_change&& part, const std::string& document);
  void complete(const policy::assembled& document);
  void follow(const journaled_change& each, policy::ruling ruling,
              std::span<const journaled_change> older = {});
  void condemn(const journaled_change& each);
  template <class Rule>
  policy::ruling guarded(Rule rule);
  void keep();
  void hold_lone(journaled_change&& lone);
  void end(const journaled_change& what, end_kind outcome, std::string reason);
  void pass_on();

  lane_actor::pointer self;
  context* shared = nullptr;
  actor_row* row = nullptr;
  storage::hand_marks::slot* hand = nullptr;
  lane_options options;
  std::unique_ptr<entity_rules> rules;
  link<batcher_actor> batcher;
  link<settler_actor> settler;
  link<failure_actor> failure;

  std::uint64_t cursor = 0;         // last sequence read
  std::uint64_t head = 0;           // last sequence there is
  std::deque<std::uint64_t> again;  // replayed entries, below the cursor
  std::size_t credit = first_credit;
  bool reading = false;  // a read_tick is on its way
  bool said_caught_up = false;
  policy::pairing pairs{std::chrono::milliseconds{0}};
  policy::assembly documents{std::chrono::milliseconds{0}};
  bool assembling = false;  // an assemble_tick is on its way

  // what the chunk in hand has come to
  delivery_chunk deliveries;
  /// Keys whose request had no answer when the process ended and may be applied yet, although its change has ended
  /// without another: the next delivery of the key waits for it.
  std::set<std::string> doubts;
  settlement ends;
  failed_chunk failures;
};

delivery to_delivery(const journaled_change& from, std::span<const journaled_change> older,
                     const lane_options& options, const storage::hand_marks& hands) {
  delivery what;
  what.entity = options.entity;
  what.key = from.what.key;
  what.version = from.version();
  what.accepted_at_us = from.what.accepted_at_us;
  what.recovered = from.sequence <= options.resume_to;
  what.force = from.force;
  what.doubted = hands.unanswered(options.entity, from.sequence);
  for (const auto& each : older) {
    what.also.push_back({each.version(), each.what.key});
    what.accepted_at_us = std::min(what.accepted_at_us, each.what.accepted_at_us);
    what.recovered = what.recovered || each.sequence <= options.resume_to;
    what.doubted = what.doubted || hands.unanswered(options.entity, each.sequence);
  }
  return what;
}

void lane_state::start() {
  cursor = options.resume_from == 0 ? 0 : options.resume_from - 1;
  head = options.resume_to;
  pairs = policy::pairing{options.pair_window};
  documents = policy::assembly{options.assemble_window};
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

/// Nothing of a chunk is in hand between two messages, so nothing is written over what is forgotten here.
forgotten lane_state::on_forget(const forget_order& order) {
  const handled count{*row};
  const auto gone = shared->ledger.forget_versions(options.entity, order.key);
  rules->forget(order.key);
  shared->stats.lane(options.entity).outdated.clear();
  if (gone) return {.count = *gone, .problem = {}};
  return {.count = 0, .problem = gone.problem()};
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
  if (!chunk->empty()) work(std::move(*chunk));
  if (!said_caught_up && cursor >= options.resume_to) {
    said_caught_up = true;
    batcher.send(self, caught_up{});
  }
  if (credit > 0 && (!again.empty() || cursor < head)) wake();
}

void lane_state::work(std::vector<journaled_change> changes) {
  std::span<journaled_change> left{changes};
  while (!left.empty()) {
    // A change that may have ended the last run is taken alone.
    const auto suspected = [&](const journaled_change& each) {
      return shared->hands.suspect(options.entity, each.sequence);
    };
    const auto first = std::find_if(left.begin(), left.end(), suspected);
    const auto some =
        std::max<std::size_t>(1, static_cast<std::size_t>(std::distance(left.begin(), first)));
    rule_on_some(left.first(some));
    left = left.subspan(some);
  }
  pass_on();
}

/// What is learnt from the changes is written while they are in hand.
void lane_state::rule_on_some(std::span<journaled_change> some) {
  std::vector<std::uint64_t> sequences;
  sequences.reserve(some.size());
  for (const auto& each : some) sequences.push_back(each.sequence);
  const storage::hand_marks::hold held{shared->hands, hand, options.entity, sequences};
  for (auto& each : some) rule_on(std::move(each));
  keep();
}

void lane_state::pass_on() {
  if (!deliveries.empty()) {
    credit -= std::min(credit, deliveries.size());
    batcher.send(self, std::exchange(deliveries, {}));
  }
  if (!ends.ends.empty()) settler.send(self, std::exchange(ends, {}));
  if (!failures.failures.empty()) failure.send(self, std::exchange(failures, {}));
}

void lane_state::end(const journaled_change& what, end_kind outcome, std::string reason) {
  ending closing;
  closing.entity = options.entity;
  closing.key = what.what.key;
  closing.version = what.version();
  closing.outcome = outcome;
  closing.reason = std::move(reason);
  closing.duration_ms = static_cast<std::uint32_t>(
      std::max<std::int64_t>(0, shared->now_us() - what.what.accepted_at_us) / 1000);
  ends.ends.push_back(std::move(closing));
}

void lane_state::hold_lone(journaled_change&& lone) {
  if (pairs.empty()) self->delayed_send(self, options.pair_window, pair_tick{});
  pairs.hold(std::move(lone), self->clock().now());
}

void lane_state::rule_on(journaled_change&& each) {
  if (each.damaged)
    return follow(each, policy::reject{letter_class::bug,
                                       "the journal's record of this change makes no sense; "
                                       "expected one that the letter can show"});
  const bool is_row = each.what.kind == change_kind::row || each.what.kind == change_kind::baseline;
  const bool lone = is_row && each.what.inserted.empty() && !each.what.key.empty();
  if (lone) return hold_lone(std::move(each));
  if (is_row)
    for (const auto& half : pairs.match(each.what.key, each.what.stamp))
      end(half, end_kind::superseded, "the other half came");
  if (shared->hands.condemned(options.entity, each.sequence)) return condemn(each);
  auto ruling = guarded([&] { return rules->rule(each); });
  if (const auto* part = std::get_if<policy::assemble>(&ruling))
    return hold_row(std::move(each), part->document);
  follow(each, std::move(ruling));
}

void lane_state::hold_row(journaled_change&& part, const std::string& document) {
  documents.add(document, std::move(part), self->clock().now());
  if (std::exchange(assembling, true)) return;
  self->delayed_send(self, options.assemble_window, assemble_tick{});
}

void lane_state::complete(const policy::assembled& document) {
  std::vector<std::uint64_t> sequences;
  for (const auto& each : document.rows) sequences.push_back(each.sequence);
  const storage::hand_marks::hold held{shared->hands, hand, options.entity, sequences};
  const std::span<const journaled_change> rows{document.rows};
  follow(rows.back(), guarded([&] { return rules->complete(document.document, rows.back()); }),
         rows.first(rows.size() - 1));
}

void lane_state::on_assemble_tick() {
  assembling = false;
  for (const auto& each : documents.complete(self->clock().now())) complete(each);
  keep();
  pass_on();
  const auto next = documents.next();
  if (!next) return;
  assembling = true;
  self->delayed_send(self, *next - self->clock().now(), assemble_tick{});
}

/// A change that was in hand alone each time the process ended. Replayed, it is tried again.
void lane_state::condemn(const journaled_change& each) {
  shared->log({log_level::error,
               row->name,
               "a change has ended the process again and again: it is kept as a dead letter",
               {{"sequence", std::to_string(each.sequence)}}});
  follow(each, policy::reject{
                   letter_class::bug,
                   "the process ended again and again while it worked on this change; expected a "
                   "program that survives it"});
  shared->hands.passed(options.entity, each.sequence);
}

template <class Rule>
policy::ruling lane_state::guarded(Rule rule) try {
  return rule();
} catch (const std::bad_alloc&) {
  throw;  // says nothing about the change: the process ends, and goes on from the journal
} catch (const std::exception& problem) {
  return policy::reject{letter_class::bug, std::string{"rule: "} + problem.what()};
}

/// What the older rows of a document come to is what its newest does.
void lane_state::follow(const journaled_change& each, policy::ruling ruling,
                        std::span<const journaled_change> older) {
  auto what = to_delivery(each, older, options, shared->hands);
  if (auto* publish = std::get_if<policy::publish>(&ruling)) {
    if (doubts.erase(what.key) != 0) what.doubted = what.recovered = true;
    what.value = std::move(publish->value);
    if (!publish->key.empty() && publish->key != what.key)
      what.subject = std::exchange(what.key, std::move(publish->key));
    deliveries.push_back(std::move(what));
    return;
  }
  if (what.doubted) doubts.insert(what.key);
  if (auto* filter = std::get_if<policy::filter>(&ruling)) {
    for (const auto& one : older) end(one, end_kind::filtered, filter->reason);
    end(each, end_kind::filtered, std::move(filter->reason));
  } else if (auto* old = std::get_if<policy::supersede>(&ruling)) {
    for (const auto& one : older) end(one, end_kind::superseded, old->reason);
    end(each, end_kind::superseded, std::move(old->reason));
  } else {
    auto& reject = std::get<policy::reject>(ruling);  // `assemble` is no answer to a whole
    failed_delivery failed;
    failed.what = std::move(what);
    failed.reason = reject.reason;
    failed.error = std::move(reject.error);
    failures.failures.push_back(std::move(failed));
  }
}

/// When what was learnt cannot be written the process ends; nothing of the chunk has left then.
void lane_state::keep() {
  const auto own = rules->keep();
  if (!own) {
    shared->log({log_level::error,
                 row->name,
                 "cannot keep what is known",
                 {{"error", own.problem().message}}});
    self->quit(caf::sec::runtime_error);
    deliveries.clear();
    ends = {};
    failures = {};
    return;
  }
  if (own->count == 0) return;
  shared->stats.lane(options.entity).replayed.fetch_add(own->count);
  head = std::max(head, own->head);
  wake();
}

void lane_state::on_pair_tick() {
  const auto now = self->clock().now();
  for (const auto& lone : pairs.expired(now)) {
    const std::array sequences{lone.sequence};
    const storage::hand_marks::hold held{shared->hands, hand, options.entity, sequences};
    if (shared->hands.condemned(options.entity, lone.sequence))
      condemn(lone);
    else
      follow(lone, guarded([&] { return rules->removed(lone); }));
  }
  keep();
  pass_on();
  if (!pairs.empty()) self->delayed_send(self, pairs.next() - now, pair_tick{});
}

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
      [&state](read_tick) { state.read_on(); },
      [&state](pair_tick) { state.on_pair_tick(); },
      [&state](assemble_tick) { state.on_assemble_tick(); },
  };
}

}  // namespace

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
