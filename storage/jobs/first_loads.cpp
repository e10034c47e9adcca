#include "storage/jobs/first_loads.hpp"

#include "storage/bytes.hpp"

#include <utility>

namespace acumage::storage {

namespace {

void write(byte_writer& to, const std::optional<std::uint64_t>& number) {
  to.flag(number.has_value()).number(number.value_or(0));
}

std::optional<std::uint64_t> read_number(byte_reader& from) {
  const bool is_there = from.flag();
  const auto number = from.number();
  return is_there ? std::optional{number} : std::nullopt;
}

void write(byte_writer& to, const std::vector<std::string>& texts) {
  to.number(texts.size());
  for (const auto& each : texts) to.text(each);
}

std::vector<std::string> read_texts(byte_reader& from) {
  std::vector<std::string> texts;
  for (auto left = from.count(); left > 0 && from.good(); --left) texts.push_back(from.text());
  return texts;
}

void write(byte_writer& to, const load_comparison& seen) {
  to.number(seen.checked).number(seen.changes).number(seen.lacking).number(seen.unmapped);
  to.number(seen.largest.size());
  for (const auto& each : seen.largest) to.text(each.key).text(each.store).text(each.erp);
}

load_comparison read_comparison(byte_reader& from) {
  load_comparison seen;
  for (auto* count : {&seen.checked, &seen.changes, &seen.lacking, &seen.unmapped})
    *count = from.number();
  for (auto left = from.count(); left > 0 && from.good(); --left) {
    auto& each = seen.largest.emplace_back();
    for (auto* text : {&each.key, &each.store, &each.erp}) *text = from.text();
  }
  return seen;
}

void write(byte_writer& to, const load_part& part) {
  to.number(static_cast<std::uint64_t>(part.entity));
  write(to, part.rows);
  to.number(part.time.reading_s).number(part.time.sending_s).flag(part.time.measured);
  to.flag(part.seen.has_value());
  write(to, part.seen.value_or(load_comparison{}));
  to.flag(part.paused).flag(part.left_out).text(part.job).flag(part.loaded);
  write(to, part.differences);
  write(to, part.remedies);
}

load_part read_part(byte_reader& from) {
  load_part part;
  part.entity = from.choice<entity>(entity_count);
  part.rows = read_number(from);
  part.time.reading_s = from.number();
  part.time.sending_s = from.number();
  part.time.measured = from.flag();
  const bool compared = from.flag();
  auto seen = read_comparison(from);
  if (compared) part.seen = std::move(seen);
  part.paused = from.flag();
  part.left_out = from.flag();
  part.job = from.text();
  part.loaded = from.flag();
  part.differences = read_number(from);
  part.remedies = read_texts(from);
  return part;
}

}  // namespace

std::string encode(const first_load& load) {
  byte_writer to;
  to.number(static_cast<std::uint64_t>(load.step)).number(static_cast<std::uint64_t>(load.state));
  to.flag(load.dry_run).text(load.error);
  write(to, load.failing);
  to.signed_number(load.started_us).signed_number(load.ended_us).number(load.parts.size());
  for (const auto& each : load.parts) write(to, each);
  return to.take();
}

std::optional<first_load> decode_first_load(std::string_view bytes) {
  byte_reader from{bytes};
  first_load load;
  load.step = from.choice<load_step>(load_step_count);
  load.state = from.choice<load_state>(load_state_count);
  load.dry_run = from.flag();
  load.error = from.text();
  load.failing = read_texts(from);
  load.started_us = from.signed_number();
  load.ended_us = from.signed_number();
  for (auto left = from.count(); left > 0 && from.good(); --left)
    load.parts.push_back(read_part(from));
  if (!from.complete()) return std::nullopt;
  return load;
}

}  // namespace acumage::storage
