// /simulator/orders, shipments and invoices: what was sold, and orders as shoppers place them.
#include "simulator/control.hpp"
#include "messages/json_text.hpp"
#include "simulator/body.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <simdjson.h>

#include <utility>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

template <class List>
answer listed(const List& all, void (*write)(json_writer&, const typename List::value_type&)) {
  json_writer json;
  json.array();
  for (const auto& one : all) {
    json.object();
    write(json, one);
    json.end();
  }
  json.end();
  return {.body = json.take()};
}

void write_comments(json_writer& json, const std::vector<sales_comment>& comments) {
  json.key("comments").array();
  for (const auto& one : comments) {
    json.object().key("entity_id").number(one.entity_id).key("comment").string(one.comment);
    json.key("status").string(one.status).end();
  }
  json.end();
}

void write_order_item(json_writer& json, const order_item& one) {
  json.object().key("item_id").number(one.item_id);
  json.key("parent_item_id").number(one.parent_item_id).key("sku").string(one.sku);
  json.key("product_type").string(one.product_type).key("product_id").number(one.product_id);
  for (const auto& [name, value] :
       {std::pair{"qty_ordered", one.qty_ordered}, std::pair{"qty_shipped", one.qty_shipped},
        std::pair{"qty_invoiced", one.qty_invoiced}, std::pair{"qty_canceled", one.qty_canceled},
        std::pair{"price", one.price}})
    json.key(name).raw(php_number(value));
  json.end();
}

void write_order(json_writer& json, const order& one) {
  json.key("entity_id").number(one.entity_id).key("increment_id").string(one.increment_id);
  json.key("store_id").number(one.store_id).key("state").string(one.state);
  json.key("status").string(one.status).key("customer_email").string(one.customer_email);
  json.key("ext_order_id").string(one.ext_order_id).key("items").array();
  for (const auto& line : one.items) write_order_item(json, line);
  json.end();
  write_comments(json, one.comments);
}

void write_sold_items(json_writer& json, const std::vector<sold_item>& items) {
  json.key("items").array();
  for (const auto& line : items) {
    json.object().key("order_item_id").number(line.order_item_id).key("sku").string(line.sku);
    json.key("qty").raw(php_number(line.qty)).end();
  }
  json.end();
}

void write_shipment(json_writer& json, const shipment& one) {
  json.key("entity_id").number(one.entity_id).key("increment_id").string(one.increment_id);
  json.key("order_id").number(one.order_id).key("source_code").string(one.source_code);
  write_sold_items(json, one.items);
  json.key("tracks").array();
  for (const auto& track : one.tracks) {
    json.object().key("number").string(track.number).key("title").string(track.title);
    json.key("carrier_code").string(track.carrier_code).end();
  }
  json.end();
  write_comments(json, one.comments);
}

void write_invoice(json_writer& json, const invoice& one) {
  json.key("entity_id").number(one.entity_id).key("increment_id").string(one.increment_id);
  json.key("order_id").number(one.order_id);
  write_sold_items(json, one.items);
  write_comments(json, one.comments);
}

/// The text of a member, if there is one. false: it is no text.
bool read_text(const element& of, std::string_view name, std::string& to) {
  element value;
  if (of.at_key(name).get(value) != simdjson::SUCCESS) return true;
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return false;
  to = text;
  return true;
}

bool read_number(const element& of, std::string_view name, double& to) {
  element value;
  return of.at_key(name).get(value) != simdjson::SUCCESS || value.get(to) == simdjson::SUCCESS;
}

bool read_line(const element& from, order_draft& to) {
  draft_line line;
  if (!read_text(from, "sku", line.sku) || line.sku.empty() ||
      !read_text(from, "name", line.name) || !read_text(from, "product_type", line.product_type) ||
      !read_number(from, "qty", line.qty) || !read_number(from, "price", line.price)) {
    return false;
  }
  if (element decimal; from.at_key("is_qty_decimal").get(decimal) == simdjson::SUCCESS)
    line.is_qty_decimal = as_bool(decimal);
  if (std::uint64_t parent = 0; from.at_key("parent").get(parent) == simdjson::SUCCESS) {
    if (parent >= to.lines.size()) return false;
    line.parent = static_cast<std::size_t>(parent);
  }
  to.lines.push_back(std::move(line));
  return true;
}

bool read_draft(const element& from, order_draft& to) {
  double store = static_cast<double>(to.store_id);
  if (!read_text(from, "increment_id", to.increment_id) ||
      !read_text(from, "customer_email", to.customer_email) ||
      !read_text(from, "ext_order_id", to.ext_order_id) || !read_text(from, "state", to.state) ||
      !read_text(from, "status", to.status) || !read_number(from, "store_id", store)) {
    return false;
  }
  to.store_id = static_cast<std::int64_t>(store);
  simdjson::dom::array lines;
  if (from.at_key("lines").get(lines) != simdjson::SUCCESS) return false;
  for (const element line : lines)
    if (!read_line(line, to)) return false;
  return !to.lines.empty();
}

answer add_orders(shop& of, std::string_view body) {
  return taken(body, "orders",
               R"({"orders":[{"increment_id":"000000042","lines":[{"sku":"A-1","qty":2,)"
               R"("price":9.9}]}]}; an order also has store_id, customer_email, ext_order_id, )"
               "state and status, a line name, product_type, is_qty_decimal and parent (the "
               "index of an earlier line)",
               [&](const element& one) {
                 order_draft made;
                 if (!read_draft(one, made)) return false;
                 of.add_order(std::move(made));
                 return true;
               });
}

}  // namespace

std::optional<answer> answer_order_control(shop& of, const request& what, std::string_view path) {
  if (what.method == "GET" && path == "orders") return listed(of.sold.orders(), write_order);
  if (what.method == "GET" && path == "shipments")
    return listed(of.sold.shipments(), write_shipment);
  if (what.method == "GET" && path == "invoices") return listed(of.sold.invoices(), write_invoice);
  if (what.method == "POST" && path == "orders") return add_orders(of, what.body);
  return std::nullopt;
}

}  // namespace acumage::simulator
