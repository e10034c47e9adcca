#include "simulator/orders/placed_order.hpp"

#include "simulator/column.hpp"
#include "simulator/php_json.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace acumage::simulator {
namespace {

constexpr double flat_rate = 5;  // for each piece

double amount(double value) { return as_decimal(value, 4, 1e16); }

/// In the order's currency and in the shop's, which are the same.
void set_both(record& of, const std::string& column, double value) {
  of[column] = value;
  of["base_" + column] = value;
}

void set_zeros(record& of, std::initializer_list<const char*> columns) {
  for (const auto* column : columns) of[column] = 0.0;
}

struct sums {
  double pieces = 0;
  double goods = 0;
  double shipping = 0;
  double paid = 0;
  double lines = 0;

  double total() const { return amount(goods + shipping); }
};

sums sums_of(const order& of) {
  sums made;
  for (const auto& line : of.items) {
    if (line.parent_item_id != 0) continue;
    ++made.lines;
    made.pieces += line.qty_ordered;
    made.goods = amount(made.goods + line.qty_ordered * line.price);
    made.paid = amount(made.paid + line.qty_invoiced * line.price);
    if (!line.is_virtual) made.shipping += line.qty_ordered * flat_rate;
  }
  if (made.paid > 0) made.paid = amount(made.paid + made.shipping);  // with the first invoice
  return made;
}

}  // namespace

record placed_order_columns(const stored_order& of) {
  const sums sum = sums_of(of.is);
  record made;
  for (const auto* column : {"grand_total", "total_due"}) set_both(made, column, sum.total());
  for (const auto* column : {"subtotal", "subtotal_incl_tax"}) set_both(made, column, sum.goods);
  for (const auto* column : {"shipping_amount", "shipping_incl_tax"})
    set_both(made, column, sum.shipping);
  for (const auto* column : {"discount_amount", "discount_tax_compensation_amount",
                             "shipping_discount_amount", "shipping_tax_amount", "tax_amount"})
    set_both(made, column, 0);
  set_zeros(made, {"base_shipping_discount_tax_compensation_amnt", "customer_group_id",
                   "shipping_discount_tax_compensation_amount", "store_to_base_rate",
                   "store_to_order_rate"});
  for (const auto* column : {"base", "global", "order", "store"})
    made[std::string{column} + "_currency_code"] = "EUR";
  for (const auto* column : {"base_to_global_rate", "base_to_order_rate", "customer_is_guest",
                             "customer_note_notify", "email_sent"})
    made[column] = 1.0;
  if (sum.paid > 0) {
    for (const auto* column : {"total_paid", "total_invoiced"}) set_both(made, column, sum.paid);
    set_both(made, "total_due", amount(sum.total() - sum.paid));
  }
  made["customer_firstname"] = "Guest";
  made["customer_lastname"] = "Order";
  made["is_virtual"] = of.is.is_virtual ? 1.0 : 0.0;
  made["quote_id"] = static_cast<double>(of.is.entity_id);
  made["remote_ip"] = "127.0.0.1";
  if (!of.is.is_virtual) made["shipping_description"] = "Flat Rate - Fixed";
  made["total_item_count"] = sum.lines;
  made["total_qty_ordered"] = sum.pieces;
  made["weight"] = of.is.is_virtual ? 0.0 : sum.pieces;
  return made;
}

record placed_item_columns(const stored_order& of, const order_item& line) {
  record made;
  for (const auto* column : {"amount_refunded", "discount_amount", "discount_invoiced",
                             "discount_tax_compensation_amount", "tax_amount", "tax_invoiced"})
    set_both(made, column, 0);
  set_zeros(made, {"discount_percent", "free_shipping", "no_discount", "tax_percent"});
  for (const auto* column : {"original_price", "price_incl_tax"})
    set_both(made, column, line.price);
  made["base_price"] = line.price;
  const double row = amount(line.price * line.qty_ordered);
  for (const auto* column : {"row_total", "row_total_incl_tax"}) set_both(made, column, row);
  set_both(made, "row_invoiced", amount(line.price * line.qty_invoiced));
  made["created_at"] = of.created_at;
  made["updated_at"] = of.created_at;
  made["is_qty_decimal"] = line.is_qty_decimal ? 1.0 : 0.0;
  made["is_virtual"] = line.is_virtual ? 1.0 : 0.0;
  made["quote_item_id"] = static_cast<double>(line.item_id);
  made["store_id"] = static_cast<double>(of.is.store_id);
  if (!line.is_virtual) {
    made["weight"] = 1.0;
    made["row_weight"] = line.qty_ordered;
  }
  return made;
}

record placed_payment(const stored_order& of) {
  const sums sum = sums_of(of.is);
  record made;
  made["additional_information"] = json_part{R"(["Check \/ Money order"])"};
  set_both(made, "amount_ordered", sum.total());
  set_both(made, "shipping_amount", sum.shipping);
  made["method"] = "checkmo";
  return made;
}

record placed_address(const stored_order& of, std::string_view type) {
  record made = type == "billing" ? of.billing : of.shipping;
  if (made.empty()) return made;
  made["address_type"] = std::string{type};
  made["city"] = "Berlin";
  made["country_id"] = "DE";
  made["email"] = of.is.customer_email;
  made["firstname"] = "Guest";
  made["lastname"] = "Order";
  made["postcode"] = "10115";
  made["region"] = "Berlin";
  made["street"] = json_part{R"(["Teststr. 1"])"};
  made["telephone"] = "030123";
  return made;
}

record placed_shipping_total(const stored_order& of) {
  const double shipping = sums_of(of.is).shipping;
  record made;
  for (const auto* column : {"shipping_amount", "shipping_incl_tax"})
    set_both(made, column, shipping);
  for (const auto* column : {"shipping_discount_amount", "shipping_tax_amount"})
    set_both(made, column, 0);
  set_zeros(made, {"base_shipping_discount_tax_compensation_amnt",
                   "shipping_discount_tax_compensation_amount"});
  return made;
}

}  // namespace acumage::simulator
