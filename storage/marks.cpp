#include "storage/marks.hpp"

#include "storage/keys.hpp"
#include "storage/record_codec.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace acumage::storage {

namespace {

result<std::optional<delivered_mark>> read_stored(const database& db, const std::string& name) {
  auto stored = db.get(family::marks, name);
  if (!stored) return stored.problem();
  if (!*stored) return std::optional<delivered_mark>{};
  auto mark = decode_mark(**stored);
  if (!mark) return db.damaged(family::marks, name);
  return mark;
}

}  // namespace

std::optional<delivered_mark> merged(std::optional<delivered_mark> before, const ending& end) {
  auto after = end.mark ? end.mark : before;
  if (after && before) after->version = std::max(after->version, before->version);
  if (after && end.voids_mark) {
    after->value.reset();
    after->text.clear();
  }
  return after;
}

std::uint64_t& recent_marks::writes_of(const std::string& name) const {
  return writes_[std::hash<std::string>{}(name) % writes_.size()];
}

std::uint64_t recent_marks::moment(const std::string& name) const {
  const std::lock_guard guard{mutex_};
  return writes_of(name);
}

void recent_marks::remember(const std::string& name, const mark& what, std::uint64_t read_at) {
  const std::lock_guard guard{mutex_};
  if (writes_of(name) != read_at) return;
  if (marks_.size() >= most) marks_.clear();  // read, but not ended since: held up at the store
  marks_[name] = what;
}

std::optional<recent_marks::mark> recent_marks::find(const std::string& name) const {
  const std::lock_guard guard{mutex_};
  const auto found = marks_.find(name);
  if (found == marks_.end()) return std::nullopt;
  return found->second;
}

void recent_marks::written(const std::string& name) {
  const std::lock_guard guard{mutex_};
  ++writes_of(name);
  marks_.erase(name);
}

result<std::optional<delivered_mark>> read_mark(const database& db, recent_marks& recent,
                                                const std::string& name) {
  const auto moment = recent.moment(name);
  auto mark = read_stored(db, name);
  if (mark) recent.remember(name, *mark, moment);
  return mark;
}

/// The change of a quantity has a mark (the gate of its cell), and its delivery has another.
status mark_edits::apply(const ending& end) {
  if (end.key.empty() || (!end.mark && !end.voids_mark)) return done();
  if (auto applied = apply(end, mark_key(end.entity, end.key)); !applied) return applied;
  if (end.entity != entity::inventory) return done();
  return apply(end, quantity_mark_key(end.target.empty() ? end.key : end.target));
}

result<mark_edits::edited*> mark_edits::find(const std::string& name) {
  auto found = touched_.find(name);
  if (found == touched_.end()) {
    auto before = recent_.find(name);
    if (!before) {
      auto stored = read_stored(db_, name);
      if (!stored && stored.problem().code != errc::damaged) return stored.problem();
      before = stored ? std::move(*stored) : std::optional<delivered_mark>{};  // overwritten
    }
    found = touched_.emplace(name, edited{*before, *before}).first;
  }
  return &found->second;
}

status mark_edits::apply(const ending& end, const std::string& name) {
  const auto found = find(name);
  if (!found) return found.problem();
  auto& mark = **found;
  mark.after = merged(std::move(mark.after), end);
  mark.changed = true;
  return done();
}

result<std::optional<std::string>> mark_edits::delivered_before(const ending& end) {
  using text = std::optional<std::string>;
  if (end.key.empty()) return text{};
  const auto& key = end.target.empty() ? end.key : end.target;
  const auto found =
      find(end.entity == entity::inventory ? quantity_mark_key(key) : mark_key(end.entity, key));
  if (!found) return found.problem();
  const auto& before = (*found)->before;
  if (!before || !before->value) return text{};
  if (!before->text.empty()) return text{before->text};
  const bool is_figure = end.entity == entity::pricing || end.entity == entity::inventory;
  return is_figure ? before->value : text{};  // of a document, not a text for people
}

void mark_edits::put(write_batch& batch) const {
  for (const auto& [name, mark] : touched_)
    if (mark.changed && mark.after) batch.put(family::marks, name, encode(*mark.after));
}

void mark_edits::written() const {
  for (const auto& [name, mark] : touched_)
    if (mark.changed) recent_.written(name);
}

}  // namespace acumage::storage
