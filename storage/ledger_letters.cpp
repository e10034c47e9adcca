// The ledger's calls for dead letters: reading, closing and replaying them.

#include "storage/keys.hpp"
#include "storage/ledger_state.hpp"
#include "storage/letter_edits.hpp"
#include "storage/marks.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace acumage::storage {

namespace {

/// Dead letters closed or reopened in one write.
constexpr std::size_t close_step = 1000;

/// Closes the dead letter within the write. False: it is no longer open.
result<bool> close(letter_edits& letters, std::uint64_t id, letter_state to, std::int64_t now_us) {
  auto found = letters.find(id);
  if (!found) return found.problem();
  if (*found == nullptr || (*found)->what.state != letter_state::open) return false;
  (*found)->what.state = to;
  // The time it is kept starts here: an old dead letter does not vanish as soon as it is closed.
  (*found)->what.last_at_us = now_us;
  return true;
}

/// Whether a newer delivery of its key has superseded the dead letter. Shipments of one key ship
/// different lines. A delivery of a customer or an order contains all that is known by then and
/// closes the open dead letters, so one that is still open contains a field that has not been
/// delivered since.
result<bool> overtaken(stores& in, const change& what, version age) {
  if (what.entity != entity::pricing && what.entity != entity::inventory) return false;
  if (what.key.empty()) return false;
  auto mark = read_mark(*in.db, in.marks, mark_key(what.entity, what.key));
  if (!mark) return mark.problem();
  return mark->has_value() && (*mark)->version > age;
}

/// What an order to reopen a dead letter does.
struct reopening {
  letter_state after;
  std::string why_not{};  ///< empty: it is reopened
};

/// Had it stayed open, a newer delivery of its key would have superseded it, except for shipments.
/// A replay that was delivered has also resolved its dead letter, which then has the mark's version.
result<reopening> reopening_of(stores& in, const letter_head& letter) {
  const auto& what = letter.what;
  if (auto why = why_not_reopened(what.state); !why.empty())
    return reopening{what.state, std::move(why)};
  if (what.reason == letter_class::unrouted) return reopening{letter_state::open};  // no key yet
  const auto& change = what.change.what;
  auto mark = read_mark(*in.db, in.marks, mark_key(change.entity, change.key));
  if (!mark) return mark.problem();
  if (!*mark || (*mark)->version < what.change.version()) return reopening{letter_state::open};
  if ((*mark)->version == what.change.version())
    return reopening{what.state, "its replay was delivered; expected one that was not"};
  if (change.entity == entity::shipment) return reopening{letter_state::open};
  return reopening{letter_state::superseded, why_not_reopened(letter_state::superseded)};
}

/// Adds what happens to one dead letter of the selection.
void count_reopening(reopened_letters& sum, const letter_filter& by, const letter_head& letter,
                     const reopening& what) {
  if (what.why_not.empty()) ++sum.count;
  if (what.after == letter_state::superseded) ++sum.superseded;
  if (what.why_not.empty() || by.ids.empty()) return;
  if (what.after == letter_state::open)
    ++sum.already_open;
  else
    sum.unmoved.push_back({letter.what.id, what.why_not});
}

error not_rerouted(std::uint64_t id) {
  return {errc::conflict,
          "dead letter " + std::to_string(id) +
              ": its query is in no mapping; expected an entity for it in [queries]",
          {}};
}

/// Puts the dead letter's change into the journal and marks the dead letter, in one write.
status write_back(stores& in, letter_edits& letters, const dead_letter& letter,
                  const journaled_change& entry) {
  write_batch batch{*in.db};
  const auto row = in.entries.put(batch, entry);
  if (auto room = room_for(in, 1, row.bytes); !room) return room;
  auto after = letter;
  after.state = letter_state::replaying;
  after.change.what = entry.what;
  ++after.replays;
  letters.replace(letter.id, std::move(after));
  letters.put(batch);
  auto counters = in.entries.counters();
  auto& head = counters.heads.at(index_of(row.lane));
  head = std::max(head, row.sequence);  // an unrouted one may be the first of its lane
  in.entries.put_counters(batch, counters);
  in.entries.lower_floor(batch, row);
  if (auto written = in.db->write(batch, in.accepted()); !written) {
    note_failed(in, written.problem());
    return written;
  }
  in.entries.added({&row, 1}, counters);
  letters.done();
  return done();
}

}  // namespace

result<letter_page> ledger::letters(const letter_filter& filter, std::uint64_t from_id,
                                    std::size_t limit, letter_parts parts) const {
  return state_->in.letters.page(filter, from_id, limit, parts);
}

result<letter_count> ledger::count_letters(const letter_filter& filter) const {
  return state_->in.letters.count(filter);
}

result<std::uint64_t> ledger::open_letter(entity which, const std::string& key) const {
  constexpr auto any = std::numeric_limits<std::uint64_t>::max();
  const auto ids = state_->in.letters.open_below(which, key, {any, any});
  if (!ids) return ids.problem();
  return ids->empty() ? 0 : ids->back();
}

result<std::vector<dead_letter>> ledger::open_letters(entity which, const std::string& key,
                                                      std::size_t limit) const {
  constexpr auto any = std::numeric_limits<std::uint64_t>::max();
  const auto ids = state_->in.letters.open_below(which, key, {any, any});
  if (!ids) return ids.problem();
  std::vector<dead_letter> letters;
  for (auto id = ids->rbegin(); id != ids->rend() && letters.size() < limit; ++id) {
    auto head = state_->in.letters.head(*id);
    if (!head) return head.problem();
    if (!*head) continue;  // closed meanwhile
    (*head)->what.attempt_count = (*head)->attempts.value_or(0);
    letters.push_back(std::move((*head)->what));
  }
  return letters;
}

result<dead_letter> ledger::letter(std::uint64_t id) const { return state_->in.letters.letter(id); }

result<std::vector<std::uint64_t>> ledger::replay_order(const letter_filter& filter,
                                                        version above) const {
  return state_->in.letters.replay_order(filter, above);
}

result<dead_letter> ledger::edit_letter(std::uint64_t id, const change_rows& rows) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may.problem();
  const std::lock_guard guard{in.ends_mutex};
  letter_edits letters{in.letters, id_writer::ends};
  auto letter = in.letters.letter(id);
  if (!letter) return letter.problem();
  if (letter->state != letter_state::open)
    return error{errc::conflict,
                 "dead letter " + std::to_string(id) + ": is " +
                     std::string{to_string(letter->state)} + "; expected an open one",
                 {}};
  if (auto found = letters.find(id); !found) return found.problem();
  auto& what = letter->change.what;
  if (!letter->original) letter->original = change_rows{what.key, what.inserted, what.deleted};
  what.key = rows.key;
  what.inserted = rows.inserted;
  what.deleted = rows.deleted;
  if (what.inserted == letter->original->inserted && what.deleted == letter->original->deleted)
    letter->original.reset();  // as it arrived
  letters.replace(id, *letter);
  write_batch batch{*in.db};
  letters.put(batch);
  if (auto written = in.db->write(batch, durability::synced); !written) return written.problem();
  letters.done();
  return letter;
}

result<moved> ledger::move_back(std::uint64_t id, bool force, const change* rerouted,
                                std::int64_t now_us) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may.problem();
  const std::scoped_lock guard{in.append_mutex, in.ends_mutex};
  if (auto whole = not_broken(in); !whole) return whole.problem();
  letter_edits letters{in.letters, id_writer::ends};
  auto found = letters.find(id);
  if (!found) return found.problem();
  if (*found == nullptr || !why_not_replayed((*found)->what.state, force).empty())
    return moved::gone;
  if ((*found)->what.reason == letter_class::unrouted && rerouted == nullptr)
    return not_rerouted(id);
  auto letter = in.letters.letter(id);
  if (!letter) return letter.problem();
  journaled_change entry{.sequence = letter->change.sequence,
                         .what = rerouted != nullptr ? *rerouted : letter->change.what,
                         .letter = id,
                         .force = force};
  auto newer = overtaken(in, entry.what, entry.version());
  if (!newer) return newer.problem();
  if (*newer && !force) {
    auto closed = close(letters, id, letter_state::superseded, now_us);
    if (!closed) return closed.problem();
    write_batch batch{*in.db};
    letters.put(batch);
    if (auto written = in.db->write(batch, durability::synced); !written) return written.problem();
    letters.done();
    return moved::superseded;
  }
  if (auto written = write_back(in, letters, *letter, entry); !written) return written.problem();
  return moved::to_journal;
}

result<std::uint64_t> ledger::close_letters(const letter_filter& filter, letter_state to,
                                            const std::string& note, std::int64_t now_us) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may.problem();
  if (to != letter_state::resolved && to != letter_state::discarded)
    return error{errc::invalid,
                 "dead letters: closed as \"" + std::string{to_string(to)} +
                     "\"; expected resolved or discarded",
                 {}};
  auto open = filter;
  open.state = letter_state::open;
  auto ids = in.letters.replay_order(open, {});
  if (!ids) return ids.problem();
  std::uint64_t count = 0;
  for (std::size_t first = 0; first < ids->size(); first += close_step) {
    if (auto may = state_->in.db->not_interrupted(); !may) return may.problem();
    const std::lock_guard guard{in.ends_mutex};
    letter_edits letters{in.letters, id_writer::ends};
    std::uint64_t closing = 0;
    for (auto i = first; i < std::min(first + close_step, ids->size()); ++i) {
      auto closed = close(letters, (*ids)[i], to, now_us);
      if (!closed) return closed.problem();
      if (!*closed) continue;
      auto found = letters.find((*ids)[i]);
      if (!found) return found.problem();
      (*found)->what.note = note;
      ++closing;
    }
    write_batch batch{*in.db};
    letters.put(batch);
    if (auto written = in.db->write(batch, durability::synced); !written) return written.problem();
    letters.done();
    count += closing;
  }
  return count;
}

result<reopened_letters> ledger::count_reopened(const letter_filter& filter) const {
  auto& in = state_->in;
  reopened_letters sum;
  status looked = done();
  auto visited = in.letters.visit(filter, 0, [&](letter_head& letter) {
    const auto what = reopening_of(in, letter);
    if (!what) looked = what.problem();
    if (what) count_reopening(sum, filter, letter, *what);
    return looked.ok();
  });
  if (!visited) return visited.problem();
  if (!looked) return looked.problem();
  return sum;
}

result<reopened_letters> ledger::reopen_letters(const letter_filter& filter, std::int64_t now_us) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may.problem();
  const auto ids = in.letters.replay_order(filter, {});
  if (!ids) return ids.problem();
  reopened_letters sum;
  for (std::size_t first = 0; first < ids->size(); first += close_step) {
    if (auto may = in.db->not_interrupted(); !may) return may.problem();
    const std::lock_guard guard{in.ends_mutex};
    if (auto room = room_for_letters(in); !room) return room.problem();
    letter_edits letters{in.letters, id_writer::ends};
    for (auto i = first; i < std::min(first + close_step, ids->size()); ++i) {
      auto found = letters.find((*ids)[i]);
      if (!found) return found.problem();
      if (*found == nullptr) continue;  // its time has come meanwhile
      const auto what = reopening_of(in, **found);
      if (!what) return what.problem();
      count_reopening(sum, filter, **found, *what);
      if ((*found)->what.state == what->after) continue;
      (*found)->what.state = what->after;
      (*found)->what.last_at_us = now_us;
    }
    write_batch batch{*in.db};
    letters.put(batch);
    if (auto written = in.db->write(batch, durability::synced); !written) return written.problem();
    letters.done();
  }
  return sum;
}

}  // namespace acumage::storage
