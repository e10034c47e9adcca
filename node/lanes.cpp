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

namespace acumage::node {

namespace {

void give_rules(entity which, const settings::settings& with, const lane_memories& of,
                actors::lane_setup& lane) {
  const auto reading = [kept = of.reading] { return kept; };
  if (which == entity::pricing) {
    lane.rules = actors::pricing_rules(reading, price_options_of(with));
    lane.language = actors::price_language(with.price_sync.store_id);
  } else if (which == entity::inventory) {
    lane.rules = actors::inventory_rules(reading, inventory_options_of(with));
    lane.language = actors::stock_language({.check_skus = with.delivery.check_skus}, of.facts);
  } else if (which == entity::customer) {
    lane.rules = actors::customer_rules(reading, customer_options_of(with));
    lane.language = actors::customer_language(of.links);
  } else if (which == entity::shipment) {
    const auto options = shipment_options_of(with);
    lane.rules = actors::shipment_rules(reading, options);
    lane.language = actors::shipment_language(
        options, {.store = with.order_sync.order_store, .part_limit = with.delivery.park_limit},
        [&facts = of.facts] { return facts.now_us(); });
  } else {
    lane.rules = actors::order_rules(reading, order_options_of(with));
    lane.language =
        actors::order_language(order_options_of(with), {.store = with.order_sync.order_store});
  }
}

}  // namespace

actors::lane_setup lane_setup_of(entity which, const settings::settings& with,
                                 const lane_memories& of) {
  actors::lane_setup lane;
  give_rules(which, with, of, lane);
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
  lane.dispatcher.judging.settle_time = with.delivery.settle_time;
  lane.dispatcher.judging.ignore_unknown =
      !policy::is_document(which) &&
      with.delivery.unknown_sku == settings::unknown_sku_rule::ignore;
  add_test_faults(lane);
  return lane;
}

}  // namespace acumage::node
