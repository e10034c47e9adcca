#include "messages/stats.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>
#include <utility>

namespace acumage {

namespace {

/// Four buckets per power of two.
std::size_t bucket_of(std::uint64_t us) {
  if (us < 4) return static_cast<std::size_t>(us);
  const auto log = static_cast<unsigned>(std::bit_width(us)) - 1U;
  return log * 4U - 4U + static_cast<std::size_t>((us >> (log - 2U)) & 3U);
}

std::uint64_t top_of(std::size_t bucket) {
  if (bucket < 4) return bucket;
  const auto log = (bucket + 4U) / 4U;
  const auto quarter = (bucket + 4U) % 4U;
  return ((5U + quarter) << (log - 2U)) - 1U;
}

}  // namespace

void latency_histogram::add(std::chrono::microseconds taken) {
  const auto us = static_cast<std::uint64_t>(std::max<std::int64_t>(taken.count(), 0));
  const auto bucket = std::min(bucket_of(us), bucket_count - 1);
  buckets_.at(bucket).fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(us, std::memory_order_relaxed);
}

latency_histogram::figures latency_histogram::counted(
    std::span<const std::chrono::microseconds> bounds) const {
  figures made;
  made.sum_us = sum_us_.load(std::memory_order_relaxed);
  std::size_t bucket = 0;
  for (const auto bound : bounds) {
    const auto us = static_cast<std::uint64_t>(bound.count());
    assert(std::has_single_bit(us) && us >= 4);
    for (const auto end = std::min(bucket_of(us), bucket_count); bucket < end; ++bucket)
      made.count += buckets_.at(bucket).load(std::memory_order_relaxed);
    made.below.push_back(made.count);
  }
  for (; bucket < bucket_count; ++bucket)
    made.count += buckets_.at(bucket).load(std::memory_order_relaxed);
  return made;
}

std::uint64_t latency_histogram::count() const {
  std::uint64_t sum = 0;
  for (const auto& each : buckets_) sum += each.load(std::memory_order_relaxed);
  return sum;
}

latency_histogram::hits latency_histogram::seen() const {
  hits made{};
  for (std::size_t i = 0; i < bucket_count; ++i)
    made.at(i) = buckets_.at(i).load(std::memory_order_relaxed);
  return made;
}

std::uint64_t latency_histogram::percentile_us(double share) const {
  return percentile_us(seen(), share);
}

std::uint64_t latency_histogram::percentile_us(const hits& of, double share) {
  const auto sum = std::accumulate(of.begin(), of.end(), std::uint64_t{0});
  if (sum == 0) return 0;
  const auto wanted = static_cast<std::uint64_t>(static_cast<double>(sum - 1) * share) + 1;
  std::uint64_t passed = 0;
  for (std::size_t i = 0; i < bucket_count; ++i) {
    passed += of.at(i);
    if (passed >= wanted) return top_of(i);
  }
  return top_of(bucket_count - 1);
}

void shared_text::set(std::string text) {
  const std::lock_guard guard{mutex_};
  text_ = std::move(text);
}

std::string shared_text::get() const {
  const std::lock_guard guard{mutex_};
  return text_;
}

void actor_row::count_sent() {
  const auto done = handled.load(std::memory_order_relaxed);
  const auto all = sent.fetch_add(1, std::memory_order_relaxed) + 1;
  const auto depth = all > done ? all - done : 0;
  auto high = mailbox_high.load(std::memory_order_relaxed);
  while (depth > high && !mailbox_high.compare_exchange_weak(high, depth)) {
  }
}

void lane_row::begin(std::uint64_t unsettled) {
  const auto ended = delivered + superseded + filtered + dead_lettered;
  resumed.store(unsettled + ended - accepted - replayed);
  for (auto* each : {&waiting, &in_flight, &parked, &unknown_words, &retrying, &resting})
    each->store(0);
  for (auto* each : {&oldest_accepted_us, &oldest_parked_us, &next_attempt_ms}) each->store(0);
  circuit.store(0);
}

void lane_row::count_filtered(const std::string& reason, std::uint64_t changes) {
  filtered.fetch_add(changes, std::memory_order_relaxed);
  const std::lock_guard guard{mutex_};
  filtered_by_[reason] += changes;
}

std::map<std::string, std::uint64_t> lane_row::filtered_by() const {
  const std::lock_guard guard{mutex_};
  return filtered_by_;
}

std::string_view to_string(circuit_state which) {
  switch (which) {
    case circuit_state::closed: return "closed";
    case circuit_state::open: return "open";
    case circuit_state::half_open: return "half_open";
    case circuit_state::held: return "held";
  }
  return "unknown";
}

void stats_table::begin() {
  unmapped.clear();  // the new settings may map them
  const std::lock_guard guard{mutex_};
  for (const auto& row : actors_) row->sent.store(row->handled);  // the rest went with its actor
}

actor_row& stats_table::actor(const std::string& name) {
  const std::lock_guard guard{mutex_};
  for (const auto& row : actors_)
    if (row->name == name) return *row;
  return *actors_.emplace_back(std::make_unique<actor_row>(name));
}

std::vector<const actor_row*> stats_table::actors() const {
  const std::lock_guard guard{mutex_};
  std::vector<const actor_row*> rows;
  for (const auto& row : actors_) rows.push_back(row.get());
  return rows;
}

}  // namespace acumage
