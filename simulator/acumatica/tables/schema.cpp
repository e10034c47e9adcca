#include "simulator/acumatica/tables/schema.hpp"

#include <algorithm>

namespace acumage::simulator::acumatica {
namespace {

using enum column_type;

const std::vector<schema>& schemas() {
  static const std::vector<schema> all{
      {entity::item,
       "item",
       "Acumage Price",
       "PX_Objects_IN_InventoryItem",
       1,
       {{"InventoryID"}, {"DefaultPrice", decimal, 6}, {"ItemStatus"}, {"LastModifiedOn", time}}},
      {entity::quantity,
       "quantity",
       "Acumage Quantity",
       "PX_Objects_IN_INSiteStatus",
       2,
       {{"InventoryID"},
        {"WarehouseID"},
        {"QtyOnHand", decimal, 4},
        {"QtyAvailable", decimal, 4},
        {"QtyAvailableForShipment", decimal, 4},
        {"LastModifiedOn", time}}},
      {entity::sales_price,
       "sales_price",
       "Acumage Sales Price",
       "PX_Objects_AR_ARSalesPrice",
       1,
       {{"RecordID", integer},
        {"PriceType"},
        {"PriceCode"},
        {"InventoryID"},
        {"UOM"},
        {"WarehouseID"},
        {"BreakQty", decimal, 4},
        {"Price", decimal, 6},
        {"CurrencyID"},
        {"Promotion", boolean},
        {"EffectiveDate", time},
        {"ExpirationDate", time},
        {"LastModifiedOn", time}}},
      {entity::customer,
       "customer",
       "Acumage Customer",
       "PX_Objects_AR_Customer",
       1,
       {{"CustomerID"},
        {"CustomerName"},
        {"Email"},
        {"CustomerClass"},
        {"PriceClassID"},
        {"Status"},
        {"FirstName"},
        {"LastName"},
        {"AddressLine1"},
        {"AddressLine2"},
        {"City"},
        {"State"},
        {"Country"},
        {"PostalCode"},
        {"Phone1"},
        {"LastModifiedOn", time}}},
      {entity::order,
       "order",
       "Acumage Order",
       "PX_Objects_SO_SOOrder",
       2,
       {{"OrderType"},
        {"OrderNbr"},
        {"Status"},
        {"ExternalRef"},
        {"CustomerOrder"},
        {"CustomerID"},
        {"Email"},
        {"OrderTotal", decimal, 4},
        {"CurrencyID"},
        {"Date", time},
        {"LastModifiedOn", time}}},
      {entity::order_line,
       "order_line",
       "",
       "PX_Objects_SO_SOLine",
       3,
       {{"OrderType"},
        {"OrderNbr"},
        {"LineNbr", integer},
        {"InventoryID"},
        {"Quantity", decimal, 4},
        {"UnitPrice", decimal, 6},
        {"ExtendedPrice", decimal, 4}}},
      {entity::shipment,
       "shipment",
       "Acumage Shipment",
       "PX_Objects_SO_SOShipment",
       2,
       {{"ShipmentNbr"},
        {"LineNbr", integer},
        {"Type"},
        {"Operation"},
        {"Status"},
        {"ShipmentDate", time},
        {"ShipVia"},
        {"WarehouseID"},
        {"OrderType"},
        {"OrderNbr"},
        {"ExternalRef"},
        {"OrderLineNbr", integer},
        {"InventoryID"},
        {"ShippedQty", decimal, 4},
        {"TrackingNbr"},
        {"InvoiceNbr"},
        {"LastModifiedOn", time}}},
      {entity::lost_push,
       "lost_push",
       "Acumage Lost Pushes",
       "PX_PushNotifications_UI_DAC_PushNotificationsFailedToSend",
       2,
       {{"HookId", guid},
        {"TimeStamp", integer},
        {"Source"},
        {"ErrorMessage"},
        {"Truncated", boolean}}},
  };
  return all;
}

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

}  // namespace

std::optional<std::size_t> schema::index_of(std::string_view column_name) const {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == column_name) return i;
  return std::nullopt;
}

const schema& schema_of(entity which) { return schemas().at(static_cast<std::size_t>(which)); }

std::span<const schema> all_schemas() { return schemas(); }

const schema* inquiry_named(std::string_view name) {
  for (const auto& one : schemas())
    if (!one.inquiry.empty() && same_name(one.inquiry, name)) return &one;
  return nullptr;
}

const schema* class_named(std::string_view name) {
  for (const auto& one : schemas())
    if (one.dac == name) return &one;
  return nullptr;
}

const schema* table_named(std::string_view name) {
  for (const auto& one : schemas())
    if (one.name == name) return &one;
  return nullptr;
}

}  // namespace acumage::simulator::acumatica
