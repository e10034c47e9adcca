#include "magento/orders/creation.hpp"

#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "messages/decimal.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"
#include "policy/order_states.hpp"

#include <simdjson.h>
#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

using policy::order_action;

std::string text(simdjson::dom::element from, const char* name) {
  std::string_view found;
  return from[name].get(found) == simdjson::SUCCESS ? std::string{found} : std::string{};
}

void write_address(json_writer& to, const policy::order_person& person, std::string_view type,
                   const std::string& email) {
  to.object().key("address_type").string(type);
  to.key("firstname").string(person.first_name).key("lastname").string(person.last_name);
  to.key("street").array();
  for (const auto& line : person.street) to.string(line);
  to.end().key("city").string(person.city);
  if (!person.region.empty()) to.key("region").string(person.region);
  if (person.region_id != 0) to.key("region_id").number(person.region_id);
  to.key("postcode").string(person.postal_code).key("country_id").string(person.country);
  to.key("telephone").string(person.phone).key("email").string(email).end();
}

/// The same figure in the currency of the order and in the store's own, which are assumed to be the
/// same.
void write_figure(json_writer& to, const std::string& name, std::string_view figure) {
  to.key("base_" + name).raw(figure).key(name).raw(figure);
}

void write_item(json_writer& to, const policy::order_line& line, const ordered_products& products) {
  const auto known = products.find(fold_key(line.sku));
  const bool found = known != products.end();
  to.object().key("sku").string(found ? known->second.sku : line.sku);
  if (found) {
    const auto& type = known->second.type;
    to.key("product_id").number(known->second.id).key("product_type").string(type);
    to.key("name").string(known->second.name);
    to.key("is_virtual").number(type == "virtual" || type == "downloadable" ? 1 : 0);
  }
  to.key("qty_ordered").raw(line.quantity);
  write_figure(to, "price", line.price);
  write_figure(to, "original_price", line.price);
  write_figure(to, "row_total", line.extended);
  to.end();
}

std::string pieces(const policy::new_order& order) {
  decimal sum;
  for (const auto& line : order.lines)
    if (const auto quantity = decimal::parse(line.quantity)) sum = sum + *quantity;
  return sum.to_string();
}

}  // namespace

request ordered_products_search(std::span<const std::string> skus) {
  search_path path{"/V1/products"};
  filter_by_values(path, "sku", skus);
  return path.page(skus.size()).fields("items[id,sku,type_id,name],total_count").take();
}

std::optional<ordered_products> read_ordered_products(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::uint64_t total = 0;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
      root["total_count"].get(total) != simdjson::SUCCESS)
    return std::nullopt;
  ordered_products products;
  simdjson::dom::array items;
  // `fields=` turns an empty list into null.
  if (root["items"].get(items) != simdjson::SUCCESS)
    return total == 0 ? std::optional{products} : std::nullopt;
  for (const auto each : items) {
    ordered_product product;
    if (each["id"].get(product.id) != simdjson::SUCCESS) return std::nullopt;
    product.sku = text(each, "sku");
    product.type = text(each, "type_id");
    product.name = text(each, "name");
    if (product.sku.empty()) return std::nullopt;
    products.emplace(fold_key(trimmed(product.sku)), std::move(product));
  }
  return products;
}

std::vector<std::string> ordered_skus(const policy::new_order& order) {
  std::vector<std::string> skus;
  std::set<std::string> seen;
  for (const auto& line : order.lines)
    if (seen.insert(fold_key(line.sku)).second) skus.push_back(line.sku);
  return skus;
}

first_words first_status(const policy::order_record& record) {
  // An order created in process has been shipped and invoiced like any other (T:638-642). It
  // reaches later states through actions on it.
  if (record.action == order_action::comment)
    for (const auto* state : {"new", "processing"})
      if (policy::belongs(record, state)) return {state, record.status};
  return {"new", "pending"};
}

request create_order_request(const policy::order_record& record, const ordered_products& products) {
  const auto& order = *record.create;
  const auto [state, status] = first_status(record);
  json_writer body;
  body.object().key("entity").object();
  body.key("increment_id").string(record.number).key("ext_order_id").string(record.erp_key);
  body.key("store_id").number(order.store_id);
  body.key("state").string(state);
  body.key("status").string(status);
  for (const auto* name :
       {"base_currency_code", "global_currency_code", "order_currency_code", "store_currency_code"})
    body.key(name).string(order.currency);
  body.key("customer_email").string(order.email).key("customer_is_guest").number(1);
  body.key("customer_firstname").string(order.billing.first_name);
  body.key("customer_lastname").string(order.billing.last_name);
  write_figure(body, "grand_total", order.total);
  write_figure(body, "subtotal", order.subtotal);
  for (const auto* name : {"tax_amount", "shipping_amount", "discount_amount"})
    write_figure(body, name, "0");
  body.key("total_qty_ordered").raw(pieces(order));
  body.key("total_item_count").number(static_cast<std::uint64_t>(order.lines.size()));
  // After customer_email: the store reads the keys in their order (REST.md 6).
  write_address(body.key("billing_address"), order.billing, "billing", order.email);
  body.key("payment").object().key("method").string(order.payment_method).end();
  body.key("items").array();
  for (const auto& line : order.lines) write_item(body, line, products);
  body.end().key("extension_attributes").object().key("shipping_assignments").array();
  body.object().key("shipping").object();
  write_address(body.key("address"), order.shipping, "shipping", order.email);
  body.key("method").string(order.shipping_method).end();
  body.key("items").array().end().end().end().end().end().end();
  request send;
  send.path = "/V1/orders";
  send.body = body.take();
  return send;
}

bool says_created(const answer& reply, const std::string& number) {
  if (reply.how != carried::answered || reply.status != 200) return false;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS) return false;
  return fold_key(text(root, "increment_id")) == fold_key(number);
}

bool says_taken(const answer& reply) {
  return reply.how == carried::answered && reply.status == 400 &&
         read_error(reply.body).message.find("Unique constraint violation found") !=
             std::string::npos;
}

}  // namespace acumage::magento
