#include "node/overtaken.hpp"

#include <utility>

namespace acumage::node {

result<api::overtaken_letters> overtaken(const storage::ledger& in, const letter_filter& filter) {
  const auto order = in.replay_order(filter);
  if (!order) return order.problem();
  api::overtaken_letters found;
  for (const auto id : *order) {
    auto letter = in.letter(id);
    if (!letter) continue;  // closed in the meantime
    auto& what = letter->change.what;
    const auto at = letter->change.version();
    const bool moves = why_not_replayed(letter->state, true).empty();
    if (!moves || letter->reason == letter_class::unrouted) continue;
    const auto newer = in.mark_of(what.entity, what.key);
    if (!newer) return newer.problem();
    if (!*newer || (*newer)->version <= at) continue;
    if (++found.count > api::most_overtaken) continue;
    found.first.push_back({.id = id,
                           .entity = what.entity,
                           .key = std::move(what.key),
                           .version = at,
                           .rows = std::move(what.inserted.empty() ? what.deleted : what.inserted),
                           .newer = (*newer)->version,
                           .value = (*newer)->value});
  }
  return found;
}

}  // namespace acumage::node
