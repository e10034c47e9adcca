#include "storage/history.hpp"

#include "storage/bytes.hpp"
#include "storage/filters.hpp"
#include "storage/keys.hpp"
#include "storage/ledger.hpp"
#include "storage/record_codec.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace acumage::storage {

namespace {

constexpr std::string_view counters_key = "history";
constexpr std::size_t key_bytes = 16;  ///< time, acceptance number
constexpr std::size_t name_bytes = 8;  ///< for the index: hash of the key, before those
constexpr std::int64_t forever = std::numeric_limits<std::int64_t>::max();

/// Includes its names in the index: that of the change, and of its delivery if that differs.
std::uint64_t stored_bytes(std::size_t value_bytes, bool two_names) {
  return value_bytes + key_bytes + (two_names ? 2 : 1) * (name_bytes + key_bytes);
}

std::optional<history_record> decode(std::string_view key, std::string_view value) {
  if (key.size() != key_bytes) return std::nullopt;
  return decode_history(static_cast<std::int64_t>(number_at_end(key, 8)), number_at_end(key), value,
                        history_parts::head);
}

/// What is longer ends with an ellipsis.
std::string bounded(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;  // UTF-8
  return text.substr(0, most) + "…";
}

shown_request bounded(const shown_request& sent) {
  return {bounded(sent.line, shown_request::most_line),
          bounded(sent.body, shown_request::most_body),
          bounded(sent.answer, shown_request::most_answer)};
}

std::optional<std::string> bounded_value(const std::optional<std::string>& value) {
  if (!value || value->empty()) return std::nullopt;
  return bounded(*value, history_record::most_value);
}

/// A cursor is the name of the last record shown, in hex.
std::optional<std::string> read_cursor(std::string_view text) {
  std::string key;
  if (text.size() != 2 * key_bytes) return std::nullopt;
  unsigned byte = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = std::string_view{"0123456789abcdef"}.find(text[i]);
    if (digit == std::string_view::npos) return std::nullopt;
    byte = byte << 4U | static_cast<unsigned>(digit);
    if (i % 2 == 1) key += static_cast<char>(static_cast<unsigned char>(byte));
  }
  return key;
}

/// Adds a record to the page; false: the page is full, and this record begins the next one.
bool take(history_page& page, history_record record, std::size_t limit) {
  if (page.items.size() == limit) {
    const auto& last = page.items.back();
    page.next = history_cursor(last);
    return false;
  }
  page.items.push_back(std::move(record));
  return true;
}

}  // namespace

std::string history_cursor(const history_record& last) {
  return hex(history_key(last.at_us, last.version.sequence));
}

status history_log::load() {
  auto stored = db_.get(family::meta, counters_key);
  if (!stored) return stored.problem();
  if (!*stored) return done();
  byte_reader from{**stored};
  bytes_ = from.number();
  floor_us_ = from.signed_number();
  if (!from.complete()) return db_.damaged(family::meta, counters_key);
  return done();
}

std::uint64_t history_log::put(write_batch& batch, const ending& end,
                               const std::optional<std::string>& previous,
                               std::int64_t now_us) const {
  const history_record record{.at_us = now_us,
                              .entity = end.entity,
                              .key = end.key,
                              .target = end.target,
                              .version = end.version,
                              .outcome = end.outcome,
                              .reason = end.reason,
                              .attempts = end.attempts,
                              .status = end.status,
                              .duration_ms = end.duration_ms,
                              .request_id = end.request_id,
                              .recorded = true,
                              .source = end.source,
                              .value = bounded_value(end.value),
                              .previous = bounded_value(previous),
                              .sent = bounded(end.sent)};
  const auto value = encode(record);
  // After a clock was set back, do not write below the floor, where no reader looks.
  const auto key = history_key(std::max(now_us, floor_us_.load()), end.version.sequence);
  batch.put(family::history, key, value);
  batch.put(family::history_names, history_name_prefix(end.key) + key, {});
  if (!end.target.empty())
    batch.put(family::history_names, history_name_prefix(end.target) + key, {});
  return stored_bytes(value.size(), !end.target.empty());
}

void history_log::put_counters(write_batch& batch, counters values) {
  byte_writer to;
  to.number(values.bytes).signed_number(values.floor_us);
  batch.put(family::meta, counters_key, to.take());
}

void history_log::put_counters(write_batch& batch, std::uint64_t fresh) const {
  put_counters(batch, {.bytes = bytes_ + fresh, .floor_us = floor_us_});
}

result<history_page> history_log::page(const history_filter& filter, const std::string& cursor,
                                       std::size_t limit) const {
  if (limit == 0) return error{errc::invalid, "history: limit = 0; expected at least 1", {}};
  auto before = history_key(filter.until_us.value_or(forever), 0);
  if (!cursor.empty()) {
    const auto last = read_cursor(cursor);
    if (!last)
      return error{errc::invalid,
                   "history: cursor \"" + cursor.substr(0, 60) +
                       "\" is none; expected the one of the page before",
                   {}};
    before = std::min(before, *last);
  }
  return filter.literal || names_one_key(filter.key) ? look_up(filter, before, limit)
                                                     : look_through(filter, before, limit);
}

result<history_record> history_log::record(const std::string& id) const {
  const error none{errc::not_found,
                   "history: no record " + id.substr(0, 60) +
                       "; expected the id of one, as a list of the history shows it",
                   {}};
  const auto place = read_history_id(id);
  if (!place || place->at_us < 0) return none;
  const auto key = history_key(place->at_us, place->sequence);
  auto value = db_.get(family::history, key);
  if (!value) return value.problem();
  if (!*value) return none;
  auto record = decode_history(place->at_us, place->sequence, **value);
  if (!record) return db_.damaged(family::history, key);
  return std::move(*record);
}

result<history_page> history_log::look_up(const history_filter& filter, const std::string& before,
                                          std::size_t limit) const {
  const auto prefix = history_name_prefix(filter.key);
  const auto since_us = std::max(floor_us_.load(), filter.since_us.value_or(0));
  auto at = db_.scan({.where = family::history_names,
                      .lower = prefix + history_key(since_us, 0),
                      .upper = prefix + before,
                      .interruptible = true});
  history_page page;
  for (at.seek_before(prefix + before); at.valid(); at.previous()) {
    const auto key = at.key().substr(std::min(at.key().size(), name_bytes));
    auto value = db_.get(family::history, key);
    if (!value) return value.problem();
    if (!*value) continue;  // trimmed since the cursor was made
    auto record = decode(key, **value);
    if (!record) continue;  // as below
    if (matches(filter, *record) && !take(page, std::move(*record), limit)) return page;
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  return page;
}

result<history_page> history_log::look_through(const history_filter& filter,
                                               const std::string& before, std::size_t limit) const {
  const auto since_us = std::max(floor_us_.load(), filter.since_us.value_or(0));
  auto at = db_.scan({.where = family::history,
                      .lower = history_key(since_us, 0),
                      .upper = before,
                      .interruptible = true});
  history_page page;
  for (at.seek_before(before); at.valid(); at.previous()) {
    auto record = decode(at.key(), at.value());
    if (!record) continue;  // undecodable; `journal verify` reports it, and the others are shown
    if (matches(filter, *record) && !take(page, std::move(*record), limit)) return page;
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  return page;
}

result<std::size_t> history_log::trim(std::int64_t now_us, std::size_t limit) {
  const auto from = history_key(floor_us_, 0);
  auto at = db_.scan({.where = family::history, .lower = from, .upper = {}});
  write_batch batch{db_};
  std::size_t gone = 0;
  counters left{.bytes = bytes_, .floor_us = floor_us_};
  std::string end;
  for (; at.valid() && gone < limit; at.next()) {
    const auto at_us = static_cast<std::int64_t>(number_at_end(at.key(), 8));
    if (at_us > now_us - limits_.keep_us && left.bytes <= limits_.max_bytes) break;
    // A damaged record is also removed when its time has come; its name in the index then points
    // nowhere.
    const auto record = decode(at.key(), at.value());
    const bool two_names = record && !record->target.empty();
    if (record)
      batch.remove(family::history_names, history_name_prefix(record->key).append(at.key()));
    if (two_names)
      batch.remove(family::history_names, history_name_prefix(record->target).append(at.key()));
    left.bytes -= std::min(left.bytes, stored_bytes(at.value().size(), two_names));
    left.floor_us = at_us;
    end.assign(at.key()).push_back('\0');  // the first key after it
    ++gone;
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  if (gone == 0) return gone;
  batch.remove_range(family::history, from, end);
  put_counters(batch, left);
  if (auto written = db_.write(batch, durability::buffered); !written) return written.problem();
  bytes_ = left.bytes;
  floor_us_ = left.floor_us;
  return gone;
}

}  // namespace acumage::storage
