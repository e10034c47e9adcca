#include "storage/journal.hpp"

#include "storage/bytes.hpp"
#include "storage/keys.hpp"
#include "storage/record_codec.hpp"

#include <algorithm>

namespace acumage::storage {

namespace {

constexpr std::string_view counters_key = "journal";
constexpr std::string_view floors_key = "floors";
/// A seek skips any run of settled rows longer than this.
constexpr std::uint64_t max_skipped = 256;

std::string encode(const journal_counters& counters) {
  byte_writer to;
  to.number(counters.next_sequence);
  for (const auto head : counters.heads) to.number(head);
  return to.take();
}

std::string encode(const std::array<std::uint64_t, entity_count>& floors) {
  byte_writer to;
  for (const auto floor : floors) to.number(floor);
  return to.take();
}

/// An unreadable entry is still one change: it ends as a dead letter that shows the bytes.
journaled_change damaged_entry(entity lane, std::uint64_t sequence, std::string_view bytes) {
  journaled_change entry;
  entry.sequence = sequence;
  entry.damaged = true;
  entry.what.entity = lane;
  entry.what.inserted = R"({"damaged_record":")" + hex(bytes) + R"("})";
  return entry;
}

/// Moves from one wanted row to the next: usually its neighbour, otherwise a seek, which never
/// walks over the settled rows between them.
bool move_to(cursor& at, const std::string& key) {
  if (at.valid() && at.key() < key) at.next();
  if (!at.valid() || at.key() != key) at.seek(key);
  return at.valid() && at.key() == key;
}

}  // namespace

status journal::load() {
  auto stored = db_.get(family::meta, counters_key);
  if (!stored) return stored.problem();
  if (*stored) {
    byte_reader from{**stored};
    counters_.next_sequence = from.number();
    for (auto& head : counters_.heads) head = from.number();
    if (!from.complete()) return db_.damaged(family::meta, counters_key);
  }
  auto floors = db_.get(family::meta, floors_key);
  if (!floors) return floors.problem();
  if (*floors) {
    byte_reader from{**floors};
    for (auto& floor : floors_) floor = from.number();
    if (!from.complete()) return db_.damaged(family::meta, floors_key);
  }
  for (const auto lane : all_entities)
    if (auto loaded = load_lane(lane); !loaded) return loaded;
  return done();
}

status journal::load_lane(entity lane) {
  auto& rows = lanes_.at(index_of(lane));
  auto& head = counters_.heads.at(index_of(lane));
  auto at = db_.scan({.where = family::journal,
                      .lower = journal_key(lane, floors_.at(index_of(lane))),
                      .upper = journal_end(lane)});
  for (; at.valid(); at.next()) {
    const auto letter = letter_of_entry(at.value());
    const auto sequence = number_at_end(at.key());
    rows.add(sequence, static_cast<std::uint32_t>(at.value().size()));
    if (letter.value_or(0) != 0) letters_[sequence] = *letter;
    head = std::max(head, sequence);
  }
  counters_.next_sequence = std::max(counters_.next_sequence, head + 1);
  return at.problem();
}

journal_counters journal::counters() const {
  const std::lock_guard guard{mutex_};
  return counters_;
}

added_row journal::put(write_batch& batch, const journaled_change& entry) const {
  const auto bytes = storage::encode(entry);
  const auto lane = entry.what.entity;
  batch.put(family::journal, journal_key(lane, entry.sequence), bytes);
  return {.lane = lane,
          .sequence = entry.sequence,
          .bytes = static_cast<std::uint32_t>(bytes.size()),
          .letter = entry.letter};
}

void journal::put_counters(write_batch& batch, const journal_counters& counters) const {
  batch.put(family::meta, counters_key, encode(counters));
}

void journal::lower_floor(write_batch& batch, const added_row& row) {
  auto& floor = floors_.at(index_of(row.lane));
  if (row.sequence >= floor) return;
  // Updated in memory even if the write fails: a floor that is too low only costs time.
  floor = row.sequence;
  batch.put(family::meta, floors_key, encode(floors_));
}

void journal::added(std::span<const added_row> rows, const journal_counters& counters) {
  const std::lock_guard guard{mutex_};
  for (const auto& row : rows) {
    lanes_.at(index_of(row.lane)).add(row.sequence, row.bytes);
    if (row.letter != 0) letters_[row.sequence] = row.letter;
  }
  counters_ = counters;
}

bool journal::contains(entity lane, std::uint64_t sequence) const {
  const std::lock_guard guard{mutex_};
  return lanes_.at(index_of(lane)).contains(sequence);
}

std::uint64_t journal::letter_of(std::uint64_t sequence) const {
  const std::lock_guard guard{mutex_};
  const auto found = letters_.find(sequence);
  return found == letters_.end() ? 0 : found->second;
}

void journal::remove(write_batch& batch, const ended_row& row) const {
  batch.remove(family::journal, journal_key(row.lane, row.sequence));
}

void journal::removed(std::span<const ended_row> rows) {
  const std::lock_guard guard{mutex_};
  for (const auto& row : rows) {
    lanes_.at(index_of(row.lane)).remove(row.sequence);
    letters_.erase(row.sequence);
  }
}

result<std::vector<journaled_change>> journal::read(entity which, std::uint64_t from,
                                                    std::uint64_t to, std::size_t limit) const {
  std::vector<std::uint64_t> wanted;
  {
    const std::lock_guard guard{mutex_};
    wanted = lanes_.at(index_of(which)).collect(from, to, limit);
  }
  std::vector<journaled_change> found;
  if (wanted.empty()) return found;
  found.reserve(wanted.size());
  auto at = db_.scan({.where = family::journal,
                      .lower = journal_key(which, wanted.front()),
                      .upper = journal_key(which, wanted.back() + 1),
                      .max_skipped = max_skipped});
  for (const auto sequence : wanted) {
    // Missing: settled since the lookup in memory.
    if (!move_to(at, journal_key(which, sequence))) {
      if (auto walked = at.problem(); !walked) return walked.problem();
      continue;
    }
    auto entry = decode_entry(which, sequence, at.value());
    found.push_back(entry ? std::move(*entry) : damaged_entry(which, sequence, at.value()));
  }
  return found;
}

result<journaled_change> journal::find(entity which, std::uint64_t sequence) const {
  const auto key = journal_key(which, sequence);
  auto stored = db_.get(family::journal, key);
  if (!stored) return stored.problem();
  if (!*stored)
    return error{errc::not_found,
                 "journal " + std::string{to_string(which)} + "/" + std::to_string(sequence) +
                     ": not there; expected a change that is not settled",
                 {}};
  auto entry = decode_entry(which, sequence, **stored);
  return entry ? std::move(*entry) : damaged_entry(which, sequence, **stored);
}

std::pair<std::uint64_t, std::uint64_t> journal::bounds(entity which) const {
  const std::lock_guard guard{mutex_};
  const auto head = counters_.heads.at(index_of(which));
  if (head == 0) return {0, 0};
  return {lanes_.at(index_of(which)).lowest().value_or(head + 1), head};
}

journal_figures journal::figures() const {
  const std::lock_guard guard{mutex_};
  journal_figures sum;
  for (std::size_t i = 0; i < entity_count; ++i) {
    sum.by_entity.at(i) = lanes_.at(i).count();
    sum.count += lanes_.at(i).count();
    sum.bytes += lanes_.at(i).bytes();
  }
  return sum;
}

journal::per_lane journal::lowest() const {
  per_lane floors{};
  for (const auto lane : all_entities) floors.at(index_of(lane)) = bounds(lane).first;
  return floors;
}

status journal::tidy() {
  // Rows are removed one by one as they end, in any order, and such tombstones are slow to pass.
  // One range over them lets compaction drop them, and the stored floor lets the next start skip
  // them.
  const auto floors = lowest();
  if (floors == floors_) return done();
  write_batch batch{db_};
  for (const auto lane : all_entities) {
    const auto from = floors_.at(index_of(lane));
    const auto to = floors.at(index_of(lane));
    if (from < to)
      batch.remove_range(family::journal, journal_key(lane, from), journal_key(lane, to));
  }
  batch.put(family::meta, floors_key, encode(floors));
  if (auto written = db_.write(batch, durability::buffered); !written) return written;
  floors_ = floors;
  return done();
}

}  // namespace acumage::storage
