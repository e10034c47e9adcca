#include "node/store_questions.hpp"

#include "settings/settings.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <map>
#include <string>

using namespace acumage;
using namespace acumage::node;

namespace {

settings::settings with(std::initializer_list<entity> enabled) {
  settings::settings value;
  for (const auto each : enabled) value.entities.at(index_of(each)) = true;
  value.warehouse_sources = {{"EAST", "wh_main"}, {"WEST", "wh_main"}, {"OUTLET", "wh_outlet"}};
  value.branch_sources = {{"MAIN", "wh_branch"}};
  value.customer_groups = {{"INTL", 2}, {"INTL/TRADE", 3}};
  value.customer_attributes = {{"REGION", "erp_region"}};
  value.order_statuses = {{"Completed", "complete"}, {"Shipping", "processing"},
                          {"Open", "processing"},    {"Canceled", "cancel"},
                          {"On Hold", "hold"},       {"Back", "unhold"}};
  value.order_sync.store_id = 2;
  value.order_sync.create_erp_orders = true;
  return value;
}

using places = std::map<std::string, std::string>;
using numbered = std::map<int, std::string>;

}  // namespace

TEST_CASE("store questions: an entity that is off asks for nothing") {
  const auto ask = store_questions_of(with({entity::pricing}));
  CHECK(ask.enabled == std::set<entity>{entity::pricing});
  CHECK(ask.sources.empty());
  CHECK(ask.websites.empty());
  CHECK(ask.store_views.empty());
  CHECK(ask.customer_groups.empty());
  CHECK(ask.customer_attributes.empty());
  CHECK(ask.order_statuses.empty());
  CHECK_FALSE(ask.also.create_orders);
}

TEST_CASE("store questions: each source with the warehouses that name it") {
  auto value = with({entity::inventory});
  CHECK(store_questions_of(value).sources ==
        places{{"wh_main", "[warehouse_sources] EAST, [warehouse_sources] WEST"},
               {"wh_outlet", "[warehouse_sources] OUTLET"}});
  value.vendor_inventory = {.preference = settings::vendor_preference::separate,
                            .source = "wh_vendor"};
  CHECK(store_questions_of(value).sources.at("wh_vendor") == "vendor_inventory.source");
  value.inventory_sync.mode = settings::inventory_mode::branch_wise;
  CHECK(store_questions_of(value).sources ==
        places{{"wh_branch", "[branch_sources] MAIN"}, {"wh_vendor", "vendor_inventory.source"}});
}

TEST_CASE("store questions: shipments leave from the sources of their warehouses in either mode") {
  auto value = with({entity::shipment});
  value.inventory_sync.mode = settings::inventory_mode::branch_wise;
  CHECK(store_questions_of(value).sources.size() == 2);
  CHECK(store_questions_of(value).sources.contains("wh_outlet"));
}

TEST_CASE("store questions: without a mapping all warehouses go to the source default") {
  auto value = with({entity::inventory});
  value.warehouse_sources.clear();
  CHECK(store_questions_of(value).sources.empty());
  value.inventory_sync.warehouses = {"EAST"};
  CHECK(store_questions_of(value).sources == places{{"default", "inventory_sync.warehouses"}});
}

TEST_CASE("store questions: customers name a website, groups, and attributes when those are on") {
  auto value = with({entity::customer});
  value.customer_sync.default_group = 3;
  auto ask = store_questions_of(value);
  CHECK(ask.websites == numbered{{1, "customer_sync.website_id"}});
  CHECK(ask.customer_groups ==
        numbered{{2, "[customer_groups] INTL"},
                 {3, "customer_sync.default_group, [customer_groups] INTL/TRADE"}});
  CHECK_FALSE(ask.send_attributes);
  CHECK(ask.customer_attributes.empty());
  value.customer_sync.attributes = true;
  ask = store_questions_of(value);
  CHECK(ask.send_attributes);
  CHECK(ask.customer_attributes == places{{"erp_region", "[customer_attributes] REGION"}});
}

TEST_CASE("store questions: orders name their store view and statuses, but not the calls") {
  const auto ask = store_questions_of(with({entity::order}));
  CHECK(ask.store_views == numbered{{2, "order_sync.store_id"}});
  CHECK(ask.order_statuses ==
        places{{"complete", "[order_statuses] Completed"},
               {"processing", "[order_statuses] Open, [order_statuses] Shipping"}});
  CHECK(ask.also.create_orders);
  CHECK(ask.also.set_statuses);
}

TEST_CASE("store questions: a price's store view counts unless it is all of them") {
  auto value = with({entity::pricing});
  value.price_sync.store_id = 2;
  CHECK(store_questions_of(value).store_views == numbered{{2, "price_sync.store_id"}});
  value = with({entity::pricing, entity::order});
  value.price_sync.store_id = 2;
  CHECK(store_questions_of(value).store_views ==
        numbered{{2, "price_sync.store_id, order_sync.store_id"}});
}
