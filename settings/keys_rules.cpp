// Rows of the settings table: the settings of each entity.
#include "settings/keys.hpp"
#include "settings/table_builder.hpp"

namespace acumage::settings {

namespace {

section_info price_sync() {
  return section_builder{"price_sync", "Price Sync Preferences"}
      .key(
          "price", [](auto& s) -> auto& { return s.price_sync.price; },
          "Which of the row's prices is sent; sales_price needs packages.commerce_pro.")
      .key(
          "decimals", [](auto& s) -> auto& { return s.price_sync.decimals; }, {.min = 0, .max = 6},
          "Prices are rounded half up to this many decimals.")
      .key(
          "store_id", [](auto& s) -> auto& { return s.price_sync.store_id; },
          {.min = 0, .max = 65'535}, "The store view that the prices are for; 0: all.")
      .done();
}

section_info inventory_sync() {
  return section_builder{"inventory_sync", "Inventory Sync Preferences"}
      .key(
          "mode", [](auto& s) -> auto& { return s.inventory_sync.mode; },
          "Sources from [warehouse_sources], or from branches; branch_wise needs "
          "packages.commerce_pro.")
      .key(
          "quantity", [](auto& s) -> auto& { return s.inventory_sync.quantity; },
          "The quantity that is published; the store subtracts its own open orders, so with "
          "on_hand they count once.")
      .key(
          "monitor", [](auto& s) -> auto& { return s.inventory_sync.monitor; },
          "Quantities whose changes count; empty: the published one.")
      .key(
          "warehouses", [](auto& s) -> auto& { return s.inventory_sync.warehouses; },
          "Monitored warehouses, for mode = configured; empty: nothing is sent.")
      .key(
          "decimals", [](auto& s) -> auto& { return s.inventory_sync.decimals; },
          {.min = 0, .max = 4}, "Quantities are rounded down to this many decimals.")
      .key(
          "incomplete", [](auto& s) -> auto& { return s.inventory_sync.incomplete; },
          "While a warehouse of a source has never been reported for an item: hold the quantity "
          "until it is reported or a baseline has ended, or publish what is known.")
      .done();
}

section_info vendor_inventory() {
  return section_builder{"vendor_inventory", "Vendor Inventory Preferences"}
      .key(
          "preference", [](auto& s) -> auto& { return s.vendor_inventory.preference; },
          "What is done with the vendors' quantities; all values except exclude need "
          "packages.commerce_pro.")
      .key(
          "source", [](auto& s) -> auto& { return s.vendor_inventory.source; },
          "Magento source of the separate quantity, or of the total when several sources are "
          "mapped.")
      .done();
}

section_info shipment_sync() {
  return section_builder{"shipment_sync", "Shipment Sync Trigger"}
      .key(
          "trigger", [](auto& s) -> auto& { return s.shipment_sync.trigger; },
          "Create a shipment in the store when it is confirmed in the ERP, or when its invoice is "
          "released.")
      .key(
          "notify_customer", [](auto& s) -> auto& { return s.shipment_sync.notify_customer; },
          "Have the store send an e-mail to the customer.")
      .key(
          "create_invoice", [](auto& s) -> auto& { return s.shipment_sync.create_invoice; },
          "Invoice the shipped lines in the store.")
      .done();
}

section_info dropship() {
  return section_builder{"dropship", "A to M Dropship ShipVia Sync Preferences"}
      .key(
          "ship_via", [](auto& s) -> auto& { return s.dropship.ship_via; },
          "The ShipVia used for every drop shipment.")
      .done();
}

section_info customer_sync() {
  return section_builder{"customer_sync", "A to M Customer Sync Preferences, Additional Settings"}
      .key(
          "classes", [](auto& s) -> auto& { return s.customer_sync.classes; },
          "Customer classes that are sent; empty: nothing is sent.")
      .key(
          "website_id", [](auto& s) -> auto& { return s.customer_sync.website_id; },
          {.min = 1, .max = 65'535}, "The website that customers belong to.")
      .key(
          "default_group", [](auto& s) -> auto& { return s.customer_sync.default_group; },
          {.min = 1, .max = 2'147'483'647},
          "Magento group of a customer whose class has no mapping.")
      .key(
          "attributes", [](auto& s) -> auto& { return s.customer_sync.attributes; },
          "Enable Customer Attribute Sync to Magento; Commerce edition only.")
      .done();
}

section_info order_sync() {
  return section_builder{"order_sync", "A to M Order Sync Preferences"}
      .key(
          "order_types", [](auto& s) -> auto& { return s.order_sync.order_types; },
          "Order types that are sent, such as SO, CT; empty: nothing is sent.")
      .key(
          "order_number_field", [](auto& s) -> auto& { return s.order_sync.order_number_field; },
          "The column that holds the store's order number.")
      .key(
          "order_store", [](auto& s) -> auto& { return s.order_sync.order_store; },
          {.min = 0, .max = 65'535},
          "Store view to use when an order number exists in several; 0: none.")
      .key(
          "create_erp_orders", [](auto& s) -> auto& { return s.order_sync.create_erp_orders; },
          "Create in the store orders that were entered in the ERP.")
      .key(
          "store_id", [](auto& s) -> auto& { return s.order_sync.store_id; },
          {.min = 1, .max = 65'535}, "The store view of orders that are created.")
      .key(
          "payment_method", [](auto& s) -> auto& { return s.order_sync.payment_method; },
          "Magento payment method of orders that are created.")
      .key(
          "shipping_method", [](auto& s) -> auto& { return s.order_sync.shipping_method; },
          "Magento shipping method of orders that are created.")
      .key(
          "increment_prefix", [](auto& s) -> auto& { return s.order_sync.increment_prefix; },
          "Prefix of the store's number of a created order.")
      .done();
}

section_info warehouse_sources() {
  return map_section("warehouse_sources", "Sources of warehouses",
                     [](auto& s) -> auto& { return s.warehouse_sources; },
                     {.key = "warehouse",
                      .value = "Magento source code",
                      .help = "Empty: all warehouses go to `default`; otherwise every monitored "
                              "warehouse must be listed here.",
                      .examples = {{"EAST", "wh_east"}}});
}

section_info branch_warehouses() {
  return map_section("branch_warehouses", "Warehouses of branches",
                     [](auto& s) -> auto& { return s.branch_warehouses; },
                     {.key = "branch",
                      .value = "warehouses",
                      .help = "For mode = branch_wise; a warehouse belongs to one branch.",
                      .examples = {{"MAIN", "EAST, WEST"}}});
}

section_info branch_sources() {
  return map_section(
      "branch_sources", "Sources of branches", [](auto& s) -> auto& { return s.branch_sources; },
      {.key = "branch",
       .value = "Magento source code",
       .help = "For mode = branch_wise; every branch of [branch_warehouses] must be listed here.",
       .examples = {{"MAIN", "default"}}});
}

section_info item_statuses() {
  return map_section("item_statuses", "Words for the status of an item",
                     [](auto& s) -> auto& { return s.item_statuses; },
                     {.key = "Acumatica status",
                      .value = "sold, not_sold",
                      .help = "For words beyond Acumatica's own, which need no line here.",
                      .examples = {{"Phasing Out", "sold"}}});
}

section_info shipment_statuses() {
  return map_section("shipment_statuses", "Words for the status of a shipment",
                     [](auto& s) -> auto& { return s.shipment_statuses; },
                     {.key = "Acumatica status",
                      .value = "confirmed, released, open",
                      .help = "For words beyond Acumatica's own, which need no line here.",
                      .examples = {{"Picked", "open"}}});
}

section_info shipment_types() {
  return map_section("shipment_types", "Words for the type of a shipment",
                     [](auto& s) -> auto& { return s.shipment_types; },
                     {.key = "Acumatica type",
                      .value = "shipment, drop_shipment, transfer",
                      .help = "For words beyond Acumatica's own, which need no line here.",
                      .examples = {{"Lieferung", "shipment"}}});
}

section_info shipment_operations() {
  return map_section("shipment_operations", "Words for the operation of a shipment",
                     [](auto& s) -> auto& { return s.shipment_operations; },
                     {.key = "Acumatica operation",
                      .value = "issue, receipt",
                      .help = "For words beyond Acumatica's own, which need no line here.",
                      .examples = {{"Ausgabe", "issue"}}});
}

section_info ship_via() {
  return map_section("ship_via", "Carriers", [](auto& s) -> auto& { return s.ship_via; },
                     {.key = "ShipVia",
                      .value = "carrier code, title",
                      .help = "A ShipVia that is not listed is sent as carrier `custom` with the "
                              "ShipVia as its title.",
                      .examples = {{"GROUND", "ups, UPS Ground"}}});
}

section_info customer_groups() {
  return map_section("customer_groups", "Groups of customers",
                     [](auto& s) -> auto& { return s.customer_groups; },
                     {.key = "class, or class/price class",
                      .value = "Magento group id",
                      .help = "The pair takes precedence over the class alone.",
                      .examples = {{"INTL", "2"}, {"INTL/TRADE", "3"}}});
}

section_info customer_attributes() {
  return map_section("customer_attributes", "Attributes of customers",
                     [](auto& s) -> auto& { return s.customer_attributes; },
                     {.key = "Acumatica attribute",
                      .value = "Magento attribute code",
                      .help = "Sent when customer_sync.attributes is on.",
                      .examples = {{"REGION", "erp_region"}}});
}

section_info order_statuses() {
  return map_section("order_statuses", "Statuses of orders",
                     [](auto& s) -> auto& { return s.order_statuses; },
                     {.key = "Acumatica status",
                      .value = "Magento status or state/status, or cancel, hold, unhold",
                      .help = "A status that is not listed is filtered and shown as unmapped.",
                      .examples = {{"Completed", "complete"}}});
}

}  // namespace

std::vector<section_info> rule_sections() {
  return {price_sync(),        item_statuses(),  inventory_sync(),      warehouse_sources(),
          branch_warehouses(), branch_sources(), vendor_inventory(),    shipment_sync(),
          shipment_statuses(), shipment_types(), shipment_operations(), ship_via(),
          dropship(),          customer_sync(),  customer_groups(),     customer_attributes(),
          order_sync(),        order_statuses()};
}

}  // namespace acumage::settings
