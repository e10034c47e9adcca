// Encodes and decodes the records of the history.
#include "storage/bytes.hpp"
#include "storage/record_codec.hpp"

namespace acumage::storage {

namespace {

constexpr std::uint64_t end_count = static_cast<std::uint64_t>(end_kind::dead_lettered) + 1;

// Bits of the number after the target; above them is the source.
constexpr std::uint64_t has_value = 1;
constexpr std::uint64_t has_previous = 2;
constexpr std::uint64_t has_request = 4;
constexpr std::uint64_t of_source = 8;

bool was_sent(const shown_request& what) {
  return !what.line.empty() || !what.body.empty() || !what.answer.empty();
}

/// Records of older versions end before this.
void write_values(byte_writer& to, const history_record& record) {
  to.number((record.value ? has_value : 0) | (record.previous ? has_previous : 0) |
            (was_sent(record.sent) ? has_request : 0) |
            of_source * static_cast<std::uint64_t>(record.source));
  if (record.value) to.text(*record.value);
  if (record.previous) to.text(*record.previous);
  if (was_sent(record.sent))
    to.text(record.sent.line).text(record.sent.body).text(record.sent.answer);
}

/// False: damaged.
bool read_values(byte_reader& from, history_record& record, history_parts parts) {
  const auto what = from.number();
  if (what / of_source >= change_source_count) return false;
  record.recorded = true;
  record.source = static_cast<change_source>(what / of_source);
  if ((what & has_value) != 0) record.value = from.text();
  if ((what & has_previous) != 0) record.previous = from.text();
  if ((what & has_request) == 0) return from.complete();
  if (parts == history_parts::head) return from.good();
  record.sent.line = from.text();
  record.sent.body = from.text();
  record.sent.answer = from.text();
  return from.complete();
}

}  // namespace

std::string encode(const history_record& record) {
  byte_writer to;
  to.reserve(64 + record.key.size() + record.reason.size() + record.request_id.size() +
             record.sent.line.size() + record.sent.body.size() + record.sent.answer.size());
  to.number(static_cast<std::uint64_t>(record.entity)).text(record.key);
  to.number(record.version.stamp).number(static_cast<std::uint64_t>(record.outcome));
  to.text(record.reason).signed_number(record.attempts).signed_number(record.status);
  to.number(record.duration_ms).text(record.request_id);
  if (record.recorded) {
    to.text(record.target);
    write_values(to, record);
  } else if (!record.target.empty()) {
    to.text(record.target);
  }
  return to.take();
}

std::optional<history_record> decode_history(std::int64_t at_us, std::uint64_t sequence,
                                             std::string_view bytes, history_parts parts) {
  byte_reader from{bytes};
  history_record record;
  record.at_us = at_us;
  record.version.sequence = sequence;
  record.entity = from.choice<entity>(entity_count);
  record.key = from.text();
  record.version.stamp = from.number();
  record.outcome = from.choice<end_kind>(end_count);
  record.reason = from.text();
  record.attempts = from.plain_int();
  record.status = from.plain_int();
  record.duration_ms = from.number32();
  record.request_id = from.text();
  if (from.more()) record.target = from.text();
  if (!from.more()) return from.complete() ? std::optional{std::move(record)} : std::nullopt;
  if (!read_values(from, record, parts)) return std::nullopt;
  return record;
}

}  // namespace acumage::storage
