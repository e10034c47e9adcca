#include "node/lanes.hpp"

#include "actors/customer.hpp"
#include "actors/inventory.hpp"
#include "actors/order.hpp"
#include "actors/pricing.hpp"
#include "actors/shipment.hpp"
#include "node/options.hpp"
#include "node/test_faults.hpp"
#include "policy/coalescing.hpp"
#include "settings/settings.hpp"

#include <utility>

namespace acumage::node {

namespace {

std::shared_ptr<const actors::store_language> language_of(entity which,
                                                          const settings::settings& with,
                                                          const lane_memories& of) {
  switch (which) {
    case entity::pricing: return actors::price_language(with.price_sync.store_id);
    case entity::inventory:
      return actors::stock_language({.check_skus = with.delivery.check_skus}, of.facts);
    case entity::shipment:
      return actors::shipment_language(
          shipment_options_of(with),
          {.store = with.order_sync.order_store, .part_limit = with.delivery.park_limit},
          [&facts = of.facts] { return facts.now_us(); });
    case entity::customer: return actors::customer_language(of.links);
    case entity::order:
      return actors::order_language(order_options_of(with), {.store = with.order_sync.order_store});
  }
  return nullptr;
}

}  // namespace

actors::rules_maker lane_rules_of(entity which, const settings::settings& with,
                                  std::shared_ptr<const acumatica::reading> kept) {
  const auto reading = [kept = std::move(kept)] { return kept; };
  switch (which) {
    case entity::pricing: return actors::pricing_rules(reading, price_options_of(with));
    case entity::inventory: return actors::inventory_rules(reading, inventory_options_of(with));
    case entity::shipment: return actors::shipment_rules(reading, shipment_options_of(with));
    case entity::customer: return actors::customer_rules(reading, customer_options_of(with));
    case entity::order: return actors::order_rules(reading, order_options_of(with));
  }
  return {};
}

actors::lane_setup lane_setup_of(entity which, const settings::settings& with,
                                 const lane_memories& of) {
  actors::lane_setup lane;
  lane.rules = lane_rules_of(which, with, of.reading);
  lane.language = language_of(which, with, of);
  lane.finished_kept = std::chrono::hours{24} * with.history.retention_days;
  lane.batcher.plan = {with.queue.threshold_count, with.queue.batch_count};
  lane.batcher.schedule = {with.queue.check_process_time, with.queue.process_sleep_time,
                           with.queue.schedule_interval};
  lane.batcher.concurrency = with.delivery.concurrency.at(index_of(which));
  lane.batcher.park_interval = with.delivery.park_interval;
  lane.batcher.park_limit = with.delivery.park_limit;
  lane.batcher.shipment_hold = with.delivery.shipment_hold;
  lane.batcher.settle_time = with.delivery.settle_time;
  lane.batcher.sending = of.ledger.switches().at(index_of(which)).sending;
  lane.dispatcher.judging.retry = {with.queue.retry_count, with.delivery.backoff_base,
                                   with.delivery.backoff_cap};
  lane.dispatcher.probe_interval = with.delivery.probe_interval;
  if (with.entities.at(index_of(which)))
    lane.dispatcher.check_interval = with.connection.check_interval;
  lane.dispatcher.judging.settle_time = with.delivery.settle_time;
  lane.dispatcher.judging.suspect_limit = with.delivery.suspect_limit;
  lane.dispatcher.judging.ignore_unknown =
      !policy::is_document(which) &&
      with.delivery.unknown_sku == settings::unknown_sku_rule::ignore;
  add_test_faults(lane);
  return lane;
}

}  // namespace acumage::node
