#include "acumatica/pairing.hpp"

#include "acumatica/json_token.hpp"
#include "messages/key.hpp"

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace acumage::acumatica {

namespace {

/// The Deleted rows waiting for their Inserted row, by key.
class waiting_rows {
 public:
  explicit waiting_rows(const std::vector<half>& rows) {
    for (std::size_t i = rows.size(); i > 0; --i)
      if (!rows[i - 1].key.empty()) by_key_[fold_key(rows[i - 1].key)].push_back(i - 1);
  }

  /// The index of the first unused row of that key, or `none`.
  std::size_t take(const std::string& key) {
    if (by_key_.empty() || key.empty()) return none;
    const auto found = by_key_.find(fold_key(key));
    if (found == by_key_.end() || found->second.empty()) return none;
    const auto index = found->second.back();
    found->second.pop_back();
    return index;
  }

  static constexpr std::size_t none = static_cast<std::size_t>(-1);

 private:
  std::unordered_map<std::string, std::vector<std::size_t>> by_key_;  // last row first
};

}  // namespace

std::vector<change> pair_halves(const std::vector<half>& inserted,
                                const std::vector<half>& deleted) {
  waiting_rows waiting{deleted};
  std::vector<std::size_t> partners;
  std::vector<bool> taken(deleted.size(), false);
  partners.reserve(inserted.size());
  for (const auto& row : inserted) {
    partners.push_back(waiting.take(row.key));
    if (partners.back() != waiting_rows::none) taken[partners.back()] = true;
  }

  std::vector<change> changes;
  changes.reserve(inserted.size() + deleted.size());
  for (std::size_t i = 0; i < deleted.size(); ++i) {
    if (taken[i]) continue;
    auto& lone = changes.emplace_back();
    lone.key = deleted[i].key;
    lone.deleted = on_one_line(deleted[i].raw);
  }
  for (std::size_t i = 0; i < inserted.size(); ++i) {
    auto& update = changes.emplace_back();
    update.key = inserted[i].key;
    update.inserted = on_one_line(inserted[i].raw);
    if (partners[i] != waiting_rows::none) update.deleted = on_one_line(deleted[partners[i]].raw);
  }
  return changes;
}

}  // namespace acumage::acumatica
