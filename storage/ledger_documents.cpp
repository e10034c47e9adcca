// The ledger's calls for prices, shipments, customers and orders: last known fields, and links to
// the store's records.

#include "messages/key.hpp"
#include "storage/keys.hpp"
#include "storage/ledger_state.hpp"
#include "storage/own_write.hpp"
#include "storage/record_codec.hpp"

#include <utility>

namespace acumage::storage {

namespace {

std::string link_key(std::string_view kind, const std::string& key) {
  std::string name{kind};
  name += '\0';
  name += fold_key(key);
  return name;
}

}  // namespace

result<std::optional<known_document>> ledger::document_of(entity which,
                                                          const std::string& key) const {
  const auto& db = *state_->in.db;
  const auto name = mark_key(which, key);
  auto stored = db.get(family::documents, name);
  if (!stored) return stored.problem();
  if (!*stored) return std::optional<known_document>{};
  auto document = decode_document(**stored);
  if (!document) return db.damaged(family::documents, name);
  return document;
}

result<document_page> ledger::documents(entity which, const std::string& cursor,
                                        std::size_t limit) const {
  const auto& db = *state_->in.db;
  const auto prefix = mark_key(which, "");
  document_page page;
  auto at =
      db.scan({.where = family::documents, .lower = cursor.empty() ? prefix : cursor, .upper = {}});
  for (; at.valid() && at.key().starts_with(prefix); at.next()) {
    if (page.documents.size() == limit) {
      page.next = at.key();
      break;
    }
    auto kept = decode_kept_document(at.value());
    if (!kept) return db.damaged(family::documents, at.key());
    page.documents.push_back(std::move(kept->document));
    page.changed_at_us.push_back(kept->changed_at_us);
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  return page;
}

result<std::uint64_t> ledger::count_remembered(entity which) const {
  const bool items = which == entity::inventory;
  const auto prefix = items ? std::string{} : mark_key(which, "");
  const auto where = items ? family::stock : family::documents;
  std::uint64_t count = 0;
  auto at = state_->in.db->scan({.where = where, .lower = prefix, .upper = {}});
  for (; at.valid() && at.key().starts_with(prefix); at.next()) ++count;
  if (auto walked = at.problem(); !walked) return walked.problem();
  return count;
}

result<std::uint64_t> ledger::keep_documents(entity which, const document_news& news) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may.problem();
  return once_there_is_room(in, [&]() -> result<std::uint64_t> {
    write_batch batch{*in.db};
    for (const auto* each : news.documents)
      batch.put(family::documents, mark_key(which, each->key), encode(*each, news.at_us));
    return write_memory(in, batch, news.entries);
  });
}

status ledger::forget_documents(entity which, const document_ends& over) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may;
  const std::lock_guard guard{in.ends_mutex};
  write_batch batch{*in.db};
  for (const auto& each : over.keys) {
    batch.remove(family::documents, mark_key(which, each));
    batch.remove(family::marks, mark_key(which, each));
  }
  for (const auto& [kind, key] : over.links) batch.remove(family::links, link_key(kind, key));
  if (batch.empty()) return done();
  auto written = in.db->write(batch, durability::buffered);
  for (const auto& each : over.keys) in.marks.written(mark_key(which, each));
  return written;
}

result<std::optional<std::string>> ledger::link_of(std::string_view kind,
                                                   const std::string& key) const {
  return state_->in.db->get(family::links, link_key(kind, key));
}

status ledger::keep_link(std::string_view kind, const std::string& key, const std::string& value) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may;
  write_batch batch{*in.db};
  batch.put(family::links, link_key(kind, key), value);
  return in.db->write(batch, durability::buffered);
}

}  // namespace acumage::storage
