#include "storage/end_write.hpp"

#include "storage/keys.hpp"
#include "storage/own_write.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace acumage::storage {

namespace {

/// A later shipment of an order ships other lines: it does not supersede those of a dead letter.
bool supersedes_letters(const ending& end) {
  return end.outcome == end_kind::delivered && end.mark && end.entity != entity::shipment &&
         !end.key.empty();
}

letter_state state_after(end_kind outcome) {
  switch (outcome) {
    case end_kind::delivered:
    case end_kind::filtered: return letter_state::resolved;
    case end_kind::superseded: return letter_state::superseded;
    case end_kind::dead_lettered: return letter_state::open;
  }
  return letter_state::open;
}

}  // namespace

end_write::end_write(stores& to, std::int64_t now_us, std::size_t rows)
    : to_{to},
      now_us_{now_us},
      batch_{*to.db},
      letters_{to.letters, id_writer::ends},
      marks_{*to.db, to.marks} {
  rows_.reserve(rows);
  gone_.reserve(rows);
}

status end_write::take(const ending& end, const dead_letter* letter) {
  const ended_row row{.lane = end.entity, .sequence = end.version.sequence, .how = end.outcome};
  if (!to_.entries.contains(row.lane, row.sequence)) return done();
  if (!gone_.insert(row.sequence).second) return done();
  to_.entries.remove(batch_, row);
  rows_.push_back(row);
  if (!end.marker) ++done_.by_outcome.at(static_cast<std::size_t>(end.outcome));
  for (const auto& key : end.moves) moves_.push_back(own_entry(key, end.version.stamp, now_us_));
  if (auto applied = marks_.apply(end); !applied) return applied;
  if (!end.marker) {
    std::optional<std::string> previous;
    if (!end.value.empty()) {
      auto before = marks_.delivered_before(end);
      if (!before) return before.problem();
      previous = *std::move(before);
    }
    history_bytes_ += to_.history.put(batch_, end, previous, now_us_);
  }
  if (auto updated = update_letter(end, letter); !updated) return updated;
  return supersedes_letters(end) ? supersede_letters(end) : done();
}

status end_write::update_letter(const ending& end, const dead_letter* letter) {
  const auto replayed = to_.entries.letter_of(end.version.sequence);
  if (letter != nullptr) {
    if (replayed != 0) return file_again(replayed, *letter);
    file(*letter);
    return done();
  }
  if (replayed == 0) return done();
  auto found = letters_.find(replayed);
  if (!found) return found.problem();
  if (*found == nullptr) return done();
  auto& what = (*found)->what;
  what.state = state_after(end.outcome);
  what.last_at_us = now_us_;
  if (end.outcome == end_kind::dead_lettered) what.error = end.reason;
  return done();
}

void end_write::file(const dead_letter& letter) {
  auto fresh = letter;
  fresh.state = letter_state::open;
  fresh.first_at_us = now_us_;
  fresh.last_at_us = now_us_;
  fresh.replays = 0;
  filed_.push_back(letters_.add(std::move(fresh)));
}

status end_write::file_again(std::uint64_t id, const dead_letter& letter) {
  auto found = letters_.find(id);
  if (!found) return found.problem();
  if (*found == nullptr) {
    file(letter);
    return done();
  }
  auto before = to_.letters.letter(id);
  if (!before && before.problem().code != errc::damaged) return before.problem();
  auto again = letter;
  again.state = letter_state::open;
  again.last_at_us = now_us_;
  if (!before) {  // its previous content is undecodable
    again.first_at_us = (*found)->what.first_at_us;
    letters_.replace(id, std::move(again));
    filed_.push_back(id);
    return done();
  }
  again.first_at_us = before->first_at_us;
  again.replays = before->replays;
  again.note = before->note;
  again.original = std::move(before->original);
  if (again.request.empty()) again.request = std::move(before->request);  // not sent this time
  again.attempts = std::move(before->attempts);
  again.attempts.insert(again.attempts.end(), letter.attempts.begin(), letter.attempts.end());
  letters_.replace(id, std::move(again));
  filed_.push_back(id);
  return done();
}

status end_write::supersede_letters(const ending& end) {
  delivered_.push_back(&end);
  auto ids = to_.letters.open_below(end.entity, end.key, end.mark->version);
  if (!ids) return ids.problem();
  for (const auto id : *ids) {
    auto found = letters_.find(id);
    if (!found) return found.problem();
    if (*found == nullptr || (*found)->what.state != letter_state::open) continue;
    (*found)->what.state = letter_state::superseded;
    (*found)->what.last_at_us = now_us_;
  }
  return done();
}

/// Dead letters filed by this write are not in the index yet.
status end_write::supersede_own_letters() {
  if (filed_.empty()) return done();
  std::map<std::string, version> newest;  // by the name of the mark
  for (const auto* end : delivered_) {
    auto& known = newest[mark_key(end->entity, end->key)];
    known = std::max(known, end->mark->version);
  }
  for (const auto id : filed_) {
    auto found = letters_.find(id);
    if (!found) return found.problem();
    auto& letter = (*found)->what;
    const auto& what = letter.change.what;
    const auto newer = newest.find(mark_key(what.entity, what.key));
    if (newer == newest.end() || letter.change.version() >= newer->second) continue;
    letter.state = letter_state::superseded;
  }
  return done();
}

result<ended> end_write::write() {
  if (rows_.empty()) return done_;
  if (auto own = supersede_own_letters(); !own) return own.problem();
  marks_.put(batch_);
  letters_.put(batch_);
  to_.history.put_counters(batch_, history_bytes_);
  own_write own{to_, batch_, moves_};
  // Not synced: an end lost in a power failure only brings its change back, and repeating its work
  // is idempotent. No change is ever half ended because the log keeps each write whole.
  const auto written = to_.db->write(batch_, durability::buffered);
  marks_.written();
  if (!written) return written.problem();
  to_.entries.removed(rows_);
  for (const auto& each : rows_) to_.followed.ended(each.lane, each.sequence, each.how);
  own.written();
  done_.own_head = own.head();
  done_.own_entries = moves_.size();
  to_.history.added(history_bytes_);
  letters_.done();
  return done_;
}

}  // namespace acumage::storage
