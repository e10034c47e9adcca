#include "magento/connection_test/store_lists.hpp"

#include <simdjson.h>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

using simdjson::SUCCESS;
using simdjson::dom::element;

bool take_text(const element& of, const char* name, std::string& to) {
  std::string_view text;
  if (of[name].get(text) != SUCCESS) return false;
  to = text;
  return true;
}

bool take_id(const element& of, const char* name, int& to) {
  std::int64_t number = 0;
  if (of[name].get(number) != SUCCESS || number < 0 || number > std::numeric_limits<int>::max())
    return false;
  to = static_cast<int>(number);
  return true;
}

bool answered_with_list(const answer& reply) {
  return reply.how == carried::answered && reply.status == 200;
}

/// `take` receives each item of a list, and returns whether it was valid.
template <class Take>
bool each_of(const element& list, Take take) {
  simdjson::dom::array items;
  if (list.get(items) != SUCCESS) return false;
  for (const auto item : items)
    if (!take(item)) return false;
  return true;
}

template <class Take>
bool each_item(const answer& reply, Take take) {
  simdjson::dom::parser parser;
  element root;
  return answered_with_list(reply) && parser.parse(reply.body).get(root) == SUCCESS &&
         each_of(root, take);
}

template <class Item, class Read>
std::optional<list_page<Item>> read_page(const answer& reply, Read read) {
  simdjson::dom::parser parser;
  element root;
  element items;
  std::uint64_t total = 0;
  if (!answered_with_list(reply) || parser.parse(reply.body).get(root) != SUCCESS ||
      root["total_count"].get(total) != SUCCESS)
    return std::nullopt;
  list_page<Item> page;
  page.total = total;
  // `fields=` turns an empty list into null (REST.md 4.1).
  if (root["items"].get(items) != SUCCESS || items.is_null()) return page;
  const auto take = [&](const element& item) { return read(item, page.items.emplace_back()); };
  if (!each_of(items, take)) return std::nullopt;
  return page;
}

}  // namespace

std::optional<std::vector<store_view>> read_store_views(const answer& reply) {
  std::vector<store_view> views;
  const auto take = [&](const element& item) {
    auto& view = views.emplace_back();
    std::int64_t active = 1;
    if (item["is_active"].get(active) == SUCCESS) view.active = active != 0;
    return take_id(item, "id", view.id) && take_text(item, "code", view.code) &&
           take_text(item, "name", view.name) && take_id(item, "website_id", view.website_id);
  };
  if (!each_item(reply, take)) return std::nullopt;
  return views;
}

std::optional<std::map<int, std::string>> read_currencies(const answer& reply) {
  std::map<int, std::string> currencies;
  const auto take = [&](const element& item) {
    int id = 0;
    return take_id(item, "id", id) && take_text(item, "base_currency_code", currencies[id]);
  };
  if (!each_item(reply, take)) return std::nullopt;
  return currencies;
}

std::optional<std::map<int, std::string>> read_websites(const answer& reply) {
  std::map<int, std::string> names;
  const auto take = [&](const element& item) {
    int id = 0;
    return take_id(item, "id", id) && take_text(item, "name", names[id]);
  };
  if (!each_item(reply, take)) return std::nullopt;
  return names;
}

std::optional<std::vector<std::string>> read_attributes(const answer& reply) {
  std::vector<std::string> codes;
  const auto take = [&](const element& item) {
    return take_text(item, "attribute_code", codes.emplace_back());
  };
  if (!each_item(reply, take)) return std::nullopt;
  return codes;
}

std::optional<list_page<source_state>> read_source_states(const answer& reply) {
  return read_page<source_state>(reply, [](const element& item, source_state& to) {
    bool enabled = true;
    if (item["enabled"].get(enabled) == SUCCESS) to.enabled = enabled;
    return take_text(item, "source_code", to.code);
  });
}

std::optional<list_page<customer_group>> read_customer_groups(const answer& reply) {
  return read_page<customer_group>(reply, [](const element& item, customer_group& to) {
    return take_id(item, "id", to.id) && take_text(item, "code", to.code);
  });
}

}  // namespace acumage::magento
