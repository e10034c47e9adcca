#include "magento/order_search.hpp"

#include "magento/search_path.hpp"
#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

using simdjson::dom::element;

/// A value that is null, or left out by `fields=`, is "" (REST.md 4.3).
std::string text(element from, const char* name) {
  std::string_view found;
  return from[name].get(found) == simdjson::SUCCESS ? std::string{found} : std::string{};
}

/// A number, or the text of one; anything else is 0.
decimal figure(element from, const char* name) {
  element found;
  if (from[name].get(found) != simdjson::SUCCESS) return {};
  std::string_view shown;
  const auto read = decimal::parse(found.get(shown) == simdjson::SUCCESS ? std::string{shown}
                                                                         : simdjson::minify(found));
  return read ? *read : decimal{};
}

void take_items(element from, held_order& order) {
  simdjson::dom::array items;
  if (from["items"].get(items) != simdjson::SUCCESS) return;
  for (const auto item : items) {
    order.shipped = order.shipped || !figure(item, "qty_shipped").zero();
    const auto done = figure(item, "qty_invoiced") + figure(item, "qty_canceled");
    order.left_to_invoice = order.left_to_invoice || done < figure(item, "qty_ordered");
  }
}

void take_comments(element from, held_order& order) {
  simdjson::dom::array histories;
  if (from["status_histories"].get(histories) != simdjson::SUCCESS) return;
  for (const auto each : histories) order.comments.push_back(text(each, "comment"));
}

std::optional<held_order> order_of(element from) {
  held_order order;
  if (from["entity_id"].get(order.id) != simdjson::SUCCESS || order.id <= 0) return std::nullopt;
  if (from["store_id"].get(order.store) != simdjson::SUCCESS) order.store = 0;
  order.state = text(from, "state");
  order.status = text(from, "status");
  take_items(from, order);
  take_comments(from, order);
  return order;
}

/// Calls `use` for each order of the page until it returns false. False: it is not a page, or `use`
/// stopped.
template <class Use>
bool each_order(const answer& reply, Use use) {
  if (reply.how != carried::answered || reply.status != 200) return false;
  simdjson::dom::parser parser;
  element root;
  std::uint64_t total = 0;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
      root["total_count"].get(total) != simdjson::SUCCESS)
    return false;
  simdjson::dom::array items;
  // `fields=` turns an empty list into null.
  if (root["items"].get(items) != simdjson::SUCCESS) return total == 0;
  for (const auto each : items)
    if (!use(each)) return false;
  return true;
}

}  // namespace

request order_search(const policy::order_record& record) {
  search_path path{"/V1/orders"};
  path.group().filter("increment_id", "eq", record.number);
  if (!record.erp_key.empty()) path.filter("ext_order_id", "eq", record.erp_key);
  return path.page(most_namesakes)
      .fields(
          "items[entity_id,store_id,state,status,items[qty_ordered,qty_shipped,qty_invoiced,qty_"
          "canceled],"
          "status_histories[comment]],total_count")
      .take();
}

std::optional<std::vector<held_order>> read_order_search(const answer& reply) {
  std::vector<held_order> orders;
  const bool read = each_order(reply, [&](element each) {
    auto order = order_of(each);
    if (order) orders.push_back(std::move(*order));
    return order.has_value();
  });
  return read ? std::optional{std::move(orders)} : std::nullopt;
}

request order_numbers_search(std::span<const std::string> numbers) {
  search_path path{"/V1/orders"};
  filter_by_values(path, "increment_id", numbers);
  // A number may exist once in each store view.
  return path.page(largest_page).fields("items[increment_id],total_count").take();
}

std::optional<std::set<std::string>> read_order_numbers(const answer& reply) {
  std::set<std::string> numbers;
  const bool read = each_order(reply, [&](element each) {
    numbers.insert(fold_key(text(each, "increment_id")));
    return true;
  });
  return read ? std::optional{std::move(numbers)} : std::nullopt;
}

}  // namespace acumage::magento
