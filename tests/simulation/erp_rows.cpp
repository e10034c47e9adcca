#include "tests/simulation/erp_rows.hpp"

namespace acumage::tests {

namespace {

simulator::order_draft order_of(const std::string& number,
                                const std::vector<simulator::draft_line>& lines) {
  simulator::order_draft order;
  order.increment_id = number;
  order.lines = lines;
  return order;
}

}  // namespace

std::vector<erp_shipment> shipments_of_a_run() {
  return {
      {"004417", "SO009120", "000000042", {{1, "LAMP-07", 2}, {2, "DESK-01", 3}}, {"1Z01", "1Z02"}},
      {"004418", "SO009120", "000000042", {{1, "LAMP-07", 3}}, {"1Z03"}},
      {"004419", "SO009121", "000000043", {{1, "CHAIR-02", 4}}},
      {"004420", "SO009121", "000000043", {{1, "CHAIR-02", 2}, {2, "RUG-10", 1}}, {"1Z04"}},
      {"004421", "SO009122", "000000044", {{1, "LAMP-07", 2}, {2, "CHAIR-02", 1}}, {"1Z05"}},
  };
}

simulator::store_options shop_of_a_run() {
  simulator::store_options shop;
  shop.keep_history = true;
  shop.log_limit = 0;
  for (const auto& sku : known_skus) shop.products.push_back({.sku = sku, .price = 42});
  shop.sources = {{.code = "wh_east"}, {.code = "wh_west"}};
  shop.customer_groups.push_back({2, "Wholesale"});
  shop.customer_groups.push_back({3, "Retailer"});
  shop.orders.push_back(order_of("000000042", {{.sku = "LAMP-07", .qty = 5, .price = 42},
                                               {.sku = "DESK-01", .qty = 3, .price = 100}}));
  shop.orders.push_back(order_of("000000043", {{.sku = "CHAIR-02", .qty = 6, .price = 42},
                                               {.sku = "RUG-10", .qty = 1, .price = 42}}));
  shop.orders.push_back(order_of("000000045", {{.sku = "VASE-13", .qty = 1, .price = 42}}));
  shop.orders.push_back(order_of("000000046", {{.sku = "BED-11", .qty = 2, .price = 42}}));
  return shop;
}

void place_late_order(flaky_store& store) {
  store.shop.add_order(order_of("000000044", {{.sku = "LAMP-07", .qty = 2, .price = 42},
                                              {.sku = "CHAIR-02", .qty = 1, .price = 42}}));
}

std::vector<std::string> settings_of_a_run(world& in) {
  std::vector<std::string> all{"inventory_sync.warehouses=EAST, WEST, NORTH",
                               "shipment_sync.create_invoice=true",
                               "customer_sync.classes=RETAIL, TRADE",
                               "order_sync.order_types=SO, CT",
                               "order_sync.create_erp_orders=true",
                               "queue.threshold_count=3",
                               "delivery.park_interval=30",
                               "delivery.park_limit=300",
                               "delivery.backoff_cap=60",
                               "[warehouse_sources] EAST = wh_east",
                               "[warehouse_sources] WEST = wh_west",
                               "[warehouse_sources] NORTH = wh_west",
                               "[ship_via] GROUND = ups, UPS Ground",
                               "[customer_groups] TRADE = 2",
                               "[customer_groups] TRADE/GOLD = 3",
                               "[order_statuses] Open = pending",
                               "[order_statuses] Shipping = processing",
                               "[order_statuses] On Hold = hold",
                               "[order_statuses] Released = unhold",
                               "[order_statuses] Canceled = cancel"};
  all.push_back("inventory_sync.incomplete=" + std::string{in.chance(0.3) ? "hold" : "publish"});
  all.push_back("queue.process_sleep_time=" + std::string{in.chance(0.5) ? "0" : "1"});
  all.push_back("queue.batch_count=" + std::to_string(1 + in.below(8)));
  all.push_back("intake.max_unsettled=" + std::to_string(in.chance(0.2) ? 12 : 1000));
  return all;
}

std::string json_of(const columns& row) {
  std::string text = "{";
  for (const auto& [name, value] : row)
    text += (text.size() > 1 ? "," : "") + quoted(name) + ":" + value;
  return text + "}";
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

}  // namespace acumage::tests
