#include "magento/shipments/records.hpp"

#include "magento/order_search.hpp"
#include "magento/search_path.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

using simdjson::dom::element;

constexpr std::size_t page_size = 100;
constexpr std::string_view document_fields = "entity_id,items[order_item_id,qty],comments[comment]";

std::string text_in(element from, const char* name) {
  std::string_view text;
  return from[name].get(text) == simdjson::SUCCESS ? std::string{text} : std::string{};
}

/// Numbers may come as text; absent and null are 0.
decimal figure_in(element from, const char* name) {
  element value;
  if (from[name].get(value) != simdjson::SUCCESS || value.is_null()) return {};
  std::string_view text;
  const auto number = decimal::parse(
      value.get(text) == simdjson::SUCCESS ? std::string{text} : simdjson::minify(value));
  return number ? *number : decimal{};
}

std::int64_t whole_of(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? number : 0;
}

/// 0: absent, null, or no whole number.
std::int64_t id_in(element from, const char* name) {
  element value;
  if (from[name].get(value) != simdjson::SUCCESS) return 0;
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return number;
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? whole_of(text) : 0;
}

/// Calls `use` for each element of a list; none when it is absent or null, as `fields=` makes it.
template <class Use>
void each_in(element from, const char* name, Use use) {
  simdjson::dom::array list;
  if (from[name].get(list) != simdjson::SUCCESS) return;
  for (const auto each : list) use(each);
}

bool good(const answer& reply) { return reply.how == carried::answered && reply.status == 200; }

/// Of a page: `items`, or nothing when it is null and the store counts none.
bool is_page(element root, std::size_t& total) {
  std::uint64_t count = 0;
  if (root["total_count"].get(count) != simdjson::SUCCESS) return false;
  total = static_cast<std::size_t>(count);
  return true;
}

order_item item_of(element from) {
  order_item item;
  item.id = id_in(from, "item_id");
  item.parent = id_in(from, "parent_item_id");
  item.product = id_in(from, "product_id");
  item.sku = trimmed(text_in(from, "sku"));
  item.type = text_in(from, "product_type");
  item.ordered = figure_in(from, "qty_ordered");
  item.shipped = figure_in(from, "qty_shipped");
  item.invoiced = figure_in(from, "qty_invoiced");
  item.canceled = figure_in(from, "qty_canceled");
  item.refunded = figure_in(from, "qty_refunded");
  return item;
}

sales_document document_of(element from) {
  sales_document document;
  document.id = id_in(from, "entity_id");
  each_in(from, "items", [&](element line) {
    document.lines.push_back({id_in(line, "order_item_id"), figure_in(line, "qty")});
  });
  each_in(from, "tracks",
          [&](element track) { document.tracks.push_back(text_in(track, "track_number")); });
  each_in(from, "comments",
          [&](element comment) { document.comments.push_back(text_in(comment, "comment")); });
  return document;
}

request documents_request(const char* resource, const std::string& fields, std::int64_t order,
                          std::size_t page) {
  search_path path{resource};
  path.group().filter("order_id", "eq", std::to_string(order));
  return path.page(page_size, page).fields("items[" + fields + "],total_count").take();
}

}  // namespace

decimal order_item::open() const {
  // Items sent back and refunded were shipped before: they count once.
  const auto left = minus(minus(ordered, std::max(shipped, refunded)), canceled);
  return left.negative() ? decimal{} : left;
}

const order_item* store_order::find(std::int64_t item) const {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const order_item& each) { return each.id == item; });
  return found == items.end() ? nullptr : &*found;
}

const order_item* store_order::parent_of(const order_item& item) const {
  return item.parent == 0 ? nullptr : find(item.parent);
}

std::vector<const order_item*> store_order::parts_of(const order_item& item) const {
  std::vector<const order_item*> parts;
  for (const auto& each : items)
    if (each.parent == item.id) parts.push_back(&each);
  return parts;
}

request order_request(const std::string& number) {
  search_path path{"/V1/orders"};
  path.group().filter("increment_id", "eq", number);
  return path.page(most_namesakes)
      .fields(
          "items[entity_id,increment_id,store_id,state,status,items[item_id,parent_item_id,"
          "product_id,sku,product_type,qty_ordered,qty_shipped,qty_invoiced,qty_canceled,qty_"
          "refunded]],"
          "total_count")
      .take();
}

std::optional<std::vector<store_order>> read_orders(const answer& reply) {
  simdjson::dom::parser parser;
  element root;
  std::size_t total = 0;
  if (!good(reply) || parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
      !is_page(root, total))
    return std::nullopt;
  std::vector<store_order> orders;
  each_in(root, "items", [&](element from) {
    store_order order;
    order.id = id_in(from, "entity_id");
    order.store = id_in(from, "store_id");
    order.number = text_in(from, "increment_id");
    order.status = text_in(from, "status");
    each_in(from, "items", [&](element item) { order.items.push_back(item_of(item)); });
    orders.push_back(std::move(order));
  });
  if (orders.empty() && total > 0) return std::nullopt;
  return orders;
}

request shipments_request(std::int64_t order, std::size_t page) {
  return documents_request("/V1/shipments", std::string{document_fields} + ",tracks[track_number]",
                           order, page);
}

request invoices_request(std::int64_t order, std::size_t page) {
  return documents_request("/V1/invoices", std::string{document_fields}, order, page);
}

std::optional<document_page> read_documents(const answer& reply) {
  simdjson::dom::parser parser;
  element root;
  document_page page;
  if (!good(reply) || parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
      !is_page(root, page.total))
    return std::nullopt;
  each_in(root, "items", [&](element from) { page.documents.push_back(document_of(from)); });
  return page;
}

request shipment_request(std::int64_t shipment) {
  return search_path{"/V1/shipment/" + std::to_string(shipment)}
      .fields(std::string{document_fields} + ",tracks[track_number]")
      .take();
}

std::optional<sales_document> read_document(const answer& reply) {
  simdjson::dom::parser parser;
  element root;
  if (!good(reply) || parser.parse(reply.body).get(root) != simdjson::SUCCESS || !root.is_object())
    return std::nullopt;
  return document_of(root);
}

request products_request(std::span<const std::string> ids) {
  search_path path{"/V1/products"};
  filter_by_values(path, "entity_id", ids);
  return path.page(ids.size()).fields("items[id,sku,custom_attributes],total_count").take();
}

std::optional<std::map<std::int64_t, product_words>> read_products(const answer& reply) {
  simdjson::dom::parser parser;
  element root;
  std::size_t total = 0;
  if (!good(reply) || parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
      !is_page(root, total))
    return std::nullopt;
  std::map<std::int64_t, product_words> products;
  each_in(root, "items", [&](element from) {
    auto& product = products[id_in(from, "id")];
    product.sku = trimmed(text_in(from, "sku"));
    each_in(from, "custom_attributes", [&](element attribute) {
      const auto code = text_in(attribute, "attribute_code");
      if (code == "shipment_type") product.separately = id_in(attribute, "value") == 1;
      if (code == "price_type") product.priced_by_part = text_in(attribute, "value") == "0";
    });
  });
  return products;
}

std::optional<std::int64_t> read_id(const answer& reply) {
  simdjson::dom::parser parser;
  element root;
  if (!good(reply) || parser.parse(reply.body).get(root) != simdjson::SUCCESS) return std::nullopt;
  std::int64_t id = 0;
  std::string_view text;
  if (root.get(id) != simdjson::SUCCESS && root.get(text) == simdjson::SUCCESS) id = whole_of(text);
  if (id <= 0) return std::nullopt;
  return id;
}

decimal minus(const decimal& from, const decimal& what) {
  static const auto one_less = *decimal::parse("-1");
  return from + what * one_less;
}

}  // namespace acumage::magento
