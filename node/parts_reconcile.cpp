// The node's part of reconciliation: the three sides, and how a difference is corrected.
#include "actors/document_memory.hpp"
#include "actors/inventory.hpp"
#include "node/options.hpp"
#include "node/parts.hpp"
#include "policy/inventory_rules.hpp"
#include "settings/wall_clock.hpp"

#include <utility>

namespace acumage::node {

namespace {

constexpr std::chrono::seconds lane_answers{10};

/// Entries that send what is remembered of these keys.
result<std::vector<change>> entries_of(const storage::ledger& in, entity which,
                                       std::span<const std::string> keys,
                                       const policy::inventory_options& options) {
  std::vector<change> entries;
  const auto now_us = settings::wall_us();
  for (const auto& key : keys) {
    if (which != entity::inventory) {
      const auto known = in.document_of(which, key);
      if (!known) return known.problem();
      if (*known) entries.push_back(actors::republished(which, **known, now_us));
      continue;
    }
    const auto record = policy::split_stock_key(key);
    if (!record) continue;
    const auto stock = in.stock_of(record->item);
    if (!stock) return stock.problem();
    if (!*stock) continue;
    const auto wanted = policy::joining_key(which, key);
    for (auto& each : actors::republished(
             **stock, options,
             [&](const std::string& one) { return policy::joining_key(which, one) == wanted; },
             now_us))
      entries.push_back(std::move(each));
  }
  return entries;
}

}  // namespace

void node::parts::start_reconciler() {
  const actors::held_rules rules{.prices = price_options_of(with_),
                                 .stock = inventory_options_of(with_),
                                 .shipments = shipment_options_of(with_),
                                 .orders = order_options_of(with_)};
  reconcile::reconciler_neighbours with{
      .held = {*shared_, rules,
               [this](entity which, const waiting_query& ask) {
                 return pipeline_->waiting(which, ask, lane_answers);
               }},
      .rules = rules,
      .aliases = [this] { return reading_->aliases; },
      .connect = [this]() -> std::unique_ptr<magento::transport> {
        return inquiries_.open(magento::connect(store_address_of(with_), pace_));
      },
      .pages = &shared_->pages,
      .store = {.price_store = with_.price_sync.store_id,
                .order_store = with_.order_sync.order_store,
                .next_request_id = [this] { return next_request_id(); }},
      .erp = puller_.get(),
      .pulled = [this](entity which) { return !with_.pull.at(index_of(which)).name.empty(); },
      .by_key =
          [this](entity which) {
            return with_.pull.at(index_of(which)).source == settings::pull_source::entity;
          },
      .lag = std::chrono::duration_cast<std::chrono::seconds>(with_.acumatica.lag),
      .send_again = [this](entity which, std::span<const std::string> keys) -> status {
        const auto entries = entries_of(*ledger_, which, keys, inventory_options_of(with_));
        if (!entries) return entries.problem();
        if (auto forgot = ledger_->void_values(which, keys); !forgot) return forgot;
        const auto head = ledger_->append_own(*entries);
        if (!head) return head.problem();
        pipeline_->entries_added(which, *head, entries->size());
        return done();
      },
      .remembered =
          [this](entity which) {
            const auto count = ledger_->count_remembered(which);
            return count ? *count : 0;
          },
      .folder = with_.storage.path / "reports",
      .now_us = settings::wall_us,
      .log = log_};
  reconciler_ = std::make_unique<reconcile::reconciler>(std::move(with));
}

result<std::string> node::parts::start_reconciliation(const reconcile_order& order) {
  return reconciler_->order(order);
}

std::vector<reconcile_status> node::parts::reconciliations() const { return reconciler_->all(); }

status node::parts::cancel_reconciliation(const std::string& id) { return reconciler_->cancel(id); }

}  // namespace acumage::node
