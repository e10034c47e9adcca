// How each change is ruled on: halves are matched, documents assembled, rules applied and their
// rulings carried out.
#include "actors/lane_state.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <utility>

namespace acumage::actors {

namespace {

delivery to_delivery(const journaled_change& from, std::span<const journaled_change> older,
                     const lane_options& options, const storage::hand_marks& hands) {
  delivery what;
  what.entity = options.entity;
  what.key = from.what.key;
  what.version = from.version();
  what.accepted_at_us = from.what.accepted_at_us;
  what.recovered = from.sequence <= options.resume_to;
  what.force = from.force;
  what.source = source_of(from.what);
  what.doubted = hands.unanswered(options.entity, from.sequence);
  for (const auto& each : older) {
    what.also.push_back({each.version(), each.what.key, source_of(each.what)});
    what.accepted_at_us = std::min(what.accepted_at_us, each.what.accepted_at_us);
    what.recovered = what.recovered || each.sequence <= options.resume_to;
    what.doubted = what.doubted || hands.unanswered(options.entity, each.sequence);
  }
  return what;
}

}  // namespace

/// What is learnt from the changes is written while they are in hand.
bool lane_state::rule_on_some(std::span<journaled_change> some) {
  std::vector<std::uint64_t> sequences;
  sequences.reserve(some.size());
  for (const auto& each : some) sequences.push_back(each.sequence);
  const storage::hand_marks::hold held{shared->hands, hand, options.entity, sequences};
  for (auto& each : some) rule_on(std::move(each));
  return keep();
}

void lane_state::end(const journaled_change& what, end_kind outcome, std::string reason) {
  ending closing;
  closing.entity = options.entity;
  closing.key = what.what.key;
  closing.version = what.version();
  closing.outcome = outcome;
  closing.reason = std::move(reason);
  closing.source = source_of(what.what);
  closing.duration_ms = static_cast<std::uint32_t>(
      std::max<std::int64_t>(0, shared->now_us() - what.what.accepted_at_us) / 1000);
  closing.marker = is_marker(what.what.kind);
  if (closing.marker && what.sequence <= resumed_to)
    shared->stats.lane(options.entity).resumed.fetch_sub(1);  // where all that is unsettled counts
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
                                       "expected one that the dead letter can show"});
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

/// A change that was in hand alone each time the process ended. A replay tries it again.
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
  throw;  // unrelated to the change: the process ends, and continues from the journal
} catch (const std::exception& problem) {
  return policy::reject{letter_class::bug, std::string{"rule: "} + problem.what()};
}

/// The older rows of a document get the ruling of its newest.
void lane_state::follow(const journaled_change& each, policy::ruling ruling,
                        std::span<const journaled_change> older) {
  auto what = to_delivery(each, older, options, shared->hands);
  if (auto* publish = std::get_if<policy::publish>(&ruling)) {
    if (doubts.erase(what.key) != 0) what.doubted = what.recovered = true;
    what.value = std::move(publish->value);
    what.if_changed = publish->if_changed;
    if (!publish->key.empty() && publish->key != what.key)
      what.subject = std::exchange(what.key, std::move(publish->key));
    deliveries.push_back(std::move(what));
    return;
  }
  if (auto* word = std::get_if<policy::unknown_word>(&ruling))
    return hold_word(std::move(what), *word);
  if (what.doubted) doubts.insert(what.key);
  if (auto* filter = std::get_if<policy::filter>(&ruling)) {
    for (const auto& one : older) end(one, end_kind::filtered, filter->reason);
    end(each, end_kind::filtered, std::move(filter->reason));
  } else if (auto* old = std::get_if<policy::supersede>(&ruling)) {
    for (const auto& one : older) end(one, end_kind::superseded, old->reason);
    end(each, end_kind::superseded, std::move(old->reason));
  } else {
    auto& reject = std::get<policy::reject>(ruling);  // `assemble` is not valid for a whole
    failed_delivery failed;
    failed.what = std::move(what);
    failed.reason = reject.reason;
    failed.error = std::move(reject.error);
    failures.failures.push_back(std::move(failed));
  }
}

/// Its delivery parks: it is counted, and the first of each word is logged.
void lane_state::hold_word(delivery&& what, policy::unknown_word& word) {
  if (doubts.erase(what.key) != 0) what.doubted = what.recovered = true;
  if (shared->stats.unmapped.note(word.kind, word.word, what.key, shared->now_us()))
    shared->log({log_level::warn,
                 row->name,
                 "a word of the ERP is unknown: its changes are parked",
                 {{"kind", word.kind}, {"word", word.word}, {"key", what.key}}});
  what.unknown_word = std::move(word.error);
  if (!word.key.empty() && word.key != what.key)
    what.subject = std::exchange(what.key, std::move(word.key));
  deliveries.push_back(std::move(what));
}

/// If what was learnt cannot be written, the process ends; nothing of the chunk has left by then.
bool lane_state::keep() {
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
    return false;
  }
  if (own->count == 0) return true;
  shared->stats.lane(options.entity).replayed.fetch_add(own->count);
  head = std::max(head, own->head);
  wake();
  return true;
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

}  // namespace acumage::actors
