#include "storage/group_commit.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace acumage::storage {

namespace {

error too_large(const std::string& what, std::uint64_t has, std::uint64_t limit) {
  return {errc::too_large,
          "request: " + std::to_string(has) + " " + what + "; expected at most " +
              std::to_string(limit),
          {}};
}

bool is_refusal(const error& problem) {
  return problem.code == errc::full || problem.code == errc::too_large;
}

}  // namespace

group_commit::group_commit(stores& to, std::int64_t now_us, const switch_board& switches)
    : to_{to},
      now_us_{now_us},
      switches_{switches},
      batch_{*to.db},
      letters_{to.letters, id_writer::intake},
      counters_{to.entries.counters()} {}

status group_commit::take(const submission& what) {
  const auto rows = rows_.size();
  const auto bytes = bytes_;
  const auto fingerprints = fingerprints_.size();
  const auto letters = letters_.added();
  const auto counters = counters_;
  const auto unrouted = unrouted_;
  const auto discarded = outcome_.discarded;
  const auto accepted = outcome_.accepted;
  batch_.set_save_point();
  receipt counts;
  auto taken = put(what, counts);
  if (!taken && !is_refusal(taken.problem())) return taken;
  if (taken) {
    if (what.progress) {
      to_.pulls.put(batch_, *what.progress);
      pulls_.push_back(&*what.progress);
    }
    outcome_.receipts.emplace_back(counts);
    return done();
  }
  batch_.roll_back();
  rows_.resize(rows);
  bytes_ = bytes;
  fingerprints_.shrink_to(fingerprints);
  letters_.shrink_to(letters);
  counters_ = counters;
  unrouted_ = unrouted;
  outcome_.discarded = discarded;
  outcome_.accepted = accepted;
  outcome_.receipts.emplace_back(taken.problem());
  return done();
}

status group_commit::put(const submission& what, receipt& counts) {
  std::uint64_t routed = 0;
  for (const auto& each : what.parcels)
    if (!each.unrouted) routed += each.changes.size();
  if (routed > to_.options.max_unsettled)
    return too_large("changes", routed, to_.options.max_unsettled);
  const auto bytes = bytes_;
  const auto rows = rows_.size();
  for (const auto& each : what.parcels)
    if (auto taken = put(each, counts); !taken) return taken;
  if (rows_.size() == rows && counts.unrouted == 0) return done();  // the others need no room
  return check_room(bytes);
}

bool group_commit::discards(const change& row) const {
  return !switches_.at(index_of(row.entity)).intake;
}

bool group_commit::discards_all(const parcel& what) const {
  return !what.unrouted && std::all_of(what.changes.begin(), what.changes.end(),
                                       [this](const change& each) { return discards(each); });
}

status group_commit::put(const parcel& what, receipt& counts) {
  // Decided before duplicates, so that it leaves no fingerprint: a discarded parcel is no duplicate
  // later.
  if (!what.fingerprint.empty() && !discards_all(what)) {
    auto fresh = to_.fingerprints.add_if_new(fingerprints_, what.fingerprint, now_us_);
    if (!fresh) return fresh.problem();
    if (!*fresh) {
      counts.duplicates += what.changes.size();
      return done();
    }
  }
  if (what.unrouted) {
    put_unrouted(what);
    counts.unrouted += what.changes.size();
    return done();
  }
  for (const auto& each : what.changes) {
    if (discards(each)) {
      if (is_marker(each.kind)) continue;
      ++outcome_.discarded.at(index_of(each.entity));
      ++counts.discarded;
      continue;
    }
    const auto sequence = counters_.next_sequence++;
    counters_.heads.at(index_of(each.entity)) = sequence;
    rows_.push_back(to_.entries.put(batch_, {.sequence = sequence, .what = each}));
    bytes_ += rows_.back().bytes;
    if (is_marker(each.kind)) continue;
    ++outcome_.accepted.at(index_of(each.entity));
    ++counts.accepted;
  }
  return done();
}

void group_commit::put_unrouted(const parcel& what) {
  if (!unrouted_) unrouted_ = to_.unrouted;
  for (const auto& each : what.changes) {
    if (!unrouted_->take(each.query)) continue;
    dead_letter letter;
    letter.change = {.sequence = counters_.next_sequence++, .what = each};
    letter.reason = letter_class::unrouted;
    letter.error = "no entity is mapped to the query \"" + each.query.substr(0, 256) + "\"";
    letter.first_at_us = now_us_;
    letter.last_at_us = now_us_;
    letters_.add(std::move(letter));
  }
}

status group_commit::check_room(std::uint64_t bytes_before) const {
  const auto own = bytes_ - bytes_before;
  if (own > to_.options.max_journal_bytes)
    return too_large("bytes of changes", own, to_.options.max_journal_bytes);
  if (auto room = room_for_letters(to_); !room) return room;
  return room_for(to_, rows_.size(), bytes_);
}

result<append_outcome> group_commit::write() {
  const bool writes = !rows_.empty() || fingerprints_.size() > 0 || unrouted_ || !pulls_.empty();
  if (writes) {
    letters_.put(batch_);
    to_.fingerprints.put(batch_, fingerprints_, now_us_);
    to_.entries.put_counters(batch_, counters_);
    if (unrouted_) unrouted_->put(batch_);
    if (auto written = to_.db->write(batch_, to_.accepted()); !written) {
      note_failed(to_, written.problem());
      const bool room = written.problem().code != errc::full;
      return error{room ? errc::storage_failed : errc::full, written.problem().message, {}};
    }
    to_.entries.added(rows_, counters_);
    to_.fingerprints.added(fingerprints_);
    letters_.done();
    for (const auto* each : pulls_) to_.pulls.saved(*each);
    if (unrouted_) to_.unrouted = std::move(*unrouted_);
  }
  outcome_.heads = counters_.heads;
  return std::move(outcome_);
}

}  // namespace acumage::storage
