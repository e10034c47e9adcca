#include "storage/dead_letters.hpp"

#include "storage/filters.hpp"
#include "storage/keys.hpp"
#include "storage/letter_edits.hpp"

#include <algorithm>
#include <utility>

namespace acumage::storage {

namespace {

constexpr std::size_t place_count = std::size_t{1} << 20U;
constexpr std::uint8_t many = 255;
constexpr std::int64_t hour_us = 3'600'000'000;

error no_such_letter(std::uint64_t id) {
  return {errc::not_found,
          "dead letter " + std::to_string(id) + ": not there; expected the id of a dead letter",
          {}};
}

}  // namespace

dead_letters::dead_letters(database& db, limits bounds)
    : db_{db}, limits_{bounds}, closed_floor_{closed_letter_key(0, 0)}, places_(place_count) {}

status dead_letters::load() {
  std::uint64_t next = 1;
  for (const auto writer : {id_writer::intake, id_writer::ends}) {
    const auto name = next_id_key(writer);
    auto stored = db_.get(family::meta, name);
    if (!stored) return stored.problem();
    if (*stored && (*stored)->size() != 8) return db_.damaged(family::meta, name);
    if (*stored) next = std::max(next, number_at_end(**stored));
  }
  auto at = db_.scan({.where = family::letters, .lower = {}, .upper = {}});
  for (; at.valid(); at.next()) {
    const auto id = number_at_end(at.key());
    const auto head = decode_letter_head(id, at.value());
    if (!head) {
      if (auto aside = db_.set_aside(family::letters, at.key(), at.value()); !aside) return aside;
      continue;
    }
    note(*head, at.value().size());
    next = std::max(next, id + 1);
  }
  next_id_ = next;
  return at.problem();
}

std::atomic<std::uint8_t>& dead_letters::places(std::string_view name) const {
  return places_[stable_hash(name) % place_count];
}

bool dead_letters::any_findable() const {
  for (std::size_t i = 0; i < letter_class_count; ++i)
    if (static_cast<letter_class>(i) != letter_class::unrouted && open_.at(i) != 0) return true;
  return false;
}

void dead_letters::count_hour(const letter_head& head, std::int64_t more) {
  const std::lock_guard guard{hours_mutex_};
  const auto place = open_by_hour_.try_emplace(head.what.first_at_us / hour_us).first;
  place->second += static_cast<std::uint64_t>(more);
  if (place->second == 0) open_by_hour_.erase(place);
}

std::uint64_t dead_letters::open_before(std::int64_t us) const {
  const std::lock_guard guard{hours_mutex_};
  std::uint64_t count = 0;
  for (const auto& [hour, open] : open_by_hour_) {
    if (hour >= us / hour_us) break;
    count += open;
  }
  return count;
}

void dead_letters::note(const letter_head& head, std::size_t head_bytes) {
  bytes_ += head_bytes + head.body_bytes;
  if (head.what.state != letter_state::open) return;
  ++open_.at(static_cast<std::size_t>(head.what.reason));
  count_hour(head, 1);
  const auto& what = head.what.change.what;
  if (head.what.reason != letter_class::unrouted) ++open_of_entity_.at(index_of(what.entity));
  if (!findable_by_key(head)) return;
  auto& place = places(open_letter_prefix(what.entity, what.key));
  if (place != many) ++place;
}

void dead_letters::unnote(const letter_head& head, std::size_t head_bytes) {
  bytes_ -= head_bytes + head.body_bytes;
  if (head.what.state != letter_state::open) return;
  --open_.at(static_cast<std::size_t>(head.what.reason));
  count_hour(head, -1);
  const auto& what = head.what.change.what;
  if (head.what.reason != letter_class::unrouted) --open_of_entity_.at(index_of(what.entity));
  if (!findable_by_key(head)) return;
  auto& place = places(open_letter_prefix(what.entity, what.key));
  if (place != many) --place;  // the total is unknown from "many" on: it stays until the next start
}

result<std::optional<letter_head>> dead_letters::head(std::uint64_t id) const {
  auto stored = db_.get(family::letters, id_key(id));
  if (!stored) return stored.problem();
  if (!*stored) return std::optional<letter_head>{};
  auto head = decode_letter_head(id, **stored);
  if (!head) return db_.damaged(family::letters, id_key(id));
  return head;
}

result<dead_letter> dead_letters::letter(std::uint64_t id) const {
  auto found = head(id);
  if (!found) return found.problem();
  if (!*found) return no_such_letter(id);
  auto body = db_.get(family::letter_bodies, id_key(id));
  if (!body) return body.problem();
  if (!*body) return no_such_letter(id);  // trimmed between the two reads
  auto whole = std::move((*found)->what);
  if (!decode_letter_body(**body, whole)) return db_.damaged(family::letter_bodies, id_key(id));
  return whole;
}

status dead_letters::visit(const letter_filter& filter, std::uint64_t from_id,
                           const std::function<bool(letter_head&)>& each) const {
  if (!filter.ids.empty()) {
    auto ids = filter.ids;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (auto id = std::lower_bound(ids.begin(), ids.end(), from_id); id != ids.end(); ++id) {
      auto found = head(*id);
      if (!found) return found.problem();
      if (*found && matches(filter, (*found)->what) && !each(**found)) return done();
    }
    return done();
  }
  auto at = db_.scan(
      {.where = family::letters, .lower = id_key(from_id), .upper = {}, .interruptible = true});
  for (; at.valid(); at.next()) {
    auto found = decode_letter_head(number_at_end(at.key()), at.value());
    if (!found) continue;  // the next start sets it aside
    if (matches(filter, found->what) && !each(*found)) return done();
  }
  return at.problem();
}

/// True if the page has room for the dead letter. An empty page always takes one.
class dead_letters::page_room {
 public:
  page_room(std::size_t limit, letter_parts parts) : limit_{limit}, parts_{parts} {}
  bool take(const letter_head& head) {
    constexpr std::uint64_t most_bytes = std::uint64_t{8} << 20U;
    bytes_ += head.what.error.size() + head.what.note.size();
    if (parts_ == letter_parts::whole) bytes_ += head.body_bytes;
    return ++count_ <= limit_ && (count_ == 1 || bytes_ <= most_bytes);
  }

 private:
  std::size_t limit_;
  letter_parts parts_;
  std::size_t count_ = 0;
  std::uint64_t bytes_ = 0;
};

result<letter_page> dead_letters::page(const letter_filter& filter, std::uint64_t from_id,
                                       std::size_t limit, letter_parts parts) const {
  letter_page page;
  std::vector<letter_head> heads;
  page_room room{limit, parts};
  auto visited = visit(filter, from_id, [&](letter_head& head) {
    if (!room.take(head)) {
      page.next = head.what.id;
      return false;
    }
    heads.push_back(std::move(head));
    return true;
  });
  if (!visited) return visited.problem();
  for (auto& each : heads) {
    if (parts == letter_parts::head && each.attempts) {
      each.what.attempt_count = *each.attempts;
      page.items.push_back(std::move(each.what));
      continue;
    }
    auto whole = letter(each.what.id);
    if (!whole && whole.problem().code == errc::not_found) continue;  // trimmed in the meantime
    if (!whole && whole.problem().code != errc::damaged) return whole.problem();
    if (!whole)
      each.what.error += " (" + whole.problem().message + ")";
    else if (parts == letter_parts::head)
      each.what.attempt_count = whole->attempts.size();
    else
      each.what = std::move(*whole);
    page.items.push_back(std::move(each.what));
  }
  return page;
}

result<letter_count> dead_letters::count(const letter_filter& filter) const {
  letter_count sum;
  auto visited = visit(filter, 0, [&](letter_head& head) {
    ++sum.total;
    ++sum.by_class[std::string{to_string(head.what.reason)}];
    return true;
  });
  if (!visited) return visited.problem();
  return sum;
}

result<std::vector<std::uint64_t>> dead_letters::replay_order(const letter_filter& filter,
                                                              version above) const {
  std::vector<std::pair<version, std::uint64_t>> found;
  auto visited = visit(filter, 0, [&](letter_head& head) {
    if (const auto age = head.what.change.version(); age > above)
      found.emplace_back(age, head.what.id);
    return true;
  });
  if (!visited) return visited.problem();
  std::sort(found.begin(), found.end());
  std::vector<std::uint64_t> ids;
  ids.reserve(found.size());
  for (const auto& [age, id] : found) ids.push_back(id);
  return ids;
}

result<std::vector<std::uint64_t>> dead_letters::open_below(entity which, const std::string& key,
                                                            version bound) const {
  std::vector<std::uint64_t> ids;
  if (!any_findable()) return ids;
  const auto prefix = open_letter_prefix(which, key);
  if (places(prefix) == 0) return ids;
  auto at = db_.scan({.where = family::letter_index, .lower = prefix, .upper = {}});
  for (; at.valid() && at.key().starts_with(prefix); at.next()) {
    const auto value = at.value();
    if (at.key().size() != prefix.size() + 8 || value.size() != 16) continue;  // points nowhere
    const version age{number_at_end(value, 8), number_at_end(value)};
    if (age < bound) ids.push_back(number_at_end(at.key()));
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  return ids;
}

letter_figures dead_letters::figures() const {
  letter_figures figures;
  figures.bytes = bytes_;
  for (std::size_t i = 0; i < letter_class_count; ++i) {
    const auto count = open_.at(i).load();
    if (count == 0) continue;
    figures.open += count;
    figures.open_by_class[std::string{to_string(static_cast<letter_class>(i))}] = count;
  }
  for (const auto each : all_entities)
    if (const auto count = open_of_entity_.at(index_of(each)).load(); count > 0)
      figures.open_by_entity[std::string{to_string(each)}] = count;
  return figures;
}

result<std::size_t> dead_letters::trim(std::int64_t now_us, std::size_t limit) {
  auto at = db_.scan({.where = family::letter_index,
                      .lower = closed_floor_,
                      .upper = std::string(1, static_cast<char>(closed_floor_.front() + 1))});
  letter_edits edits{*this, id_writer::ends};
  write_batch batch{db_};
  std::size_t gone = 0;
  auto bytes = bytes_.load();
  std::string floor;
  for (; at.valid() && gone < limit; at.next()) {
    const auto closed_us = static_cast<std::int64_t>(number_at_end(at.key(), 8));
    if (closed_us > now_us - limits_.keep_us && bytes < limits_.max_bytes) break;
    auto found = edits.find(number_at_end(at.key()));
    if (!found) return found.problem();
    if (*found != nullptr) {
      bytes -= std::min(bytes, (*found)->body_bytes);
      edits.erase((*found)->what.id);
    } else {
      batch.remove(family::letter_index, at.key());  // its dead letter was set aside
    }
    floor = at.key();
    ++gone;
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  if (gone == 0) return gone;
  edits.put(batch);
  if (auto written = db_.write(batch, durability::buffered); !written) return written.problem();
  edits.done();
  closed_floor_ = std::move(floor);
  return gone;
}

}  // namespace acumage::storage
