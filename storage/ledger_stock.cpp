// The ledger's calls for quantities: what is remembered of items, and the entries that the node
// adds.

#include "messages/key.hpp"
#include "storage/keys.hpp"
#include "storage/ledger_state.hpp"
#include "storage/own_write.hpp"
#include "storage/record_codec.hpp"

#include <utility>

namespace acumage::storage {

namespace {

constexpr std::string_view baseline_key = "baseline";

result<std::uint64_t> write_own(stores& in, write_batch& batch, const std::vector<change>& entries,
                                durability how) {
  own_write own{in, batch, entries};
  if (auto written = in.db->write(batch, how); !written) {
    note_failed(in, written.problem());
    return written.problem();
  }
  own.written();
  return own.head();
}

result<std::uint64_t> write_stock(stores& in, const stock_news& news) {
  write_batch batch{*in.db};
  for (const auto* each : news.items) batch.put(family::stock, fold_key(each->item), encode(*each));
  if (news.baseline != nullptr) batch.put(family::meta, baseline_key, encode(*news.baseline));
  return write_memory(in, batch, news.entries);
}

}  // namespace

result<std::uint64_t> write_memory(stores& in, write_batch& batch,
                                   const std::vector<change>& entries) {
  if (entries.empty()) {
    if (batch.empty()) return std::uint64_t{0};
    if (auto written = in.db->write(batch, durability::buffered); !written)
      return written.problem();
    return std::uint64_t{0};
  }
  const std::lock_guard guard{in.append_mutex};
  if (auto whole = not_broken(in); !whole) return whole.problem();
  return write_own(in, batch, entries, durability::buffered);
}

result<std::optional<item_stock>> ledger::stock_of(const std::string& item) const {
  const auto& db = *state_->in.db;
  const auto name = fold_key(item);
  auto stored = db.get(family::stock, name);
  if (!stored) return stored.problem();
  if (!*stored) return std::optional<item_stock>{};
  auto stock = decode_stock(**stored);
  if (!stock) return db.damaged(family::stock, name);
  return stock;
}

result<stock_page> ledger::stock(const std::string& cursor, std::size_t limit) const {
  const auto& db = *state_->in.db;
  stock_page page;
  auto at = db.scan({.where = family::stock, .lower = cursor, .upper = {}});
  for (; at.valid(); at.next()) {
    if (page.items.size() == limit) {
      page.next = at.key();
      break;
    }
    auto stock = decode_stock(at.value());
    if (!stock) return db.damaged(family::stock, at.key());
    page.items.push_back(std::move(*stock));
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  return page;
}

result<baseline_memory> load_baseline(const database& db) {
  auto stored = db.get(family::meta, baseline_key);
  if (!stored) return stored.problem();
  if (!*stored) return baseline_memory{};
  auto baseline = decode_baseline(**stored);
  if (!baseline) return db.damaged(family::meta, baseline_key);
  return std::move(*baseline);
}

result<baseline_memory> ledger::baseline() const { return load_baseline(*state_->in.db); }

result<std::uint64_t> ledger::keep_stock(const stock_news& news) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may.problem();
  return once_there_is_room(in, [&] { return write_stock(in, news); });
}

result<std::uint64_t> ledger::append_own(const std::vector<change>& entries,
                                         const std::string& order) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may.problem();
  const std::lock_guard guard{in.append_mutex};
  if (auto whole = not_broken(in); !whole) return whole.problem();
  if (auto room = room_for(in, entries.size(), 0); !room) return room.problem();
  if (entries.empty()) return std::uint64_t{0};
  // Before the write: the lane may read and end it at once.
  const auto first = in.entries.counters().next_sequence;
  const auto which = entries.front().entity;
  if (!order.empty()) in.followed.follow(order, which, first, entries.size());
  write_batch batch{*in.db};
  auto head = write_own(in, batch, entries, in.accepted());
  if (!head) in.followed.drop(order, which, first);
  return head;
}

result<bool> ledger::knows_sku(const std::string& sku, std::int64_t now_us) {
  return state_->in.skus.has(sku, now_us);
}

status ledger::learn_skus(std::span<const std::string> skus, std::int64_t now_us) {
  if (auto may = state_->may_write(); !may) return may;
  return state_->in.skus.learn(skus, now_us);
}

}  // namespace acumage::storage
