// Copies of the folder in use, and what a restored folder is to be doubted for.
#include "storage/bytes.hpp"
#include "storage/ledger_state.hpp"

namespace acumage::storage {

namespace {

constexpr std::string_view restored_key = "restored";

}  // namespace

status ledger::checkpoint(const std::filesystem::path& to) const {
  return state_->in.db->checkpoint(to);
}

status ledger::note_restored() {
  if (auto may = state_->may_write(); !may) return may;
  byte_writer to;
  for (const auto each : all_entities) to.number(bounds(each).second);
  write_batch batch{*state_->in.db};
  batch.put(family::meta, restored_key, to.take());
  return state_->in.db->write(batch, durability::synced);
}

result<std::array<std::uint64_t, entity_count>> ledger::restored_to() const {
  std::array<std::uint64_t, entity_count> made{};
  const auto stored = state_->in.db->get(family::meta, restored_key);
  if (!stored) return stored.problem();
  if (!*stored) return made;
  byte_reader from{**stored};
  for (auto& each : made) each = from.number();
  if (!from.complete()) return state_->in.db->damaged(family::meta, restored_key);
  return made;
}

}  // namespace acumage::storage
