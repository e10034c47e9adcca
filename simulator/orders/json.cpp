#include "simulator/orders/json.hpp"

#include "simulator/orders/placed_order.hpp"
#include "simulator/php_json.hpp"
#include "simulator/sales/columns.hpp"

#include <algorithm>
#include <utility>

namespace acumage::simulator {
namespace {

void set_id(record& of, std::string_view column, std::int64_t id) {
  if (id != 0) of.insert_or_assign(std::string{column}, static_cast<double>(id));
}

record merged(record under, const record& over) {
  for (const auto& [column, value] : over) under.insert_or_assign(column, value);
  return under;
}

/// What the database says of a line that was saved without it (transcript row 638).
const record& saved_item_columns() {
  static const record all = [] {
    record made;
    for (const auto* column : {"amount_refunded",
                               "base_amount_refunded",
                               "base_cost",
                               "base_discount_amount",
                               "base_discount_invoiced",
                               "base_original_price",
                               "base_price",
                               "base_row_invoiced",
                               "base_row_total",
                               "base_tax_amount",
                               "base_tax_invoiced",
                               "discount_amount",
                               "discount_invoiced",
                               "discount_percent",
                               "free_shipping",
                               "no_discount",
                               "qty_backordered",
                               "row_invoiced",
                               "row_total",
                               "row_weight",
                               "tax_amount",
                               "tax_invoiced",
                               "tax_percent",
                               "weight"})
      made[column] = 0.0;
    return made;
  }();
  return all;
}

record stored_item(const stored_order& of, std::size_t index) {
  const auto& line = of.is.items[index];
  record made = merged(of.placed ? placed_item_columns(of, line) : saved_item_columns(),
                       of.item_columns[index]);
  set_id(made, "item_id", line.item_id);
  set_id(made, "order_id", of.is.entity_id);
  set_id(made, "parent_item_id", line.parent_item_id);
  set_id(made, "product_id", line.product_id);
  set_text(made, "sku", line.sku);
  set_text(made, "name", line.name);
  set_text(made, "product_type", line.product_type);
  made["price"] = line.price;
  made["qty_ordered"] = line.qty_ordered;
  made["qty_shipped"] = line.qty_shipped;
  made["qty_invoiced"] = line.qty_invoiced;
  made["qty_canceled"] = line.qty_canceled;
  made["qty_refunded"] = line.qty_refunded;
  return made;
}

/// Without the brackets.
template <class Write>
std::string items_json(const stored_order& of, Write write) {
  std::string json;
  for (std::size_t i = 0; i < of.is.items.size(); ++i) json += (json.empty() ? "" : ",") + write(i);
  return json;
}

std::string shipping_json(const stored_order& of) {
  std::string json;
  const auto add = [&](std::string_view name, const std::string& value) {
    json += (json.empty() ? "" : ",") + php_string(name) + ':' + value;
  };
  record address = of.placed ? placed_address(of, "shipping") : of.shipping;
  if (!address.empty()) {
    set_id(address, "parent_id", of.is.entity_id);
    add("address", address_json(std::move(address)));
  }
  const bool flat = of.placed && !of.is.is_virtual;
  if (flat || !of.shipping_method.empty())
    add("method", php_string(flat ? "flatrate_flatrate" : of.shipping_method));
  if (of.placed) add("total", to_json(placed_shipping_total(of), shipping_total_columns()));
  return '{' + json + '}';
}

std::string extension_json(const stored_order& of, const std::string& items) {
  std::string json = R"({"shipping_assignments":[{"shipping":)" + shipping_json(of) +
                     ",\"items\":[" + items + "]}]";
  if (of.placed)
    json += R"(,"payment_additional_info":[{"key":"method_title","value":"Check \/ Money order"}])";
  return json + R"(,"applied_taxes":[],"item_applied_taxes":[],"converting_from_quote":false,)"
                R"("taxes":[],"additional_itemized_taxes":[]})";
}

/// The order's own columns and those that follow from them.
record head_of(const stored_order& what, const catalogue& goods) {
  const auto& order = what.is;
  record made = merged(what.placed ? placed_order_columns(what) : record{}, what.columns);
  set_id(made, "entity_id", order.entity_id);
  set_id(made, "store_id", order.store_id);
  set_id(made, "billing_address_id",
         static_cast<std::int64_t>(number_in(what.billing, "entity_id")));
  set_text(made, "increment_id", order.increment_id);
  set_text(made, "state", order.state);
  set_text(made, "status", order.status);
  set_text(made, "customer_email", order.customer_email);
  set_text(made, "ext_order_id", order.ext_order_id);
  set_text(made, "hold_before_state", order.hold_before_state);
  set_text(made, "hold_before_status", order.hold_before_status);
  set_text(made, "created_at", what.created_at);
  set_text(made, "updated_at", what.updated_at);
  if (what.placed) {
    made["store_name"] = store_name(goods, order.store_id);
    made["protect_code"] = std::string(32, '0');
  }
  return made;
}

}  // namespace

std::string order_json(const stored_order& what, const catalogue& goods) {
  record made = head_of(what, goods);
  const std::string items =
      items_json(what, [&](std::size_t i) { return stored_item_json(what, i); });
  made["items"] = json_part{'[' + items + ']'};
  if (!what.billing.empty()) made["billing_address"] = json_part{stored_billing_json(what)};
  made["payment"] = json_part{stored_payment_json(what)};
  made["status_histories"] = json_part{histories_json(what.is)};
  made["extension_attributes"] = json_part{extension_json(what, items)};
  return to_json(made, order_columns());
}

std::string stored_items_json(const stored_order& what) {
  return '[' + items_json(what, [&](std::size_t i) { return item_json(stored_item(what, i)); }) +
         ']';
}

std::string stored_item_json(const stored_order& what, std::size_t index) {
  record line = stored_item(what, index);
  line["extension_attributes"] = json_part{R"({"itemized_taxes":[]})"};
  return item_json(line);
}

std::string item_json(const record& line) {
  std::string json = to_json(line, order_item_columns());
  for (const std::string base : {"", "base_"}) {
    const std::string with_tax = base + "row_total_incl_tax";
    if (line.contains(with_tax) || !line.contains(base + "row_total")) continue;
    json.back() = ',';
    json += php_string(with_tax) + ':' +
            php_number(number_in(line, base + "row_total") + number_in(line, base + "tax_amount")) +
            '}';
  }
  return json;
}

std::string address_json(record address) {
  if (!address.contains("region_code"))
    set_text(address, "region_code", text_in(address, "region"));
  return to_json(address, order_address_columns());
}

std::string stored_billing_json(const stored_order& what) {
  record billing = what.placed ? placed_address(what, "billing") : what.billing;
  set_id(billing, "parent_id", what.is.entity_id);
  return address_json(std::move(billing));
}

std::string stored_payment_json(const stored_order& what) {
  record payment = what.placed ? merged(placed_payment(what), what.payment) : what.payment;
  set_id(payment, "parent_id", what.is.entity_id);
  return payment_json(std::move(payment));
}

std::string payment_json(record payment) {
  payment.try_emplace("additional_information", json_part{"[]"});
  return to_json(payment, payment_columns());
}

std::string comment_json(const sales_comment& what, std::int64_t order_id) {
  record made;
  set_text(made, "comment", what.comment);
  set_text(made, "created_at", what.created_at);
  set_id(made, "entity_id", what.entity_id);
  made["entity_name"] = "order";
  made["is_customer_notified"] = static_cast<double>(what.is_customer_notified);
  made["is_visible_on_front"] = static_cast<double>(what.is_visible_on_front);
  set_id(made, "parent_id", order_id);
  set_text(made, "status", what.status);
  return to_json(made, status_history_columns());
}

std::string histories_json(const order& of) {
  std::string json;
  for (auto one = of.comments.rbegin(); one != of.comments.rend(); ++one)
    json += (json.empty() ? "" : ",") + comment_json(*one, of.entity_id);
  return '[' + json + ']';
}

std::string store_name(const catalogue& goods, std::int64_t store_id) {
  const auto named = [](const auto& list, std::int64_t id) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
    return found == list.end() ? std::string{} : found->name;
  };
  const auto& views = goods.views();
  const auto view = std::find_if(views.begin(), views.end(), [&](const auto& one) {
    return store_id == 0 ? one.id != 0 : one.id == store_id;
  });
  if (view == views.end()) return {};
  return named(goods.websites(), view->website_id) + '\n' + named(goods.groups(), view->group_id) +
         '\n' + view->name;
}

}  // namespace acumage::simulator
