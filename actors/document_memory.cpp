#include "actors/document_memory.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace acumage::actors {

namespace {

version newest_of(const known_document& document) {
  version newest;
  for (const auto& [path, field] : document.fields) newest = std::max(newest, field.at);
  return newest;
}

}  // namespace

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
  const auto mark = shared_.ledger.mark_of(which_, key);
  if (!mark) throw std::runtime_error{mark.problem().message};
  if (!*mark) return true;
  // Without a value, it is the version of a dead letter that the store may have, perhaps this one.
  return (*mark)->value ? (*mark)->version < what.version() : (*mark)->version <= what.version();
}

observation document_memory::observe(const std::string& key, observing how,
                                     const std::function<policy::ruling()>& lay) {
  static_cast<void>(of(key));
  auto& now = entries_.at(fold_key(key));
  const auto before = now;
  const auto ruling = lay();
  const auto undo = [&](observation seen) {
    now = before;
    return seen;
  };
  if (std::holds_alternative<policy::reject>(ruling)) return undo(observation::refused);
  if (now.document == before.document) return undo(observation::superseded);
  const auto same_value = [](const auto& left, const auto& right) {
    return left.first == right.first && left.second.value == right.second.value;
  };
  if (!std::equal(now.document.fields.begin(), now.document.fields.end(),
                  before.document.fields.begin(), before.document.fields.end(), same_value))
    return undo(observation::fresh);
  return how == observing::nothing ? undo(observation::unchanged) : observation::unchanged;
}

void document_memory::send_again(const std::string& key, std::int64_t accepted_at_us) {
  entries_.at(fold_key(key)).again = accepted_at_us;
}

result<own_entries> document_memory::keep() {
  if (failed_) return *failed_;
  storage::document_news news;
  news.at_us = shared_.now_us();
  for (const auto& [name, each] : entries_) {
    if (each.changed) news.documents.push_back(&each.document);
    if (each.again) news.entries.push_back(republished(which_, each.document, *each.again));
  }
  const auto head = shared_.ledger.keep_documents(which_, news);
  entries_.clear();
  if (!head) return head.problem();
  return own_entries{*head, news.entries.size()};
}

status document_memory::forget_finished(std::int64_t before_us, const over& is_over,
                                        std::string_view link_kind) {
  constexpr std::size_t page_size = 256;
  const auto page = shared_.ledger.documents(which_, next_page_, page_size);
  if (!page) return page.problem();
  storage::document_ends gone;
  storage::document_news undated{.documents = {}, .at_us = shared_.now_us()};
  for (std::size_t i = 0; i < page->documents.size(); ++i) {
    const auto& each = page->documents[i];
    const auto changed = page->changed_at_us[i];
    if (changed == 0) undated.documents.push_back(&each);  // its retention begins now
    if (changed == 0 || changed >= before_us || entries_.count(fold_key(each.key)) > 0) continue;
    const auto mark = shared_.ledger.mark_of(which_, each.key);
    if (!mark) return mark.problem();
    if (!is_over(each, *mark && newest_of(each) <= (*mark)->version)) continue;
    gone.keys.push_back(each.key);
    if (!link_kind.empty())
      gone.links.emplace_back(link_kind, each.key.substr(0, each.key.rfind('@')));
  }
  next_page_ = page->next;
  if (const auto dated = shared_.ledger.keep_documents(which_, undated); !dated)
    return dated.problem();
  return shared_.ledger.forget_documents(which_, gone);
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
