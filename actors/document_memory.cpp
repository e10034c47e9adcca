#include "actors/document_memory.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace acumage::actors {

known_document& document_memory::of(const std::string& key) {
  const auto name = fold_key(key);
  if (const auto found = entries_.find(name); found != entries_.end())
    return found->second.document;
  auto stored = shared_.ledger.document_of(which_, key);
  if (!stored) {
    if (stored.problem().code != errc::damaged) failed_ = stored.problem();
    throw std::runtime_error{stored.problem().message};
  }
  auto& fresh = entries_[name];
  if (*stored) fresh.document = std::move(**stored);
  fresh.document.key = key;
  return fresh.document;
}

void document_memory::changed(const std::string& key) { entries_.at(fold_key(key)).changed = true; }

bool document_memory::is_owed(const journaled_change& what, const std::string& key) const {
  if (what.letter == 0 && what.sequence > resumed_to_) return false;
  const auto mark = shared_.ledger.mark_of(which_, key);
  if (!mark) throw std::runtime_error{mark.problem().message};
  return !*mark || (*mark)->version < what.version();
}

void document_memory::send_again(const std::string& key, std::int64_t accepted_at_us) {
  entries_.at(fold_key(key)).again = accepted_at_us;
}

result<own_entries> document_memory::keep() {
  if (failed_) return *failed_;
  storage::document_news news;
  for (const auto& [name, each] : entries_) {
    if (each.changed) news.documents.push_back(&each.document);
    if (each.again) news.entries.push_back(republished(which_, each.document, *each.again));
  }
  const auto head = shared_.ledger.keep_documents(which_, news);
  entries_.clear();
  if (!head) return head.problem();
  return own_entries{*head, news.entries.size()};
}

change republished(entity which, const known_document& document, std::int64_t now_us) {
  change entry;
  entry.entity = which;
  entry.key = document.key;
  for (const auto& [path, field] : document.fields)
    entry.stamp = std::max(entry.stamp, field.at.stamp);
  entry.accepted_at_us = now_us;
  entry.kind = change_kind::republish;
  return entry;
}

}  // namespace acumage::actors
