#include "cli/demo/setup.hpp"

#include "messages/key.hpp"
#include "settings/settings.hpp"
#include "simulator/acumatica/options.hpp"
#include "simulator/acumatica/tables/loader.hpp"

#include <chrono>
#include <cstdlib>
#include <utility>

namespace acumage::demo {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

result<std::unique_ptr<demo_folder>> demo_folder::make(after then) {
  if (then == after::keep) {
    std::error_code problem;
    if (fs::create_directory(kept_folder, problem))
      return std::unique_ptr<demo_folder>{new demo_folder{kept_folder, then}};
    return error{errc::conflict,
                 std::string{kept_folder} + ": " +
                     (problem ? problem.message() : std::string{"already exists"}) +
                     "; expected to create it",
                 {}};
  }
  auto pattern = (fs::temp_directory_path() / "acumage-demo-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    return error{
        errc::storage_failed, pattern + ": cannot be created; expected room for the demo", {}};
  return std::unique_ptr<demo_folder>{new demo_folder{pattern, then}};
}

demo_folder::~demo_folder() {
  std::error_code ignored;
  if (then_ == after::remove) fs::remove_all(path_, ignored);
}

namespace {

void add_erp(settings::settings& to) {
  const simulator::acumatica::options is;
  to.acumatica.tenant = is.tenant;
  to.acumatica.client_id = is.client_id;
  to.acumatica.client_secret = settings::secret{is.client_secret};
  to.acumatica.username = is.user;
  to.acumatica.password = settings::secret{is.password};
  to.acumatica.requests_per_minute = 1'000;
  to.acumatica.overlap = 60s;
  to.acumatica.lag = 60s;
  to.acumatica.delta_every = 0s;  // the demo says when
  for (const auto& [which, inquiry] : {std::pair{entity::pricing, "Acumage Price"},
                                       std::pair{entity::inventory, "Acumage Quantity"}}) {
    to.pull.at(index_of(which)).name = inquiry;
    to.queries.emplace(inquiry, which);
  }
}

}  // namespace

settings::settings demo_settings(const fs::path& folder) {
  settings::settings with;
  with.connection.bearer_token = settings::secret{"demo-token"};
  with.entities.fill(true);
  with.inventory_sync.warehouses = {"EAST", "WEST", "OUTLET"};
  with.warehouse_sources = {{"EAST", "wh_main"}, {"WEST", "wh_main"}, {"OUTLET", "wh_outlet"}};
  with.shipment_sync.create_invoice = true;
  with.ship_via = {{"GROUND", {"ups", "UPS Ground"}}};
  with.dropship.ship_via = "GROUND";
  with.customer_sync.classes = {"WEB", "INTL"};
  with.customer_groups = {{"INTL", 2}, {"INTL/TRADE", 3}};
  with.order_sync.order_types = {"SO"};
  with.order_sync.create_erp_orders = true;
  with.order_statuses = {{"Open", "pending"},
                         {"Shipping", "processing"},
                         {"Completed", "complete"},
                         {"On Hold", "hold"},
                         {"Canceled", "cancel"}};
  with.queue.threshold_count = 5;
  with.queue.batch_count = 10;
  with.queue.process_sleep_time = 250ms;
  with.intake.port = 0;
  with.intake.pair_window = 3s;
  with.admin.port = 0;
  with.delivery.backoff_base = 200ms;
  with.delivery.backoff_cap = 1s;
  with.delivery.park_interval = 1s;
  with.delivery.park_limit = 6s;
  with.delivery.probe_interval = 1s;
  with.delivery.settle_time = 1s;
  with.delivery.drain_deadline = 3s;
  with.storage.path = folder / "data";
  add_erp(with);
  return with;
}

simulator::store_options shop_with(const std::vector<std::string>& skus) {
  simulator::store_options shop;
  shop.token = "demo-token";
  shop.sources = {{.code = "wh_main", .name = "Main"}, {.code = "wh_outlet", .name = "Outlet"}};
  shop.customer_groups.push_back({2, "International"});
  shop.customer_groups.push_back({3, "Trade"});
  const auto order = [&](const std::string& number, std::vector<simulator::draft_line> lines) {
    simulator::order_draft placed;
    placed.increment_id = number;
    placed.lines = std::move(lines);
    shop.orders.push_back(std::move(placed));
  };
  order("000000101", {{.sku = "LAMP-07", .qty = 5}, {.sku = "CHAIR-03", .qty = 2}});
  order("000000102", {{.sku = "DESK-04", .qty = 1}});
  order("000000103", {{.sku = "RUG-02", .qty = 1}});
  order("000000104", {{.sku = "CHAIR-03", .qty = 1}});
  order("000000105", {{.sku = "LAMP-09", .qty = 1}});
  for (const auto& each : skus)
    if (fold_key(each) != fold_key(never_sold) && fold_key(each) != fold_key(sold_later))
      shop.products.push_back({.sku = each, .type = {}, .price = 1.0});
  for (std::size_t i = 1; i <= erp_items; ++i)
    shop.products.push_back(
        {.sku = simulator::acumatica::item_number(i), .type = {}, .price = 1.0});
  return shop;
}

}  // namespace acumage::demo
