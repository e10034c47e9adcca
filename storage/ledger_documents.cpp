// The ledger's calls about shipments, customers and orders: last known fields, and links to the store's records.

#include "messages/key.hpp"
#include "storage/keys.hpp"
#include "storage/ledger_state.hpp"
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
    auto document = decode_document(at.value());
    if (!document) return db.damaged(family::documents, at.key());
    page.documents.push_back(std::move(*document));
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  return page;
}

result<std::uint64_t> ledger::count_remembered(entity which) const {
  if (which == entity::pricing) return 0;
  const bool items = which == entity::inventory;
  const auto prefix = items ? std::string{} : mark_key(which, "");
  const auto where = items ? family::stock : family::documents;
  std::uint64_t count = 0;
  auto at = state_->in.db->scan({.where = where, .lower = prefix, .upper = {}});
  for (; at.valid() && at.key().starts_with(prefix); at.next()) ++count;
  if (auto walked = at.problem(); !walked) return walked.problem();
  return count;
}

status ledger::keep_documents(entity which, std::span<const known_document* const> documents) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may;
  write_batch batch{*in.db};
  for (const auto* each : documents)
    batch.put(family::documents, mark_key(which, each->key), encode(*each));
  if (batch.empty()) return done();
  return once_there_is_room(in, [&] { return in.db->write(batch, durability::buffered); });
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
