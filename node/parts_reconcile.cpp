// The node's part of reconciliation: the three sides, and how a difference is corrected.
#include "actors/document_memory.hpp"
#include "actors/inventory.hpp"
#include "node/options.hpp"
#include "node/parts.hpp"
#include "node/reconcile_health.hpp"
#include "policy/inventory_rules.hpp"
#include "settings/codec.hpp"
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

reconcile::schedule_options schedule_of(const settings::settings& with) {
  reconcile::schedule_options how;
  if (const auto at = settings::weekly_time(with.reconcile.at)) how.at = {at->day, at->at};
  auto wanted = with.reconcile.entities;
  using enum settings::compared_entity;
  if (wanted.empty()) wanted = {pricing, inventory, shipment, order};
  for (const auto each : wanted)
    if (with.entities.at(index_of(settings::entity_of(each))))
      how.entities.push_back(settings::entity_of(each));
  return how;
}

/// Two schedules are the same if these are.
std::string text_of(const reconcile::schedule_options& how, const std::string& at) {
  std::string text = at;
  for (const auto each : how.entities) text += ' ' + std::string{to_string(each)};
  return how.at ? text : std::string{};
}

}  // namespace

void node::parts::take_reconciliations(reconcile::reconciler_neighbours& to) {
  auto known = ledger_->reconciliations();
  if (known)
    to.known = std::move(*known);
  else
    log_({log_level::error,
          "node",
          "the list of reconciliations cannot be read, and is empty now",
          {{"error", known.problem().message}}});
  to.schedule = schedule_of(with_);
  const auto now_us = settings::wall_us();
  const auto since = ledger_->in_force_since(text_of(to.schedule, with_.reconcile.at), now_us);
  to.schedule.since_us = since ? *since : now_us;
}

actors::held_rules node::parts::held_rules() const {
  return {.prices = price_options_of(with_),
          .stock = inventory_options_of(with_),
          .shipments = shipment_options_of(with_),
          .orders = order_options_of(with_),
          .customers = customer_options_of(with_)};
}

magento::present_options node::parts::present_options() {
  return {.price_store = with_.price_sync.store_id,
          .order_store = with_.order_sync.order_store,
          .next_request_id = [this] { return next_request_id(); }};
}

void node::parts::start_reconciler() {
  const auto rules = held_rules();
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
      .store = present_options(),
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
      .log = log_,
      .save =
          [this](const reconcile_status& job, const std::string& removed) {
            return ledger_->save_reconciliation(job, removed);
          }};
  take_reconciliations(with);
  reconciler_ = std::make_unique<reconcile::reconciler>(std::move(with));
}

result<std::string> node::parts::start_reconciliation(const reconcile_order& order) {
  return reconciler_->order(order);
}

std::vector<reconcile_status> node::parts::reconciliations() const { return reconciler_->all(); }

result<reconcile_page> node::parts::reconciled(const std::string& id, const std::string& what,
                                               const std::string& cursor, std::size_t limit) const {
  return reconciler_->rows(id, what, cursor, limit);
}

api::reconcile_outlook node::parts::reconcile_outlook() const {
  const auto how = schedule_of(with_);
  return {how.at ? reconcile::next_time(*how.at, settings::wall_us()) : 0, how.entities};
}

status node::parts::cancel_reconciliation(const std::string& id) { return reconciler_->cancel(id); }

}  // namespace acumage::node
