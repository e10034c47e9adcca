#include "storage/duplicates.hpp"

#include "storage/bytes.hpp"
#include "storage/keys.hpp"

#include <algorithm>

namespace acumage::storage {

namespace {
constexpr std::string_view counters_key = "fingerprints";
}

void fingerprint_group::add(item fresh) {
  all_.insert(fresh.fingerprint);
  order_.push_back(std::move(fresh));
}

void fingerprint_group::shrink_to(std::size_t size) {
  for (; order_.size() > size; order_.pop_back()) all_.erase(order_.back().fingerprint);
}

status duplicates::load() {
  auto stored = db_.get(family::meta, counters_key);
  if (!stored) return stored.problem();
  if (!*stored) return done();
  byte_reader from{**stored};
  count_ = from.number();
  floor_us_ = from.signed_number();
  if (!from.complete()) return db_.damaged(family::meta, counters_key);
  return done();
}

result<bool> duplicates::add_if_new(fingerprint_group& group, const std::string& fingerprint,
                                    std::int64_t now_us) const {
  if (group.contains(fingerprint)) return false;
  auto stored = db_.get(family::fingerprints, fingerprint);
  if (!stored) return stored.problem();
  fingerprint_group::item fresh{.fingerprint = fingerprint, .expired_at_us = {}};
  if (*stored) {
    byte_reader from{**stored};
    const auto at_us = from.signed_number();
    // An undecodable record counts as gone. A change accepted twice is sent once.
    if (from.complete() && at_us > now_us - limits_.window_us) return false;
    if (from.complete()) fresh.expired_at_us = at_us;
  }
  group.add(std::move(fresh));
  return true;
}

std::uint64_t duplicates::count_with(const fingerprint_group& group) const {
  const auto fresh = std::count_if(group.items().begin(), group.items().end(),
                                   [](const auto& each) { return !each.expired_at_us; });
  return count_ + static_cast<std::uint64_t>(fresh);
}

void duplicates::put_counters(write_batch& batch, counters values) {
  byte_writer to;
  to.number(values.count).signed_number(values.floor_us);
  batch.put(family::meta, counters_key, to.take());
}

void duplicates::put(write_batch& batch, const fingerprint_group& group,
                     std::int64_t now_us) const {
  if (group.size() == 0) return;
  // After a clock was set back, do not write below the floor, where trimming never looks.
  const auto at_us = std::max(now_us, floor_us_);
  for (const auto& [fingerprint, expired_at_us] : group.items()) {
    // One age per fingerprint; otherwise trimming the old one would also remove the new one.
    if (expired_at_us)
      batch.remove(family::fingerprint_ages, fingerprint_age_key(*expired_at_us, fingerprint));
    byte_writer value;
    value.signed_number(at_us);
    batch.put(family::fingerprints, fingerprint, value.take());
    batch.put(family::fingerprint_ages, fingerprint_age_key(at_us, fingerprint), {});
  }
  put_counters(batch, {.count = count_with(group), .floor_us = floor_us_});
}

result<std::size_t> duplicates::trim(std::int64_t now_us, std::size_t limit) {
  auto at = db_.scan({.where = family::fingerprint_ages,
                      .lower = fingerprint_age_key(floor_us_, {}),
                      .upper = {}});
  write_batch batch{db_};
  std::size_t gone = 0;
  auto floor_us = floor_us_;
  std::string end;
  for (; at.valid() && gone < limit; at.next()) {
    if (at.key().size() < 8) return db_.damaged(family::fingerprint_ages, at.key());
    const auto fingerprint = at.key().substr(8);
    const auto at_us = static_cast<std::int64_t>(number_at_end(at.key(), fingerprint.size()));
    const bool too_many = count_ - gone > limits_.max_count;
    if (!too_many && at_us > now_us - limits_.window_us) break;
    batch.remove(family::fingerprints, fingerprint);
    floor_us = at_us;
    end.assign(at.key()).push_back('\0');  // the first key after it
    ++gone;
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  if (gone == 0) return gone;
  batch.remove_range(family::fingerprint_ages, fingerprint_age_key(floor_us_, {}), end);
  put_counters(batch, {.count = count_ - gone, .floor_us = floor_us});
  if (auto written = db_.write(batch, durability::buffered); !written) return written.problem();
  count_ -= gone;
  floor_us_ = floor_us;
  return gone;
}

}  // namespace acumage::storage
