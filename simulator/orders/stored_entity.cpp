#include "simulator/orders/stored_entity.hpp"

#include "simulator/column.hpp"

#include <string_view>
#include <utility>

namespace acumage::simulator {
namespace {

constexpr double largest_quantity = 99'999'999.9999;
constexpr double largest_price = 9'999'999'999'999'999.0;

std::string cut_text(record& from, std::string_view column, std::size_t length) {
  return as_varchar(take_text(from, column), length);
}

std::int64_t cut_id(record& from, std::string_view column) {
  return static_cast<std::int64_t>(take_number(from, column));
}

/// As the columns keep them: an emoji is four question marks (REST.md 12).
record as_kept(record address) {
  for (auto& [column, value] : address)
    if (auto* text = std::get_if<std::string>(&value)) *text = as_varchar(*text, 255);
  return address;
}

}  // namespace

void take_head(record& from, order& to) {
  const auto text = [&](std::string_view column, std::size_t length, std::string& member) {
    if (from.contains(column)) member = cut_text(from, column, length);
  };
  text("state", 32, to.state);
  text("status", 32, to.status);
  text("customer_email", 128, to.customer_email);
  text("ext_order_id", 32, to.ext_order_id);
  text("hold_before_state", 32, to.hold_before_state);
  text("hold_before_status", 32, to.hold_before_status);
  if (from.contains("store_id")) to.store_id = cut_id(from, "store_id");
  if (from.contains("is_virtual")) to.is_virtual = number_in(from, "is_virtual") != 0;
  for (const auto* column :
       {"entity_id", "increment_id", "billing_address_id", "created_at", "updated_at"})
    from.erase(column);
}

void take_item(record& from, order_item& to) {
  const auto text = [&](std::string_view column, std::string& member) {
    if (from.contains(column)) member = cut_text(from, column, 255);
  };
  const auto quantity = [&](std::string_view column, double& member) {
    if (from.contains(column)) member = as_decimal(take_number(from, column), 4, largest_quantity);
  };
  text("sku", to.sku);
  text("name", to.name);
  text("product_type", to.product_type);
  quantity("qty_ordered", to.qty_ordered);
  quantity("qty_shipped", to.qty_shipped);
  quantity("qty_invoiced", to.qty_invoiced);
  quantity("qty_canceled", to.qty_canceled);
  quantity("qty_refunded", to.qty_refunded);
  if (from.contains("price")) to.price = as_decimal(take_number(from, "price"), 4, largest_price);
  if (from.contains("product_id")) to.product_id = cut_id(from, "product_id");
  if (from.contains("parent_item_id")) to.parent_item_id = cut_id(from, "parent_item_id");
  if (from.contains("is_virtual")) to.is_virtual = number_in(from, "is_virtual") != 0;
  if (from.contains("is_qty_decimal")) to.is_qty_decimal = number_in(from, "is_qty_decimal") != 0;
  for (const auto* column : {"item_id", "order_id"}) from.erase(column);
}

stored_order stored_from(order_entity entity, std::int64_t id, const std::string& now) {
  stored_order made{.created_at = now, .updated_at = now};
  made.is.entity_id = id;
  made.is.increment_id = text_in(entity.head, "increment_id");
  take_head(entity.head, made.is);
  made.columns = std::move(entity.head);
  for (auto& line : entity.items) {
    order_item item{.item_id = static_cast<std::int64_t>(number_in(line, "item_id"))};
    take_item(line, item);
    made.is.items.push_back(std::move(item));
    made.item_columns.push_back(std::move(line));
  }
  made.payment = std::move(*entity.payment);
  if (entity.billing) made.billing = as_kept(std::move(*entity.billing));
  if (!entity.shipping) return made;
  made.shipping_method = std::move(entity.shipping->method);
  if (entity.shipping->address) made.shipping = as_kept(std::move(*entity.shipping->address));
  return made;
}

}  // namespace acumage::simulator
