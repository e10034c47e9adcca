#include "storage/record_codec.hpp"

#include "storage/bytes.hpp"

#include <algorithm>

namespace acumage::storage {

namespace {

constexpr std::uint64_t class_count = static_cast<std::uint64_t>(letter_class::bug) + 1;
constexpr std::uint64_t state_count = static_cast<std::uint64_t>(letter_state::discarded) + 1;
constexpr std::uint64_t kind_count = static_cast<std::uint64_t>(change_kind::baseline_begin) + 1;
constexpr std::uint64_t job_state_count = static_cast<std::uint64_t>(job_state::cancelled) + 1;

/// Precedes the request ids of a dead letter's attempts, if any has one; takes the place of a kind.
constexpr std::uint64_t request_ids = 255;

template <class Enum>
std::uint64_t number_of(Enum which) {
  return static_cast<std::uint64_t>(which);
}

void write_rows(byte_writer& to, const change& what) {
  to.text(what.inserted).text(what.deleted).text(what.id).text(what.query).text(what.company);
  to.signed_number(what.accepted_at_us);
}

void read_rows(byte_reader& from, change& what) {
  what.inserted = from.text();
  what.deleted = from.text();
  what.id = from.text();
  what.query = from.text();
  what.company = from.text();
  what.accepted_at_us = from.signed_number();
}

/// At the end of a record, and only where it has a value, so that older records stay readable.
void write_kind(byte_writer& to, change_kind kind) {
  if (kind != change_kind::row) to.number(number_of(kind));
}

/// After the kind, where a dead letter's row has been edited: `row` is written only for that.
void write_original(byte_writer& to, const change_rows& rows) {
  to.number(number_of(change_kind::row)).text(rows.key).text(rows.inserted).text(rows.deleted);
}

/// False: damaged, or a value that no version writes.
bool read_kind(byte_reader& from, change_kind& kind) {
  if (!from.more()) return from.complete();
  kind = from.choice<change_kind>(kind_count);
  return from.complete() && kind != change_kind::row;
}

template <class T, class Write>
void write_optional(byte_writer& to, const std::optional<T>& value, Write write) {
  to.flag(value.has_value());
  if (value) write(*value);
}

template <class Read>
auto read_optional(byte_reader& from, Read read) -> std::optional<decltype(read())> {
  if (!from.flag()) return std::nullopt;
  return read();
}

void write_filter(byte_writer& to, const letter_filter& filter) {
  const auto enumerator = [&](auto value) { to.number(number_of(value)); };
  const auto time = [&](std::int64_t value) { to.signed_number(value); };
  write_optional(to, filter.entity, enumerator);
  to.text(filter.key);
  write_optional(to, filter.reason, enumerator);
  write_optional(to, filter.state, enumerator);
  write_optional(to, filter.status, [&](int value) { to.signed_number(value); });
  to.text(filter.text);
  write_optional(to, filter.since_us, time);
  write_optional(to, filter.until_us, time);
  to.number(filter.ids.size());
  for (const auto id : filter.ids) to.number(id);
}

letter_filter read_filter(byte_reader& from) {
  const auto time = [&] { return from.signed_number(); };
  letter_filter filter;
  filter.entity = read_optional(from, [&] { return from.choice<entity>(entity_count); });
  filter.key = from.text();
  filter.reason = read_optional(from, [&] { return from.choice<letter_class>(class_count); });
  filter.state = read_optional(from, [&] { return from.choice<letter_state>(state_count); });
  filter.status = read_optional(from, [&] { return from.plain_int(); });
  filter.text = from.text();
  filter.since_us = read_optional(from, time);
  filter.until_us = read_optional(from, time);
  const auto ids = from.count();
  for (std::size_t i = 0; i < ids && from.good(); ++i) filter.ids.push_back(from.number());
  return filter;
}

}  // namespace

std::string encode(const journaled_change& entry) {
  byte_writer to;
  to.reserve(64 + entry.what.key.size() + entry.what.inserted.size() + entry.what.deleted.size());
  // The dead letter comes first, for letter_of_entry.
  to.number(entry.letter).flag(entry.force).number(entry.what.stamp).text(entry.what.key);
  write_rows(to, entry.what);
  write_kind(to, entry.what.kind);
  return to.take();
}

std::optional<journaled_change> decode_entry(entity lane, std::uint64_t sequence,
                                             std::string_view bytes) {
  byte_reader from{bytes};
  journaled_change entry;
  entry.sequence = sequence;
  entry.letter = from.number();
  entry.force = from.flag();
  entry.what.entity = lane;
  entry.what.stamp = from.number();
  entry.what.key = from.text();
  read_rows(from, entry.what);
  if (!read_kind(from, entry.what.kind)) return std::nullopt;
  return entry;
}

std::optional<std::uint64_t> letter_of_entry(std::string_view bytes) {
  byte_reader from{bytes};
  const auto letter = from.number();
  if (!from.good()) return std::nullopt;
  return letter;
}

std::string encode(const letter_head& head) {
  const auto& letter = head.what;
  byte_writer to;
  to.number(number_of(letter.change.what.entity)).text(letter.change.what.key);
  to.number(letter.change.what.stamp).number(letter.change.sequence);
  to.number(number_of(letter.reason)).number(number_of(letter.state));
  to.text(letter.error).signed_number(letter.status);
  to.signed_number(letter.first_at_us).signed_number(letter.last_at_us);
  to.number(letter.replays).text(letter.note).number(head.body_bytes);
  if (head.attempts) to.number(*head.attempts);
  return to.take();
}

std::optional<letter_head> decode_letter_head(std::uint64_t id, std::string_view bytes) {
  byte_reader from{bytes};
  letter_head head;
  auto& letter = head.what;
  letter.id = id;
  letter.change.what.entity = from.choice<entity>(entity_count);
  letter.change.what.key = from.text();
  letter.change.what.stamp = from.number();
  letter.change.sequence = from.number();
  letter.reason = from.choice<letter_class>(class_count);
  letter.state = from.choice<letter_state>(state_count);
  letter.error = from.text();
  letter.status = from.plain_int();
  letter.first_at_us = from.signed_number();
  letter.last_at_us = from.signed_number();
  letter.replays = from.number32();
  letter.note = from.text();
  head.body_bytes = from.number();
  if (from.more()) head.attempts = from.number();  // dead letters of older versions have none
  if (!from.complete()) return std::nullopt;
  return head;
}

std::string encode_letter_body(const dead_letter& letter) {
  byte_writer to;
  write_rows(to, letter.change.what);
  to.text(letter.request).number(letter.attempts.size());
  for (const auto& each : letter.attempts)
    to.signed_number(each.at_us).signed_number(each.status).text(each.message);
  if (std::any_of(letter.attempts.begin(), letter.attempts.end(),
                  [](const attempt& each) { return !each.request_id.empty(); })) {
    to.number(request_ids);
    for (const auto& each : letter.attempts) to.text(each.request_id);
  }
  if (letter.original)
    write_original(to, *letter.original);
  else
    write_kind(to, letter.change.what.kind);
  return to.take();
}

bool decode_letter_body(std::string_view bytes, dead_letter& into) {
  byte_reader from{bytes};
  read_rows(from, into.change.what);
  into.request = from.text();
  const auto attempts = from.count();
  for (std::size_t i = 0; i < attempts && from.good(); ++i) {
    attempt each;
    each.at_us = from.signed_number();
    each.status = from.plain_int();
    each.message = from.text();
    into.attempts.push_back(std::move(each));
  }
  if (!from.more()) return from.complete();
  auto next = from.number();
  if (next == request_ids) {
    for (auto& each : into.attempts) each.request_id = from.text();
    if (!from.more()) return from.complete();
    next = from.number();
  }
  if (next >= kind_count) return false;
  into.change.what.kind = static_cast<change_kind>(next);
  if (into.change.what.kind != change_kind::row) return from.complete();
  auto& rows = into.original.emplace();
  rows.key = from.text();
  rows.inserted = from.text();
  rows.deleted = from.text();
  return from.complete();
}

std::string encode(const delivered_mark& mark) {
  byte_writer to;
  to.number(mark.version.stamp).number(mark.version.sequence);
  write_optional(to, mark.value, [&](const std::string& value) { to.text(value); });
  if (!mark.text.empty()) to.text(mark.text);
  return to.take();
}

std::optional<delivered_mark> decode_mark(std::string_view bytes) {
  byte_reader from{bytes};
  delivered_mark mark;
  mark.version.stamp = from.number();
  mark.version.sequence = from.number();
  mark.value = read_optional(from, [&] { return from.text(); });
  if (from.more()) mark.text = from.text();
  if (!from.complete()) return std::nullopt;
  return mark;
}

std::string encode(const item_stock& stock) {
  byte_writer to;
  const auto figure = [&](const known_figure& each) {
    to.text(each.value);
    if (each.known()) to.number(each.at.stamp).number(each.at.sequence);
  };
  to.text(stock.item).number(stock.cells.size());
  for (const auto& cell : stock.cells) {
    to.text(cell.warehouse).text(cell.location);
    for (const auto& each : cell.figures) figure(each);
  }
  to.number(stock.vendors.size());
  for (const auto& each : stock.vendors) {
    to.text(each.vendor);
    figure(each.quantity);
    figure(each.share);
  }
  to.number(stock.held.size());
  for (const auto& each : stock.held) to.text(each);
  return to.take();
}

std::optional<item_stock> decode_stock(std::string_view bytes) {
  byte_reader from{bytes};
  const auto figure = [&](known_figure& each) {
    each.value = from.text();
    if (!each.known()) return;
    each.at.stamp = from.number();
    each.at.sequence = from.number();
  };
  item_stock stock;
  stock.item = from.text();
  stock.cells.resize(from.count());
  for (auto& cell : stock.cells) {
    cell.warehouse = from.text();
    cell.location = from.text();
    for (auto& each : cell.figures) figure(each);
  }
  stock.vendors.resize(from.count());
  for (auto& each : stock.vendors) {
    each.vendor = from.text();
    figure(each.quantity);
    figure(each.share);
  }
  stock.held.resize(from.count());
  for (auto& each : stock.held) each = from.text();
  if (!from.complete()) return std::nullopt;
  return stock;
}

std::string encode(const baseline_memory& baseline) {
  byte_writer to;
  for (const auto* names : {&baseline.under_way, &baseline.seen}) {
    to.number(names->size());
    for (const auto& each : *names) to.text(each);
  }
  return to.take();
}

std::optional<baseline_memory> decode_baseline(std::string_view bytes) {
  byte_reader from{bytes};
  baseline_memory baseline;
  for (auto* names : {&baseline.under_way, &baseline.seen}) {
    const auto size = from.count();
    for (std::size_t i = 0; i < size && from.good(); ++i) names->insert(from.text());
  }
  if (!from.complete()) return std::nullopt;
  return baseline;
}

std::string encode(const replay_job& job) {
  byte_writer to;
  to.text(job.id).number(number_of(job.state));
  write_filter(to, job.filter);
  to.flag(job.force).number(job.rate).number(job.last_letter);
  to.number(job.total).number(job.moved).number(job.superseded).number(job.failed);
  to.number(job.reached.stamp).number(job.reached.sequence);
  to.number(job.unmoved.size());
  for (const auto& each : job.unmoved) to.number(each.id).text(each.why);
  return to.take();
}

std::optional<replay_job> decode_job(std::string_view bytes) {
  byte_reader from{bytes};
  replay_job job;
  job.id = from.text();
  job.state = from.choice<job_state>(job_state_count);
  job.filter = read_filter(from);
  job.force = from.flag();
  job.rate = from.number32();
  job.last_letter = from.number();
  job.total = from.number();
  job.moved = from.number();
  job.superseded = from.number();
  job.failed = from.number();
  if (from.more()) {  // not in a job of an older version
    job.reached.stamp = from.number();
    job.reached.sequence = from.number();
  }
  if (from.more()) {  // nor is this
    const auto size = from.count();
    for (std::size_t i = 0; i < size && from.good(); ++i) {
      const auto id = from.number();
      job.unmoved.push_back({id, from.text()});
    }
  }
  if (!from.complete()) return std::nullopt;
  return job;
}

}  // namespace acumage::storage
