#include "storage/unrouted.hpp"

#include "messages/key.hpp"
#include "storage/bytes.hpp"

namespace acumage::storage {

namespace {
constexpr std::string_view counts_key = "unrouted";
/// Longer than any query name. Names beyond this length share one count, which keeps names short.
constexpr std::size_t max_name = 256;
}  // namespace

status unrouted_counts::load(const database& db) {
  auto stored = db.get(family::meta, counts_key);
  if (!stored) return stored.problem();
  if (!*stored) return done();
  byte_reader from{**stored};
  const auto names = from.count();
  for (std::size_t i = 0; i < names && from.good(); ++i) {
    auto name = from.text();
    counts_[std::move(name)] = from.number();
  }
  if (!from.complete()) return db.damaged(family::meta, counts_key);
  return done();
}

bool unrouted_counts::take(const std::string& query) {
  const auto name = fold_key(trimmed(query)).substr(0, max_name);
  auto found = counts_.find(name);
  if (found == counts_.end()) {
    if (counts_.size() >= limits_.queries) return false;
    found = counts_.emplace(name, 0).first;
  }
  return ++found->second <= limits_.per_query;
}

void unrouted_counts::put(write_batch& batch) const {
  byte_writer to;
  to.number(counts_.size());
  for (const auto& [name, count] : counts_) to.text(name).number(count);
  batch.put(family::meta, counts_key, to.take());
}

}  // namespace acumage::storage
