#include "storage/jobs/reconciliations.hpp"

#include "storage/bytes.hpp"
#include "storage/database.hpp"

#include <algorithm>
#include <utility>

namespace acumage::storage {

namespace {

constexpr std::string_view prefix = "reconcile/job/";
constexpr std::string_view end = "reconcile/job0";  // the first name after all of them
constexpr std::string_view schedule_name = "reconcile/schedule";
constexpr std::size_t most_digits = 20;

/// Ids are numbers; their names sort as they grow.
std::string name_of(const std::string& id) {
  return std::string{prefix} + std::string(most_digits - std::min(most_digits, id.size()), '0') +
         id;
}

template <class Enum>
std::uint64_t number_of(Enum value) {
  return static_cast<std::uint64_t>(value);
}

void write_order(byte_writer& to, const reconcile_status& job) {
  const auto& order = job.order;
  to.number(number_of(order.entity)).number(number_of(order.scope)).number(order.sample);
  const auto keys = std::min(order.keys.size(), reconcile_status::most_keys_kept);
  to.number(keys);
  for (std::size_t i = 0; i < keys; ++i) to.text(order.keys[i]);
  to.number(job.key_count).number(number_of(order.fix)).flag(order.automatic);
}

void read_order(byte_reader& from, reconcile_status& to) {
  auto& order = to.order;
  order.entity = from.choice<entity>(entity_count);
  order.scope = from.choice<reconcile_scope>(reconcile_scope_count);
  order.sample = from.number();
  const auto keys = from.count();
  for (std::size_t i = 0; i < keys && from.good(); ++i) order.keys.push_back(from.text());
  to.key_count = from.number();
  order.fix = from.choice<reconcile_fix>(reconcile_fix_count);
  order.automatic = from.flag();
}

}  // namespace

std::string encode(const reconcile_status& job) {
  byte_writer to;
  to.text(job.id);
  write_order(to, job);
  to.number(number_of(job.state)).flag(job.has_erp);
  to.signed_number(job.started_us).signed_number(job.ended_us);
  for (const auto count : {job.checked, job.expected, job.suspected, job.differences, job.fixed})
    to.number(count);
  to.number(job.classes.size());
  for (const auto& [name, count] : job.classes) to.text(name).number(count);
  to.text(job.file).text(job.error).flag(job.cut_short);
  return to.take();
}

std::optional<reconcile_status> decode_reconciliation(std::string_view bytes) {
  byte_reader from{bytes};
  reconcile_status job;
  job.id = from.text();
  read_order(from, job);
  job.state = from.choice<reconcile_state>(reconcile_state_count);
  job.has_erp = from.flag();
  job.started_us = from.signed_number();
  job.ended_us = from.signed_number();
  for (auto* count : {&job.checked, &job.expected, &job.suspected, &job.differences, &job.fixed})
    *count = from.number();
  const auto classes = from.count();
  for (std::size_t i = 0; i < classes && from.good(); ++i) {
    auto name = from.text();
    job.classes.insert_or_assign(std::move(name), from.number());
  }
  job.file = from.text();
  job.error = from.text();
  job.cut_short = from.flag();
  if (!from.complete()) return std::nullopt;
  return job;
}

result<std::vector<reconcile_status>> read_reconciliations(const database& in) {
  std::vector<reconcile_status> all;
  auto at =
      in.scan({.where = family::meta, .lower = std::string{prefix}, .upper = std::string{end}});
  for (; at.valid(); at.next()) {
    auto job = decode_reconciliation(at.value());
    if (!job) return in.damaged(family::meta, at.key());
    all.push_back(std::move(*job));
  }
  if (auto scanned = at.problem(); !scanned) return scanned.problem();
  return all;
}

void put_reconciliation(write_batch& to, const reconcile_status& job) {
  to.put(family::meta, name_of(job.id), encode(job));
}

void remove_reconciliation(write_batch& to, const std::string& id) {
  to.remove(family::meta, name_of(id));
}

result<reconcile_schedule> read_reconcile_schedule(const database& in) {
  const auto stored = in.get(family::meta, schedule_name);
  if (!stored) return stored.problem();
  reconcile_schedule made;
  if (!*stored) return made;
  byte_reader from{**stored};
  made.text = from.text();
  made.since_us = from.signed_number();
  if (!from.complete()) return in.damaged(family::meta, schedule_name);
  return made;
}

void put_reconcile_schedule(write_batch& to, const reconcile_schedule& what) {
  byte_writer made;
  made.text(what.text).signed_number(what.since_us);
  to.put(family::meta, schedule_name, made.take());
}

}  // namespace acumage::storage
