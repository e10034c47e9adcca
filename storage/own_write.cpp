#include "storage/own_write.hpp"

namespace acumage::storage {

change own_entry(const std::string& key, std::uint64_t stamp, std::int64_t accepted_at_us) {
  change entry;
  entry.entity = entity::inventory;
  entry.key = key;
  entry.stamp = stamp;
  entry.accepted_at_us = accepted_at_us;
  entry.kind = change_kind::republish;
  return entry;
}

own_write::own_write(stores& in, write_batch& batch, const std::vector<change>& entries) : in_{in} {
  if (entries.empty()) return;
  counters_ = in.entries.counters();
  for (const auto& each : entries) {
    const auto sequence = counters_.next_sequence++;
    counters_.heads.at(index_of(each.entity)) = sequence;
    rows_.push_back(in.entries.put(batch, {.sequence = sequence, .what = each}));
  }
  in.entries.put_counters(batch, counters_);
}

void own_write::written() {
  if (!rows_.empty()) in_.entries.added(rows_, counters_);
}

}  // namespace acumage::storage
