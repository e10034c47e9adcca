#include "storage/known_skus.hpp"

#include "messages/key.hpp"
#include "storage/bytes.hpp"

namespace acumage::storage {

namespace {

constexpr std::int64_t day_us = 86'400'000'000;
constexpr std::uint64_t days_kept = 30;        // SPEC 7, "Memory ends"
constexpr std::size_t looked_at = 512;         // records in a step
constexpr std::int64_t round_us = day_us / 4;  // between two passes over all of them

std::uint64_t day_of(std::int64_t now_us) {
  return now_us < 0 ? 0 : static_cast<std::uint64_t>(now_us / day_us);
}

std::string encode_day(std::uint64_t day) {
  byte_writer to;
  to.number(day);
  return to.take();
}

/// 0: an older version wrote the record, or it is undecodable.
std::uint64_t decode_day(std::string_view bytes) {
  byte_reader from{bytes};
  const auto day = from.number();
  return from.complete() ? day : 0;
}

}  // namespace

result<bool> known_skus::has(const std::string& sku, std::int64_t now_us) {
  const auto name = fold_key(sku);
  auto stored = in_.get(family::known_skus, name);
  if (!stored) return stored.problem();
  if (!*stored) return false;
  if (decode_day(**stored) >= day_of(now_us)) return true;
  if (auto noted = learn(std::span{&sku, 1}, now_us); !noted) return noted.problem();
  return true;
}

status known_skus::learn(std::span<const std::string> skus, std::int64_t now_us) {
  write_batch batch{in_};
  const auto today = encode_day(day_of(now_us));
  for (const auto& each : skus) batch.put(family::known_skus, fold_key(each), today);
  if (batch.empty()) return done();
  return in_.write(batch, durability::buffered);
}

status known_skus::trim(std::int64_t now_us) {
  if (cursor_.empty() && now_us < next_round_us_) return done();
  const auto today = day_of(now_us);
  write_batch batch{in_};
  auto at = in_.scan({.where = family::known_skus, .lower = cursor_, .upper = {}});
  std::size_t seen = 0;
  for (; at.valid() && seen < looked_at; at.next(), ++seen) {
    const auto day = decode_day(at.value());
    if (day == 0)
      batch.put(family::known_skus, at.key(), encode_day(today));
    else if (day + days_kept < today)
      batch.remove(family::known_skus, at.key());
  }
  if (auto walked = at.problem(); !walked) return walked;
  cursor_ = at.valid() ? std::string{at.key()} : std::string{};
  if (cursor_.empty()) next_round_us_ = now_us + round_us;
  if (batch.empty()) return done();
  return in_.write(batch, durability::buffered);
}

}  // namespace acumage::storage
