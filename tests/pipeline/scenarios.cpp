#include "tests/pipeline/scenarios.hpp"

namespace acumage::tests {

namespace {

std::string member(const std::string& name, const std::string& value) {
  return "\"" + name + "\":\"" + value + "\"";
}

}  // namespace

std::vector<std::string> sales_settings(const std::vector<std::string>& more) {
  std::vector<std::string> all{
      "inventory_sync.warehouses=EAST, WEST", "inventory_sync.incomplete=publish",
      "shipment_sync.create_invoice=true",    "customer_sync.classes=RETAIL, TRADE",
      "order_sync.order_types=SO, CT",        "[warehouse_sources] EAST = wh_east",
      "[warehouse_sources] WEST = wh_west",   "[ship_via] GROUND = ups, UPS Ground",
      "[customer_groups] TRADE = 2",          "[customer_groups] TRADE/GOLD = 3",
      "[order_statuses] Open = pending",      "[order_statuses] Shipping = processing",
      "[order_statuses] On Hold = hold",      "[order_statuses] Released = unhold",
      "[order_statuses] Canceled = cancel"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::string shipment_row(const std::string& shipment, int line, const std::string& sku,
                         const std::string& quantity, const std::string& tracking,
                         const std::string& status) {
  return "{" + member("ShipmentNbr", shipment) + "," + member("Type", "Shipment") + "," +
         member("Operation", "Issue") + "," + member("Status", status) + "," +
         member("ShipVia", "GROUND") + "," + member("WarehouseID", "EAST") + "," +
         member("OrderType", "SO") + "," + member("OrderNbr", "SO009120") + "," +
         member("ExternalRef", "000000042") + "," + member("InventoryID", sku) +
         ",\"OrderLineNbr\":" + std::to_string(line) + ",\"ShippedQty\":" + quantity + "," +
         member("TrackingNbr", tracking) + "}";
}

std::string customer_row(const std::string& email, const std::string& street,
                         const std::string& price_class) {
  return "{" + member("CustomerID", "C000902") + "," + member("CustomerName", "Ada Lovelace") +
         "," + member("Email", email) + "," + member("CustomerClass", "TRADE") + "," +
         member("PriceClassID", price_class) + "," + member("AddressLine1", street) + "," +
         member("City", "London") + "," + member("Country", "GB") + "," +
         member("PostalCode", "W1J 7NT") + "," + member("Phone1", "+44 20 7946 0000") + "}";
}

std::string order_row(const std::string& status, const std::string& number) {
  return "{" + member("OrderType", "SO") + "," + member("OrderNbr", "SO009120") + "," +
         member("Status", status) + "," + member("ExternalRef", number) + "}";
}

std::string born_row() {
  const std::string address =
      "{" + member("FirstName", "Ada") + "," + member("LastName", "Lovelace") + "," +
      member("AddressLine1", "12 St James Square") + "," + member("City", "London") + "," +
      member("Country", "GB") + "," + member("PostalCode", "W1J 7NT") + "," +
      member("Phone1", "+44 20 7946 0000") + "}";
  return "{" + member("OrderType", "SO") + "," + member("OrderNbr", "SO009999") + "," +
         member("Status", "Open") + "," + member("ExternalRef", "") + "," +
         member("CustomerID", "C000902") + "," + member("Email", "ada@example.test") +
         R"(,"OrderTotal":242.5,"CurrencyID":"USD","Date":"2026-08-14T00:00:00",)"
         R"("Details":[{"InventoryID":"LAMP-07","Quantity":1,"UnitPrice":42.5,"ExtendedPrice":42.5},)"
         R"({"InventoryID":"DESK-01","Quantity":2,"UnitPrice":100,"ExtendedPrice":200}],)" +
         "\"BillingAddress\":" + address + ",\"ShippingAddress\":" + address + "}";
}

simulator::store_options sales_shop() {
  auto shop = lamp_shop();
  for (auto& each : shop.products) each.price = 42;
  shop.customer_groups.push_back({2, "Wholesale"});
  shop.customer_groups.push_back({3, "Retailer"});
  simulator::order_draft order;
  order.increment_id = "000000042";
  order.lines = {{.sku = "LAMP-07", .qty = 5, .price = 42},
                 {.sku = "DESK-01", .qty = 3, .price = 100}};
  shop.orders.push_back(order);
  return shop;
}

namespace {

void stock_up(struck_shop& store) {
  for (const auto* sku : {"LAMP-07", "DESK-01", "CHAIR-02"})
    for (const auto* source : {"wh_east", "wh_west"}) store.shop.set_quantity(sku, source, 50);
}

void meet_ada(struck_shop& store) {
  simulator::customer ada;
  ada.email = "ada@example.test";
  ada.firstname = "Ada";
  ada.lastname = "L";
  simulator::customer_address home;
  home.firstname = "Ada";
  home.lastname = "L";
  home.street = {"1 Old Road"};
  home.city = "London";
  home.country_id = "GB";
  home.postcode = "N1 9GU";
  home.telephone = "1";
  home.default_billing = true;
  auto work = home;
  work.street = {"2 Work Lane"};
  work.default_billing = false;
  work.default_shipping = true;
  ada.addresses = {home, work};
  store.shop.accounts.save(ada);
}

std::vector<scenario> make() {
  const auto settings = sales_settings();
  const auto stocked = [](struck_shop& store, shop_node&) { stock_up(store); };
  const auto nothing = [](struck_shop&, shop_node&) {};
  std::vector<scenario> all;
  all.push_back({"ship all, two tracks, invoice", settings, stocked, [](shop_node& node) {
                   node.push(entity::shipment,
                             {shipment_row("004417", 1, "LAMP-07", "5", "1Z01"),
                              shipment_row("004417", 1, "LAMP-07", "5", "1Z02"),
                              shipment_row("004417", 2, "DESK-01", "3", "1Z01")},
                             10);
                 }});
  all.push_back({"ship a part, invoice", settings, stocked, [](shop_node& node) {
                   node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
                 }});
  all.push_back(
      {"a supplement of a line that comes later", settings,
       [](struck_shop& store, shop_node& node) {
         stock_up(store);
         node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "1Z01")}, 10);
         node.settle();
       },
       [](shop_node& node) {
         node.push(entity::shipment, {shipment_row("004417", 2, "DESK-01", "1", "1Z01")}, 20);
       }});
  all.push_back({"a track that comes later", settings,
                 [](struck_shop& store, shop_node& node) {
                   stock_up(store);
                   node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "")}, 10);
                   node.settle();
                 },
                 [](shop_node& node) {
                   node.push(entity::shipment, {shipment_row("004417", 1, "LAMP-07", "2", "1Z07")},
                             20);
                 }});
  all.push_back({"create a customer", settings, nothing, [](shop_node& node) {
                   node.push(entity::customer, {customer_row("ada@example.test", "12 Square")}, 10);
                 }});
  all.push_back({"update a customer, with a new address", settings,
                 [](struck_shop& store, shop_node&) { meet_ada(store); },
                 [](shop_node& node) {
                   node.push(entity::customer,
                             {customer_row("ada@example.test", "12 Square", "GOLD")}, 10);
                 }});
  all.push_back({"comment on an order", settings, stocked,
                 [](shop_node& node) { node.push(entity::order, {order_row("Shipping")}, 10); }});
  all.push_back({"hold an order", settings, stocked,
                 [](shop_node& node) { node.push(entity::order, {order_row("On Hold")}, 10); }});
  all.push_back({"release an order", settings,
                 [](struck_shop&, shop_node& node) {
                   node.push(entity::order, {order_row("On Hold")}, 10);
                   node.settle();
                 },
                 [](shop_node& node) { node.push(entity::order, {order_row("Released")}, 20); }});
  all.push_back({"cancel an order", settings, nothing,
                 [](shop_node& node) { node.push(entity::order, {order_row("Canceled")}, 10); }});
  all.push_back({"create an order", sales_settings({"order_sync.create_erp_orders=true"}), stocked,
                 [](shop_node& node) { node.push(entity::order, {born_row()}, 10); }});
  return all;
}

}  // namespace

const std::vector<scenario>& scenarios() {
  static const std::vector<scenario> all = make();
  return all;
}

}  // namespace acumage::tests
