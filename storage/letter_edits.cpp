#include "storage/letter_edits.hpp"

#include "storage/keys.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace acumage::storage {

namespace {

bool is_closed(const letter_head& head) {
  return head.what.state != letter_state::open && head.what.state != letter_state::replaying;
}

std::string open_name(const letter_head& head) {
  const auto& what = head.what.change.what;
  return open_letter_key(what.entity, what.key, head.what.id);
}

std::string version_bytes(version age) {
  std::string bytes;
  append_number(bytes, age.stamp);
  append_number(bytes, age.sequence);
  return bytes;
}

/// The head of a dead letter, and its body as bytes.
std::pair<letter_head, std::string> split(dead_letter letter) {
  auto body = encode_letter_body(letter);
  const std::uint64_t attempts = letter.attempts.size();
  letter.request.clear();
  letter.attempts.clear();
  const auto key = std::move(letter.change.what.key);
  const auto sequence = letter.change.sequence;
  const auto stamp = letter.change.what.stamp;
  const auto which = letter.change.what.entity;
  letter.change = {};
  letter.change.sequence = sequence;
  letter.change.what.entity = which;
  letter.change.what.key = key;
  letter.change.what.stamp = stamp;
  const auto body_bytes = body.size();
  return {letter_head{.what = std::move(letter), .body_bytes = body_bytes, .attempts = attempts},
          std::move(body)};
}

}  // namespace

std::string_view next_id_key(id_writer which) {
  return which == id_writer::intake ? "next_letter.intake" : "next_letter.ends";
}

bool findable_by_key(const letter_head& head) {
  return head.what.state == letter_state::open && head.what.reason != letter_class::unrouted &&
         !head.what.change.what.key.empty();
}

result<letter_head*> letter_edits::find(std::uint64_t id) {
  auto found = edits_.find(id);
  if (found == edits_.end()) {
    auto head = letters_.head(id);
    if (!head) return head.problem();
    if (!*head) return nullptr;
    edit fresh;
    fresh.before = std::move(*head);
    fresh.before_bytes = encode(*fresh.before).size();
    fresh.after = fresh.before;
    found = edits_.emplace(id, std::move(fresh)).first;
  }
  return found->second.after ? &*found->second.after : nullptr;
}

std::uint64_t letter_edits::add(dead_letter letter) {
  letter.id = letters_.next_id_++;
  auto [head, body] = split(std::move(letter));
  const auto id = head.what.id;
  edit fresh;
  fresh.after = std::move(head);
  fresh.body = std::move(body);
  edits_.emplace(id, std::move(fresh));
  added_.push_back(id);
  return id;
}

void letter_edits::replace(std::uint64_t id, dead_letter letter) {
  const auto found = edits_.find(id);
  assert(found != edits_.end());
  letter.id = id;
  auto [head, body] = split(std::move(letter));
  found->second.after = std::move(head);
  found->second.body = std::move(body);
}

void letter_edits::erase(std::uint64_t id) {
  const auto found = edits_.find(id);
  assert(found != edits_.end());
  found->second.after.reset();
}

void letter_edits::shrink_to(std::size_t added) {
  for (; added_.size() > added; added_.pop_back()) edits_.erase(added_.back());
}

void letter_edits::put_index(write_batch& batch, const edit& change) {
  const auto& [before, before_bytes, after, body] = change;
  if (before && findable_by_key(*before)) batch.remove(family::letter_index, open_name(*before));
  if (before && is_closed(*before))
    batch.remove(family::letter_index, closed_letter_key(before->what.last_at_us, before->what.id));
  if (after && findable_by_key(*after))
    batch.put(family::letter_index, open_name(*after), version_bytes(after->what.change.version()));
  if (after && is_closed(*after))
    batch.put(family::letter_index, closed_letter_key(after->what.last_at_us, after->what.id), {});
}

void letter_edits::put(write_batch& batch) const {
  for (const auto& [id, change] : edits_) {
    put_index(batch, change);
    if (change.after) {
      batch.put(family::letters, id_key(id), encode(*change.after));
      if (change.body) batch.put(family::letter_bodies, id_key(id), *change.body);
    } else {
      batch.remove(family::letters, id_key(id));
      batch.remove(family::letter_bodies, id_key(id));
    }
  }
  if (!added_.empty()) batch.put(family::meta, next_id_key(writer_), id_key(added_.back() + 1));
}

void letter_edits::done() {
  for (const auto& [id, change] : edits_) {
    if (change.before) letters_.unnote(*change.before, change.before_bytes);
    if (!change.after) continue;
    letters_.note(*change.after, encode(*change.after).size());
    if (!is_closed(*change.after)) continue;
    // Two may close in the same microsecond, and a clock may be set back: trimming must not look
    // above it.
    letters_.closed_floor_ =
        std::min(letters_.closed_floor_, closed_letter_key(change.after->what.last_at_us, id));
  }
}

}  // namespace acumage::storage
