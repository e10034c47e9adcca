// The legacy stock endpoints (REST.md 3.4): a stock item shows and changes the source "default".
#include "simulator/body.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <simdjson.h>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

constexpr std::string_view could_not_save =
    "The stock item was unable to be saved. Please try again.";

/// What the row of the source "default" says; none: nothing in stock.
struct level {
  double quantity = 0;
  bool in_stock = false;
};

level level_of(const shop& of, std::string_view sku) {
  const auto item = of.stock.item_of(sku, default_source);
  return item ? level{item->quantity, item->status == 1} : level{};
}

std::int64_t item_id(const stock_rules& rules, const catalogue::card& of) {
  return rules.item_id != 0 ? rules.item_id : static_cast<std::int64_t>(of.number);
}

std::string flag(bool value) { return value ? "true" : "false"; }

answer read_stock_item(shop& of, const call& from) {
  const auto& sku = from.parameters.front();
  const auto product = of.goods.card_of(sku);
  if (!product) return no_such_stock_item(sku);
  const auto rules = of.stock.rules_of(sku);
  const auto now = level_of(of, sku);
  of.seen.read();
  return {
      .body =
          "{\"item_id\":" + std::to_string(item_id(rules, *product)) + ",\"product_id\":" +
          std::to_string(product->number) + ",\"stock_id\":1,\"qty\":" + php_number(now.quantity) +
          ",\"is_in_stock\":" + flag(now.in_stock) +
          R"(,"is_qty_decimal":false,"show_default_notification_message":false)" +
          ",\"use_config_min_qty\":" + flag(rules.min_qty.from_config) +
          ",\"min_qty\":" + php_number(rules.minimum()) +
          R"(,"use_config_min_sale_qty":1,"min_sale_qty":1,"use_config_max_sale_qty":true)" +
          ",\"max_sale_qty\":10000,\"use_config_backorders\":" +
          flag(rules.backorders.from_config) +
          ",\"backorders\":" + std::to_string(rules.takes_backorders()) +
          R"(,"use_config_notify_stock_qty":true,"notify_stock_qty":1)"
          R"(,"use_config_qty_increments":true,"qty_increments":0)"
          R"(,"use_config_enable_qty_inc":true,"enable_qty_increments":false)" +
          ",\"use_config_manage_stock\":" + flag(rules.manage_stock.from_config) +
          ",\"manage_stock\":" + flag(rules.managed()) +
          R"(,"low_stock_date":null,"is_decimal_divided":false,"stock_status_changed_auto":0})"};
}

/// Takes a number that may be null, which changes nothing. false: refused.
template <class Number, class Take>
bool read_number(std::string_view name, const element& value, std::string_view type,
                 std::optional<Number> (*as)(const element&), answer& refused, Take take) {
  if (value.is_null()) return true;
  const auto number = as(value);
  if (!number) {
    refused = wrong_type(name, shown(value), type);
    return false;
  }
  take(*number);
  return true;
}

bool known_elsewhere(std::string_view setter) {
  for (const std::string_view name :
       {"ItemId", "ProductId", "StockId", "IsQtyDecimal", "ShowDefaultNotificationMessage",
        "UseConfigMinSaleQty", "MinSaleQty", "UseConfigMaxSaleQty", "MaxSaleQty",
        "UseConfigNotifyStockQty", "NotifyStockQty", "UseConfigQtyIncrements", "QtyIncrements",
        "UseConfigEnableQtyInc", "EnableQtyIncrements", "LowStockDate", "IsDecimalDivided",
        "StockStatusChangedAuto"})
    if (same_setter(setter, name)) return true;
  return false;
}

bool read_property(std::string_view name, const element& value, level& now, stock_rules& rules,
                   answer& refused) {
  const std::string setter = camel_case(name);
  const auto is = [&](std::string_view wanted) { return same_setter(setter, wanted); };
  const auto sets = [&](bool& to) {
    to = as_bool(value);
    return true;
  };
  if (is("Qty"))
    return read_number(name, value, "float", as_float, refused,
                       [&](double qty) { now.quantity = qty; });
  if (is("MinQty"))
    return read_number(name, value, "float", as_float, refused,
                       [&](double qty) { rules.min_qty.value = qty; });
  if (is("Backorders"))
    return read_number(name, value, "int", as_int, refused, [&](std::int64_t allowed) {
      rules.backorders.value = static_cast<int>(allowed);
    });
  if (is("IsInStock")) return sets(now.in_stock);
  if (is("ManageStock")) return sets(rules.manage_stock.value);
  if (is("UseConfigMinQty")) return sets(rules.min_qty.from_config);
  if (is("UseConfigBackorders")) return sets(rules.backorders.from_config);
  if (is("UseConfigManageStock")) return sets(rules.manage_stock.from_config);
  if (is("ExtensionAttributes")) return read_extension(value, refused);
  if (known_elsewhere(setter)) return true;
  refused = field_not_supported(setter);
  return false;
}

answer save_stock_item(shop& of, const call& from) {
  answer made;
  const auto body = decode(from.what, parser_of_thread(), made);
  if (!body) return made;
  const auto item = required(*body, "stockItem", made);
  if (!item) return made;
  const auto& sku = from.parameters.front();
  level now = level_of(of, sku);
  stock_rules rules = of.stock.rules_of(sku);
  if (simdjson::dom::object members; item->get(members) == simdjson::SUCCESS) {
    for (const auto& member : members)
      if (!read_property(member.key, member.value, now, rules, made)) return made;
  }
  const auto product = of.goods.card_of(sku);
  if (!product) return no_such_stock_item(sku);

  // The stock item's own rule: nothing left and no backorders is not in stock.
  if (rules.managed() && rules.takes_backorders() == 0 && now.quantity <= rules.minimum())
    now.in_stock = false;
  of.stock.set_rules(sku, rules);
  of.stock.apply({{.sku = product->sku,
                   .source_code = std::string{default_source},
                   .quantity = now.quantity,
                   .status = now.in_stock ? 1 : 0}});
  of.seen.wrote(1);
  return {.body = std::to_string(item_id(rules, *product)), .rows = 1};
}

}  // namespace

route_table stock_item_routes() {
  constexpr std::string_view resource = "Magento_Catalog::catalog_inventory";
  return {{"GET", "stockItems/:sku", resource, read_stock_item},
          {"PUT", "products/:sku/stockItems/:item", resource, save_stock_item, could_not_save}};
}

}  // namespace acumage::simulator
