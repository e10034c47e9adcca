#include "actors/held_values.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <utility>

namespace acumage::actors {

result<std::uint64_t> held_values::newest_stamp(entity which, const std::string& key) const {
  std::uint64_t newest = 0;
  const auto note = [&](const version& at) { newest = std::max(newest, at.stamp); };
  if (which != entity::inventory) {
    const auto known = shared_.ledger.document_of(which, key);
    if (!known) return known.problem();
    if (*known)
      for (const auto& [path, field] : (*known)->fields) note(field.at);
    return newest;
  }
  const auto record = policy::split_stock_key(key);
  const auto stock = shared_.ledger.stock_of(record ? record->item : key);
  if (!stock) return stock.problem();
  if (!*stock) return newest;
  for (const auto& cell : (*stock)->cells)
    for (const auto& figure : cell.figures) note(figure.at);
  for (const auto& each : (*stock)->vendors) {
    note(each.quantity.at);
    note(each.share.at);
  }
  return newest;
}

result<std::set<std::string>> held_values::unsettled_above(entity which,
                                                           std::uint64_t number) const {
  constexpr std::size_t entries_at_once = 1'000;
  std::set<std::string> keys;
  for (const auto last = head(which); number < last;) {
    const auto some = shared_.ledger.read(which, number + 1, last, entries_at_once);
    if (!some) return some.problem();
    for (const auto& each : *some) keys.insert(fold_key(each.what.key));
    if (some->size() < entries_at_once) break;
    number = some->back().sequence;
  }
  return keys;
}

result<std::vector<std::string>> held_values::keys_of(const std::string& item) const {
  const auto stock = shared_.ledger.stock_of(item);
  if (!stock) return stock.problem();
  std::vector<std::string> keys;
  if (!*stock) return keys;
  for (const auto& source : policy::sources_of(**stock, rules_.stock))
    keys.push_back(policy::stock_key((*stock)->item, source));
  return keys;
}

result<key_page> held_values::keys(entity which, const std::string& cursor,
                                   std::size_t limit) const {
  key_page keys;
  if (which == entity::inventory) {
    auto page = shared_.ledger.stock(cursor, limit);
    if (!page) return page.problem();
    for (const auto& item : page->items)
      for (const auto& source : policy::sources_of(item, rules_.stock))
        keys.keys.push_back(policy::stock_key(item.item, source));
    keys.next = std::move(page->next);
    return keys;
  }
  auto page = shared_.ledger.documents(which, cursor, limit);
  if (!page) return page.problem();
  for (auto& each : page->documents) keys.keys.push_back(std::move(each.key));
  keys.next = std::move(page->next);
  return keys;
}

}  // namespace acumage::actors
