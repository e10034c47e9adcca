#include "actors/open_shipments.hpp"

#include "messages/key.hpp"

#include <algorithm>

namespace acumage::actors {

void open_shipments::note(const std::string& document, const version& row,
                          const std::vector<std::string>& quantities) {
  const auto name = fold_key(document);
  const std::lock_guard guard{mutex_};
  auto& held = documents_[name];
  held.stamps.emplace(row.sequence, row.stamp);
  held.parked = false;
  for (const auto& each : quantities) {
    const auto quantity = fold_key(each);
    held.quantities.insert(quantity);
    by_quantity_[quantity].insert(name);
  }
}

void open_shipments::release(const std::string& document, std::uint64_t acceptance) {
  const std::lock_guard guard{mutex_};
  const auto found = documents_.find(fold_key(document));
  if (found == documents_.end()) return;
  auto& stamps = found->second.stamps;
  stamps.erase(stamps.begin(), stamps.upper_bound(acceptance));
  if (!stamps.empty()) return;
  for (const auto& quantity : found->second.quantities) {
    const auto waiting = by_quantity_.find(quantity);
    waiting->second.erase(found->first);
    if (waiting->second.empty()) by_quantity_.erase(waiting);
  }
  documents_.erase(found);
}

void open_shipments::park(const std::string& document) {
  const std::lock_guard guard{mutex_};
  if (const auto found = documents_.find(fold_key(document)); found != documents_.end())
    found->second.parked = true;
}

void open_shipments::unpark(const std::string& document) {
  const std::lock_guard guard{mutex_};
  if (const auto found = documents_.find(fold_key(document)); found != documents_.end())
    found->second.parked = false;
}

void open_shipments::caught_up() {
  const std::lock_guard guard{mutex_};
  complete_ = true;
}

void open_shipments::expect_lane() {
  const std::lock_guard guard{mutex_};
  complete_ = false;
}

bool open_shipments::hold_back(const std::string& quantity, std::uint64_t stamp) const {
  const std::lock_guard guard{mutex_};
  if (!complete_) return true;
  if (documents_.empty()) return false;
  const auto found = by_quantity_.find(fold_key(quantity));
  if (found == by_quantity_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const std::string& name) {
    const auto& each = documents_.at(name);
    return !each.parked && std::any_of(each.stamps.begin(), each.stamps.end(),
                                       [&](const auto& row) { return row.second <= stamp; });
  });
}

}  // namespace acumage::actors
