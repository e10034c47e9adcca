#include "storage/jobs/pulls.hpp"

#include "storage/bytes.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace acumage::storage {

namespace {

constexpr std::string_view job_prefix = "pull/job/";
constexpr std::string_view job_end = "pull/job0";  // the first name after all of them
constexpr std::string_view mark_prefix = "pull/mark/";

template <class Enum>
std::uint64_t number_of(Enum value) {
  return static_cast<std::uint64_t>(value);
}

void write_texts(byte_writer& to, const std::vector<std::string>& texts) {
  to.number(texts.size());
  for (const auto& each : texts) to.text(each);
}

std::vector<std::string> read_texts(byte_reader& from) {
  std::vector<std::string> texts;
  const auto size = from.count();
  for (std::size_t i = 0; i < size && from.good(); ++i) texts.push_back(from.text());
  return texts;
}

std::string mark_name(entity which) {
  return std::string{mark_prefix} + std::string{to_string(which)};
}

std::string encode_mark(const pull_mark& mark) {
  byte_writer to;
  to.number(mark.until).number(mark.rows).signed_number(mark.at_us);
  return to.take();
}

}  // namespace

std::string encode(const pull_job& job) {
  byte_writer to;
  to.text(job.id).number(number_of(job.entity)).number(number_of(job.scope));
  to.number(job.since).number(job.until);
  write_texts(to, job.keys);
  to.flag(job.dry_run).flag(job.force).flag(job.accept_empty).flag(job.absent_zero);
  to.flag(job.automatic).number(number_of(job.state)).number(number_of(job.wait));
  to.signed_number(job.started_us).signed_number(job.ended_us);
  for (const auto count : {job.pages, job.rows, job.fresh, job.unchanged, job.superseded,
                           job.missed, job.requests, job.waited_ms, job.expected})
    to.number(count);
  to.text(job.cursor).text(job.error);
  write_texts(to, job.examples);
  write_texts(to, job.missed_keys);
  to.number(job.newest_missed).flag(job.known_only);
  return to.take();
}

std::optional<pull_job> decode_pull(std::string_view bytes) {
  byte_reader from{bytes};
  pull_job job;
  job.id = from.text();
  job.entity = from.choice<entity>(entity_count);
  job.scope = from.choice<pull_scope>(pull_scope_count);
  job.since = from.number();
  job.until = from.number();
  job.keys = read_texts(from);
  job.dry_run = from.flag();
  job.force = from.flag();
  job.accept_empty = from.flag();
  job.absent_zero = from.flag();
  job.automatic = from.flag();
  job.state = from.choice<pull_state>(pull_state_count);
  job.wait = from.choice<pull_wait>(pull_wait_count);
  job.started_us = from.signed_number();
  job.ended_us = from.signed_number();
  for (auto* count : {&job.pages, &job.rows, &job.fresh, &job.unchanged, &job.superseded,
                      &job.missed, &job.requests, &job.waited_ms, &job.expected})
    *count = from.number();
  job.cursor = from.text();
  job.error = from.text();
  job.examples = read_texts(from);
  if (from.more()) {
    job.missed_keys = read_texts(from);
    job.newest_missed = from.number();
  }
  if (from.more()) job.known_only = from.flag();
  if (!from.complete()) return std::nullopt;
  return job;
}

status pull_log::load(const database& db) {
  const std::lock_guard guard{mutex_};
  auto at = db.scan(
      {.where = family::meta, .lower = std::string{job_prefix}, .upper = std::string{job_end}});
  for (; at.valid(); at.next()) {
    auto job = decode_pull(at.value());
    if (!job) return db.damaged(family::meta, at.key());
    auto id = job->id;
    jobs_.insert_or_assign(std::move(id), std::move(*job));
  }
  if (auto scanned = at.problem(); !scanned) return scanned;
  for (const auto which : all_entities) {
    const auto stored = db.get(family::meta, mark_name(which));
    if (!stored) return stored.problem();
    if (!*stored) continue;
    byte_reader from{**stored};
    auto& mark = marks_.at(index_of(which));
    mark.until = from.number();
    mark.rows = from.number();
    mark.at_us = from.signed_number();
    if (!from.complete()) return db.damaged(family::meta, mark_name(which));
  }
  return done();
}

pull_mark pull_log::mark_after(const pull_job& job) const {
  auto mark = marks_.at(index_of(job.entity));
  mark.until = std::max(mark.until, job.until);
  if (job.scope == pull_scope::all) mark.rows = job.rows;
  mark.at_us = job.ended_us;
  return mark;
}

void pull_log::put(write_batch& batch, const pull_job& job) const {
  const std::lock_guard guard{mutex_};
  batch.put(family::meta, std::string{job_prefix} + job.id, encode(job));
  if (job.moves_mark())
    batch.put(family::meta, mark_name(job.entity), encode_mark(mark_after(job)));
  if (jobs_.size() < most_ended || jobs_.count(job.id) > 0) return;
  if (jobs_.begin()->second.over())
    batch.remove(family::meta, std::string{job_prefix} + jobs_.begin()->first);
}

void pull_log::saved(const pull_job& job) {
  const std::lock_guard guard{mutex_};
  if (job.moves_mark()) marks_.at(index_of(job.entity)) = mark_after(job);
  const bool added = jobs_.count(job.id) == 0;
  if (added && jobs_.size() >= most_ended && jobs_.begin()->second.over())
    jobs_.erase(jobs_.begin());
  jobs_.insert_or_assign(job.id, job);
}

std::vector<pull_job> pull_log::jobs() const {
  const std::lock_guard guard{mutex_};
  std::vector<pull_job> all;
  for (const auto& [id, each] : jobs_) all.push_back(each);
  return all;
}

pull_mark pull_log::mark(entity which) const {
  const std::lock_guard guard{mutex_};
  return marks_.at(index_of(which));
}

}  // namespace acumage::storage
