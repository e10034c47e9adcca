#include "storage/marks.hpp"

#include "storage/keys.hpp"
#include "storage/record_codec.hpp"

#include <algorithm>

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
  if (after && end.voids_mark) after->value.reset();
  return after;
}

result<std::optional<delivered_mark>> read_mark(const database& db, entity which,
                                                const std::string& key) {
  return read_stored(db, mark_key(which, key));
}

status mark_edits::apply(const ending& end) {
  if (end.key.empty() || (!end.mark && !end.voids_mark)) return done();
  const auto name = mark_key(end.entity, end.key);
  auto found = touched_.find(name);
  if (found == touched_.end()) {
    auto before = read_stored(db_, name);
    if (!before) return before.problem();
    found = touched_.emplace(name, std::move(*before)).first;
  }
  found->second = merged(std::move(found->second), end);
  return done();
}

void mark_edits::put(write_batch& batch) const {
  for (const auto& [name, mark] : touched_)
    if (mark) batch.put(family::marks, name, encode(*mark));
}

}  // namespace acumage::storage
